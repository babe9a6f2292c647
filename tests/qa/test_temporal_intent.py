from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.retrieval.recency import Coverage
from qa.temporal_intent import CALENDAR_WEIGHT, RECENT_WEIGHT, query_time_of

ASKED = date(2024, 6, 12)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("What happened today?", "2024-06-12", "2024-06-12"),
        ("Today, who spoke?", "2024-06-12", "2024-06-12"),
        ("WHO SPOKE YESTERDAY?", "2024-06-11", "2024-06-12"),
        ("Who won this week’s race?", "2024-06-06", "2024-06-16"),
        ("Who resigned this week after the vote?", "2024-06-06", "2024-06-16"),
        ("Who spoke yesterday before the vote?", "2024-06-11", "2024-06-12"),
        ("Who resigned in the past week?", "2024-06-06", "2024-06-16"),
        ("What did he say over the last few days?", "2024-06-06", "2024-06-16"),
        ("Who resigned last week?", "2024-06-03", "2024-06-09"),
        ("What burnt down over the weekend?", "2024-06-08", "2024-06-10"),
        ("What was agreed this month?", "2024-06-01", "2024-06-30"),
        ("What was agreed last month?", "2024-05-01", "2024-05-31"),
        ("What was agreed in the last month?", "2024-05-13", "2024-06-12"),
        ("Which bridge was recently closed?", "2024-05-30", "2024-06-12"),
        ("Has she written anything lately?", "2024-05-30", "2024-06-12"),
        ("Who met on Monday?", "2024-06-10", "2024-06-11"),
        ("Who met on Wednesday?", "2024-06-12", "2024-06-13"),
        ("Who met last thursday?", "2024-06-06", "2024-06-07"),
        ("Who met on Monday, earlier this week?", "2024-06-06", "2024-06-16"),
        ("Who met Monday?", "2024-06-10", "2024-06-11"),
        ("Who met two days ago?", "2024-06-10", "2024-06-11"),
        ("Who met three weeks ago?", "2024-05-20", "2024-05-26"),
        ("Who met in the last two weeks?", "2024-05-29", "2024-06-12"),
    ],
)
def test_times_of_late_are_days_that_count_much(question: str, start: str, end: str) -> None:
    time = query_time_of(question, ASKED)
    assert time
    assert (time.start.isoformat(), time.end.isoformat()) == (start, end)
    assert time.weight == RECENT_WEIGHT
    assert time.coverage is Coverage.DURING


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many people live there today?", Coverage.DURING),
        ("How many people does the town have today?", Coverage.ANY_TIME),
        ("Where are wolves found today?", Coverage.ANY_TIME),
        ("What do the villagers eat these days?", Coverage.ANY_TIME),
        ("Who was elected today?", Coverage.DURING),
        ("What is closed this week?", Coverage.DURING),
    ],
)
def test_what_is_so_nowadays_is_told_at_any_time(question: str, told: Coverage) -> None:
    time = query_time_of(question, ASKED)
    assert time
    assert time.coverage is told


@pytest.mark.parametrize(
    "question",
    [
        "How has the town changed in recent years?",
        "What did the most recent census find?",
        "Who fled in the last week of the war?",
        "What did he do in the last month of his life?",
        "What will demand reach in 2030?",
        "What opens in December 2024?",
        "What opens on 24 December 2024?",
        "Where is the dam of 2100 megawatts?",
        "Who employs a workforce of 1500 people?",
    ],
)
def test_other_times_and_numbers_are_no_query_time(question: str) -> None:
    assert query_time_of(question, ASKED) is None


@pytest.mark.parametrize(
    "question",
    [
        "When does the pool open on Monday?",
        "Do buses run on Sunday morning?",
        "Is the museum closed on Monday?",
        "WHAT ARE THE HOURS ON SATURDAY?",
        "Can dogs come in at the weekend?",
        "Is parking allowed at 8 am on Monday?",
    ],
)
def test_a_weekday_of_what_is_always_so_is_that_of_any_week(question: str) -> None:
    assert query_time_of(question, ASKED) is None


