"""Time expressions of invented sentences, as TIMEX3 has them."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.language import times

PUBLISHED = date(2024, 6, 13)
"""A Thursday."""


def found(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.value) for one in times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It opened on 2021-03-05.", "2021-03-05"),
        ("It opened on 5 March 2021.", "2021-03-05"),
        ("It opened on Friday, March 5th, 2021.", "2021-03-05"),
        ("It opened on the 5th of March 2021.", "2021-03-05"),
        ("It opened on 3/5/2021.", "2021-03-05"),
        ("It opened on 05.03.2021.", "2021-03-05"),
        ("It opened in March 2021.", "2021-03"),
        ("It opened in early 2021.", "2021"),
        ("It opened in nineteen ninety-four.", "1994"),
        ("It opened in fiscal 1998.", "1998"),
        ("It opened in '98.", "1998"),
        ("It opened in the late 1980s.", "198"),
        ("It opened in the eighties.", "198"),
        ("It opened in the 19th century.", "18"),
        ("It opened in the summer of 1996.", "1996-SU"),
        ("It opened in the third quarter of 1996.", "1996-Q3"),
        ("It opened in the second half of 1996.", "1996-H2"),
        ("It opened on Christmas Eve 1996.", "1996-12-24"),
        ("It opened on Thanksgiving, 1997.", "1997-11-27"),
        ("It opened on the night of 3 May 2020.", "2020-05-03"),
    ],
)
def test_dates_as_they_are_written_need_no_day_of_writing(text: str, value: str) -> None:
    assert [one for _, one in found(text, None)][-1] == value
    assert [one for _, one in found(text)][-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left today.", "2024-06-13"),
        ("He left two days ago.", "2024-06-11"),
        ("He left a week ago.", "2024-W23"),
        ("He left six months ago.", "2023-12"),
        ("He left three years ago.", "2021"),
        ("He left years ago.", "PAST_REF"),
        ("He left yesterday evening.", "2024-06-12TEV"),
        ("He left last night.", "2024-06-12TNI"),
        ("He left last Tuesday.", "2024-06-11"),
        ("He left on Monday.", "2024-06-10"),
        ("He will leave on Monday.", "2024-06-17"),
        ("He left on Thursday.", "2024-06-13"),
        ("He left in March.", "2024-03"),
        ("He left last August.", "2023-08"),
        ("He left on October 3.", "2023-10-03"),
        ("He will leave on July 3.", "2024-07-03"),
        ("He left this week.", "2024-W24"),
        ("He leaves next week.", "2024-W25"),
        ("He left over the weekend.", "2024-W23-WE"),
        ("He left last month.", "2024-05"),
        ("He left late last year.", "2023"),
        ("He left last fall.", "2023-FA"),
        ("He left this spring.", "2024-SP"),
        ("Profit rose in the first quarter.", "2024-Q1"),
        ("Profit rose in the third quarter.", "2023-Q3"),
        ("He left at 10:35 a.m.", "2024-06-13T10:35"),
        ("He left at 9 p.m. on Tuesday.", "2024-06-11T21:00"),
        ("He left at 8:30 this evening.", "2024-06-13T20:30"),
        ("It burnt on December 3.", "2023-12-03"),
        ("The storm on Monday may have burst the dam.", "2024-06-10"),
        ("the december story", "2023-12"),
        ("the March report", "2024-03"),
        ("He left in mid-2019.", "2019"),
        ("He recalls the December 6 storm.", "2023-12-06"),
        ("It is due to be announced on Tuesday.", "2024-06-18"),
        ("He left recently.", "PAST_REF"),
        ("He leaves now.", "PRESENT_REF"),
        ("He leaves in the near future.", "FUTURE_REF"),
    ],
)
def test_relative_times_count_from_the_day_of_writing(text: str, value: str) -> None:
    assert [one for _, one in found(text)] == [value]


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("He stayed two days.", "DURATION", "P2D"),
        ("He stayed in the last two weeks.", "DURATION", "P2W"),
        ("a ten-hour tour", "DURATION", "PT10H"),
        ("He stayed a year and a half.", "DURATION", "P1Y6M"),
        ("He stayed half an hour.", "DURATION", "PT30M"),
        ("He stayed for weeks.", "DURATION", "PXW"),
        ("He stayed a few minutes.", "DURATION", "PTXM"),
        ("He stayed for two decades.", "DURATION", "P20Y"),
        ("He calls every month.", "SET", "P1M"),
        ("It costs $5 a day.", "SET", "P1D"),
        ("He calls daily.", "SET", "P1D"),
        ("He calls on Mondays.", "SET", "XXXX-WXX-1"),
    ],
)
def test_durations_and_what_recurs(text: str, type: str, value: str) -> None:
    assert [(one.type, one.value) for one in times(text, PUBLISHED)] == [(type, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from 5-7 May 2021", ["2021-05-05", "2021-05-07"]),
        ("from May 5 to 7, 2021", ["2021-05-05", "2021-05-07"]),
        ("in 1994-95", ["1994", "1995"]),
        ("It fell in the second quarter of 2023. A year earlier it rose.", ["2023-Q2", "2022-Q2"]),
        ("He came on 3 May 2021 and left two days later.", ["2021-05-03", "2021-05-05"]),
        ("He came in 1996 and left the following year.", ["1996", "1997"]),
        ("He came on 3 May 2021 and left the day after.", ["2021-05-03", "2021-05-04"]),
    ],
)
def test_what_a_time_leaves_out_stands_beside_it(text: str, values: list[str]) -> None:
    assert [one for _, one in found(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "She may march on.",
        "the march story, data that may report it, how they march and may sing",
        "They sold 2000 sheep for $1998.",
        "a six-year-old boy, 52 years old",
        "Room 1984 of USA Today",
        "the Morning Show, the Person of the Year, the Sunday Times, the Winter Games",
        "a man in his 30s, three quarters of a million, the first half of the match",
        "the second man, an Augustan sun",
        "on February 31",
        "",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert found(text) == []


def test_without_a_day_of_writing_relative_times_stay_open() -> None:
    assert found("It closed two days ago, on Friday, 5 July; it opens next week.", None) == [
        ("two days ago", "PAST_REF"),
        ("Friday, 5 July", "XXXX-07-05"),
        ("next week", "FUTURE_REF"),
    ]


def test_a_day_may_be_given_as_text() -> None:
    assert times("today", "2024-06-13T10:00") == times("today", PUBLISHED)


_WORDS = (
    "the last next 31 Feb. May of 2024 - to and a half two hundred million years ago later Monday "
    "at 10:30 p.m. 0 99 1/2 first quarter century 0000-00-00 9999-12-31 "
    "days past same following weekend Christmas ' 2000s"
).split()


@given(
    text=st.text() | st.lists(st.sampled_from(_WORDS)).map(" ".join),
    published=st.none() | st.dates(),
)
@example(text="a thousand years ago, last month, next century, 400 days later", published=date.min)
@example(text="in a million years, next week, tomorrow, 999999 days from now", published=date.max)
@settings(deadline=None)
def test_anybodys_text_gives_places_in_order(text: str, published: date | None) -> None:
    end = 0
    for one in times(text, published):
        assert end <= one.start < one.end <= len(text)
        assert one.type in ("DATE", "TIME", "DURATION", "SET")
        assert one.value
        end = one.end


@given(days=st.integers(-3000, 3000))
def test_a_written_day_is_that_day_whenever_it_is_read(days: int) -> None:
    day = PUBLISHED + timedelta(days=days)
    assert found(f"They met on {day:%d %B %Y}.", PUBLISHED)[0][1] == day.isoformat()


@pytest.mark.parametrize(
    "words",
    [" ", "May ", "two million ", "the last ", "5 to ", "1998-", "a ", "twenty-", "year's ", "Monday "],
)
def test_time_grows_with_the_length_of_a_hostile_text(words: str) -> None:
    def seconds(length: int) -> float:
        begun = perf_counter()
        times((words * length)[:length], PUBLISHED)
        return perf_counter() - begun

    assert min(seconds(60_000) for _ in range(2)) < 12 * max(seconds(15_000) for _ in range(2)) + 0.2
