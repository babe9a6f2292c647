from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.dates import parse_date, read_date_line

DAY = date(2024, 6, 16)


@pytest.mark.parametrize(
    "line",
    [
        "Published : June 16, 2024 - 18:26",
        "June 16, 2024",
        "JUNE 16 2024",
        "Jun. 16, 2024",
        "16 June 2024",
        "16th of June, 2024",
        "Sunday, June 16th, 2024",
        "Sun 16 Jun 2024 18.26 BST",
        "2024-06-16",
        "2024.06.16 18:26",
        "2024-06-16T18:26:00+09:00",
        "2024-06-16T18:26:00Z",
        "16/06/2024",
        "06/16/2024",
        "16-Jun-2024",
        "June 16, 2024 at 6:26 p.m. ET",
        "June 16, 2024, 6:26 PM EDT",
        "Published 6:26 PM EDT, Sun June 16, 2024",
        "First published on 16 June 2024",
        "Last updated: June 16, 2024 | 18:26 GMT+9",
        "Posted June 16, 2024 6 pm",
        "Date: 2024-06-16",
        "Publication date: 16 June 2024.",
    ],
)
def test_a_day_is_read_in_the_forms_newspapers_print(line: str) -> None:
    assert parse_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "June",
        "June 2024",
        "June 31, 2024",
        "On June 16, 2024 the talks began",
        "June 16, 2024, a Sunday to remember",
        "2024-13-40",
        "16 June",
        "Date: unknown",
        "June 16, 2024 BREAKING NEWS",
        "1" * 200,
    ],
)
def test_anything_else_is_no_date(line: str) -> None:
    assert read_date_line(line) is None


def test_day_and_month_either_way_round_are_no_day() -> None:
    found = read_date_line("05/06/2024")
    assert found is not None
    assert found.day is None
    assert parse_date("05/05/2024") == date(2024, 5, 5)


@pytest.mark.parametrize(
    ("line", "updated"),
    [
        ("Updated: June 16, 2024", True),
        ("Last modified 16 June 2024", True),
        ("Published June 16, 2024", False),
        ("June 16, 2024", False),
    ],
)
def test_a_change_is_told_from_the_publication(line: str, updated: bool) -> None:
    found = read_date_line(line)
    assert found is not None
    assert found.updated is updated


@settings(deadline=None)
@given(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "Published: %A, %B %d, %Y"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@settings(deadline=None)
@given(st.text(max_size=150))
def test_any_line_is_a_date_or_none(line: str) -> None:
    parse_date(line)
