from datetime import date

import pytest

from index.articles import Article
from qa.intents.event_borders import NO_BORDERS, Borders, borders_of, is_border
from qa.requests.network import RequestReading
from qa.requests.parts import Part, Place
from tests.qa.fakes import library_of
from tests.qa.intents.asking import headings
from tests.qa.intents.test_timeline import TOWN, ask

ASKED = date(2024, 7, 1)


def reading_of(request: str, *subjects: str) -> RequestReading:
    places = (Place(request.index(one), request.index(one) + len(one), Part.SUBJECT) for one in subjects)
    return RequestReading(request, {}, tuple(places))


@pytest.mark.parametrize(
    ("request_text", "subjects", "borders"),
    [
        ("what came after the verdict?", ["verdict"], Borders(after="verdict")),
        ("the strike since the walkout", ["strike", "walkout"], Borders(after="walkout")),
        ("the strike until the vote", ["strike", "vote"], Borders(before="vote")),
        ("events from the first vote to the sale", ["vote to the sale"], Borders("first vote", "sale")),
        ("what happened since 2020?", ["2020"], NO_BORDERS),
        ("what happened since the flood of 2020?", ["flood of 2020"], Borders(after="flood of 2020")),
        ("the road from Aahus to Lund", ["road"], NO_BORDERS),
        ("grain sold from aahus to lund", ["grain sold from aahus to lund"], NO_BORDERS),
        ("timeline of the strike", ["strike"], NO_BORDERS),
    ],
)
def test_events_that_are_borders_are_told_by_what_stands_before(
    request_text: str, subjects: list[str], borders: Borders
) -> None:
    assert borders_of(reading_of(request_text, *subjects), ASKED) == borders


def test_a_border_is_no_subject() -> None:
    reading = reading_of("the strike since the walkout", "strike", "walkout")
    borders = borders_of(reading, ASKED)
    assert [is_border(place, reading, borders) for place in reading.parts] == [False, True]


def test_a_timeline_begins_with_its_border() -> None:
    assert headings(ask(TOWN, "what happened since the ferry sank in the harbour?")) == headings(
        ask(TOWN, "What has happened since May 2019?")
    )


def test_a_border_with_a_month_is_an_event_of_that_month() -> None:
    text = (
        "The auction of the mill was held in March 2019. The auction of the ferry was held in October 2019. "
        "The captain left the town in December 2019."
    )
    library = library_of(Article(id="sold", title="Auctions", text=text, published=date(2024, 6, 16)))
    assert headings(ask(library, "What happened after the October auction?")) == [
        "October 2019",
        "December 2019",
    ]