@pytest.mark.parametrize(
    "question",
    [
        "Who is the man arrested on Monday?",
        "What is the name of the bridge that was closed on Monday?",
        "Who does the minister, who resigned on Monday, lead?",
        "Who is being tried on Monday?",
        "Do you know who met on Monday?",
        "What did Bo Berg do on Monday?",
        "What is happening Monday?",
        "Does the pool open this Monday?",
        "Who are the people who have met on Monday?",
        "Which pool opened on Monday, and when does it close?",
    ],
)
def test_a_weekday_of_what_has_happened_is_the_last_one(question: str) -> None:
    time = query_time_of(question, ASKED)
    assert time
    assert (time.start.isoformat(), time.end.isoformat()) == ("2024-06-10", "2024-06-11")


def test_a_weekend_with_a_date_is_of_that_date() -> None:
    time = query_time_of("What burnt down over the weekend of 5 March 2022?", ASKED)
    assert time
    assert time.start == date(2022, 3, 5)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("Who won the race of 2019?", "2019-01-01", "2019-12-31"),
        ("What opened in June?", "2024-06-01", "2024-06-30"),
        ("What opened in july?", "2023-07-01", "2023-07-31"),
        ("What opened in February 2024?", "2024-02-01", "2024-02-29"),
        ("What opened in late August of 2020?", "2020-08-01", "2020-08-31"),
        ("What opened on May 9?", "2024-05-09", "2024-05-10"),
        ("What opened on 24th December 2021?", "2021-12-24", "2021-12-25"),
        ("What opened on December 24th, 2021?", "2021-12-24", "2021-12-25"),
        ("What opened in 2022?", "2022-01-01", "2022-12-31"),
        ("What opened on 2022-03-05?", "2022-03-05", "2022-03-06"),
        ("What opened in the summer of 2022?", "2022-06-01", "2022-08-31"),
        ("What opened in the first quarter of 2022?", "2022-01-01", "2022-03-31"),
        ("What opened in the 2020s?", "2020-01-01", "2029-12-31"),
        ("What opened this year?", "2024-01-01", "2024-12-31"),
        ("What opened last year?", "2023-01-01", "2023-12-31"),
    ],
)
def test_months_and_years_are_days_that_count_little(question: str, start: str, end: str) -> None:
    time = query_time_of(question, ASKED)
    assert time
    assert (time.start.isoformat(), time.end.isoformat()) == (start, end)
    assert time.weight == CALENDAR_WEIGHT
    told = any(word in question for word in ("20", "year"))
    assert time.coverage is (Coverage.SINCE if told else Coverage.ANY_TIME)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor?",
        "What will be voted on next week?",
        "How many weeks did the march last?",
        "Who paid 2022 euros?",
        "What did USA Today report?",
        "Which song is of the 2019 film?",
        "Who won the 2024 race?",
        "What grows in the winter garden?",
        "What happened on February 31?",
        "May I ask who wrote this?",
        "",
    ],
)
def test_no_time_is_read_where_none_is_named(question: str) -> None:
    assert query_time_of(question, ASKED) is None


@pytest.mark.parametrize(
    "question", ["What happened on FRİDAY?", "last frıday", "in aprıl", "on 3 ſeptember"]
)
def test_letters_that_only_look_alike_are_no_error(question: str) -> None:
    assert query_time_of(question, date(2024, 5, 5)) is None


def test_the_turn_of_the_year_and_of_the_day() -> None:
    new_year = query_time_of("What opened last month?", date(2024, 1, 1))
    assert new_year
    assert (new_year.start, new_year.end) == (date(2023, 12, 1), date(2023, 12, 31))
    assert query_time_of("Who spoke today?", datetime(2024, 6, 12, 23, 59)) == query_time_of(
        "Who spoke today?", ASKED
    )


@given(
    words=st.lists(
        st.sampled_from(
            "what this last week month year in on June 31 2022 1000 9999 december Monday recently today the "
            "past few days weekend of".split()
        ),
        max_size=8,
    ),
    asked=st.dates(),
)
@example(words=["last", "month"], asked=date.min)
@example(words=["in", "december"], asked=date.min)
@example(words=["last", "year"], asked=date.min)
@example(words=["this", "week"], asked=date.max)
@example(words=["in", "december", "9999"], asked=date.max)
@settings(deadline=None)
def test_whatever_day_is_asked_on_the_query_time_is_a_run_of_days(words: list[str], asked: date) -> None:
    time = query_time_of(" ".join(words), asked)
    assert time is None or time.start <= time.end
