from datetime import date

import pytest

from index.filters import SearchFilter
from index.store.values import CatalogEntry
from qa.intents.request import Request
from qa.intents.scope import Scope
from qa.intents.timeline_request import timeline_request
from qa.query import Query

ASKED = date(2024, 7, 1)


def read(question: str, *published: date) -> tuple[str, tuple[date, date] | None]:
    entries = tuple(
        CatalogEntry(
            number, f"{number}", "Mill", source=None, author=None, published=day, header="", path=None
        )
        for number, day in enumerate(published)
    )
    request = Request(question, Query(question, question, SearchFilter(), ASKED))
    asked = timeline_request(request, Scope(entries))
    return asked.subject, (asked.period.first, asked.period.last) if asked.period else None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Give me a timeline", ""),
        ("what happened when", ""),
        ("Put the events in these two articles in order, please", ""),
        ("Timeline of the strike", "strike"),
        ("What happened in Aahus between 2000 and 2010?", "Aahus"),
        ("What happened in June?", ""),
        ("the strike, with dates please", "strike"),
        ("I was ill all week. The quince harvest in order, please", "quince harvest"),
    ],
)
def test_the_subject_is_what_neither_asks_for_a_timeline_nor_names_a_period(
    question: str, subject: str
) -> None:
    assert read(question)[0] == subject


def test_a_month_without_its_year_is_the_last_one_of_the_articles() -> None:
    assert read("what happened since May?", date(2021, 8, 1)) == ("", (date(2021, 5, 1), date.max))
    assert read("what happened since May 2023?", date(2021, 8, 1)) == ("", (date(2023, 5, 1), date.max))
