from datetime import date

import pytest

from qa.chronology import period_of
from qa.intents.timeline_request import subject_words


@pytest.mark.parametrize(
    ("request_text", "subject"),
    [
        ("Give me a timeline", ""),
        ("what happened when", ""),
        ("Put the events in these two articles in order, please", ""),
        ("Timeline of the strike", "strike"),
        ("timeline of contacts between Russia and North Korea", "contacts between Russia and North Korea"),
        ("What happened in Aahus between 2000 and 2010?", "Aahus"),
        ("What happened in June?", ""),
        ("the strike, with dates please", "strike"),
        ("chronology of the 2020 election", "2020 election"),
    ],
)
def test_the_subject_is_what_neither_asks_for_a_timeline_nor_names_a_period(
    request_text: str, subject: str
) -> None:
    asked = date(2024, 7, 1)
    has_period = period_of(request_text, asked) is not None
    assert subject_words(request_text, asked, has_period=has_period) == subject
