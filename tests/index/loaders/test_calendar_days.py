from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.calendar_days import DayOrder, day_order
from index.loaders.line_classifier import classify_line

ENGLISH = "The talks began on Monday in a hotel by the lake, and they went on until the sun had set. "
GERMAN = "Die Gespräche begannen am Montag in einem Hotel am See und dauerten, bis die Sonne unterging. "
CHINESE = "会谈于星期一在湖边的一家酒店开始，一直持续到太阳落山。"


def test_a_text_tells_how_its_language_orders_a_date() -> None:
    assert day_order(ENGLISH * 3) is DayOrder.UNKNOWN
    assert day_order(GERMAN * 3) is DayOrder.DAY_FIRST
    assert day_order(CHINESE) is DayOrder.YEAR_FIRST


def test_a_few_words_tell_nothing() -> None:
    assert day_order("Keine Einigung") is DayOrder.UNKNOWN
    assert day_order("") is DayOrder.UNKNOWN


def test_what_stands_before_the_place_is_not_looked_at() -> None:
    assert day_order(ENGLISH + GERMAN * 3, len(ENGLISH)) is DayOrder.DAY_FIRST


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(0, 300))
def test_any_text_has_an_order(text: str, start: int) -> None:
    assert day_order(text, start) in DayOrder


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024 十二月 10", date(2024, 12, 10)),
        ("29十十By 29", None),
        ("2024年十十月3日", None),
        ("十一二月 2024", None),
    ],
)
def test_numerals_that_are_no_number_stop_nothing(line: str, day: date | None) -> None:
    facts = classify_line(line)
    assert (facts.published if facts else None) == day
