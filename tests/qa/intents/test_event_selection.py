from datetime import date, timedelta

import pytest

from index.articles import Article, written_date
from qa.chronology import events_of
from qa.intents import event_selection
from qa.intents.event_selection import about_subject, likely_about
from tests.qa.fakes import library_of
from tests.qa.intents.asking import resources_of

DAYS = [written_date(date(2019, 1, 1) + timedelta(number)) for number in range(12)]
MARKET = Article(
    id="market",
    title="Markets",
    text=" ".join(f"The market of Aahus was opened by Ada Lind on {day}." for day in DAYS)
    + " The ferry of Aahus sank in the harbour on 3 May 2019.",
    published=date(2024, 6, 16),
)
RESOURCES = resources_of(library_of(MARKET))


def test_of_few_events_all_may_be_about_a_subject() -> None:
    events = events_of(MARKET)
    assert len(events) == len(DAYS) + 1
    assert likely_about("the ferry", events, RESOURCES) == list(events)


def test_of_many_events_those_likeliest_by_words_and_vectors_are_read_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(event_selection, "MOST_READ", 3)
    events = events_of(MARKET)
    likely = likely_about("the ferry", events, RESOURCES)
    assert [event.text for event in likely if "ferry" in event.text]
    assert likely == [event for event in events if event in likely]
    assert len(likely) == 3


def test_the_event_that_tells_of_the_subject_is_most_about_it() -> None:
    about = about_subject("the sinking of the ferry", events_of(MARKET))
    assert max(about, key=lambda event: about[event]).text.startswith("The ferry of Aahus sank")
