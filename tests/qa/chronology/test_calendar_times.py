from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chronology import calendar_times

PUBLISHED = date(2024, 6, 16)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("The bridge opened on 3 May 2019.", "3 May 2019"),
        ("The bridge opened in May 2019.", "May 2019"),
        ("The bridge opened in early May 2019.", "early May 2019"),
        ("The bridge opened in mid-2019.", "mid-2019"),
        ("The bridge opened in 2019.", "2019"),
        ("The bridge opened about 2019.", "about 2019"),
        ("The bridge opened in the late 1990s.", "late 1990s"),
        ("The bridge opened in the 19th century.", "19th century"),
        ("The bridge opened in the second quarter of 2019.", "second quarter of 2019"),
        ("The bridge opened in the summer of 2019.", "summer 2019"),
        ("The bridge opened last winter.", "winter 2023–24"),
        ("The bridge opened on Friday.", "14 June 2024"),
        ("The bridge opened on Tuesday evening.", "11 June 2024"),
        ("The bridge opened earlier this week.", "week of 10 June 2024"),
        ("The bridge opened earlier this month.", "June 2024"),
        ("The bridge opened twenty years ago.", "about 2004"),
        ("The bridge opened two years ago.", "2022"),
        ("The bridge will open by 2030.", "by 2030"),
        ("The bridge has been open since 2019.", "since 2019"),
        ("The bridge has been open since 2019, when it was built.", "2019"),
        ("The bridge was built in 2016-20.", "2016 to 2020"),
        ("The bridge was built from 5 to 7 May 2019.", "5 May 2019 to 7 May 2019"),
        ("The bridge was built between 2016 and 2020.", "2016 to 2020"),
    ],
)
def test_a_time_is_headed_as_exactly_as_it_is_told(text: str, heading: str) -> None:
    assert [time.heading for time in calendar_times(text, PUBLISHED)] == [heading]


@pytest.mark.parametrize(
    "text",
    [
        "The gate shuts at 10:30.",
        "In recent years the gate shut.",
        "It took three days.",
        "It shuts on Mondays.",
        "Lund led 2-0 in the first half.",
    ],
)
def test_what_names_no_day_of_the_calendar_is_none(text: str) -> None:
    assert calendar_times(text, PUBLISHED) == []


def test_parts_of_a_period_are_thirds_of_it() -> None:
    (early,) = calendar_times("It opened in early June 2024.", PUBLISHED)
    (late,) = calendar_times("It opened in late June 2024.", PUBLISHED)
    assert (early.first, early.last) == (date(2024, 6, 1), date(2024, 6, 10))
    assert (late.first, late.last) == (date(2024, 6, 21), date(2024, 6, 30))


@given(
    st.text()
    | st.lists(
        st.sampled_from("in on May 5 2019 - to the early 20th century by since last year".split())
    ).map(" ".join)
)
def test_places_are_in_the_text_in_order_and_no_time_ends_before_it_begins(text: str) -> None:
    end = 0
    for time in calendar_times(text, PUBLISHED):
        assert end <= time.start < time.end <= len(text)
        assert time.first <= time.last
        assert time.heading.strip() == time.heading != ""
        end = time.end
