from datetime import UTC, date, datetime
from typing import Any

import pytest

from index.errors import ArticleNotFound, QuestionError
from index.filters import SearchFilter
from index.library import Library
from qa.assistant import Assistant
from qa.search_filter import check_filter, make_filter, plain_day
from tests.qa.fakes import ListReader


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sources": "The Heron"}, r"sources='The Heron' is one text. Give a list: sources=\['The Heron'\]"),
        ({"articles": "mill"}, r"articles='mill' is one text. Give a list"),
        ({"sources": [None]}, r"sources holds None, which is no text. Give a list of texts"),
        ({"articles": ["mill", 5]}, r"articles holds 5, which is no text"),
        ({"sources": 5}, r"sources holds 5, which is no text"),
        ({"articles": ["mill"] * 30_001}, r"at most 30,000 sources and articles. Give fewer"),
        ({"since": "2024-05-01"}, r"since='2024-05-01' is no day. Give a datetime.date"),
        ({"asked": "2024-05-01"}, r"asked='2024-05-01' is no day. Give a datetime.date"),
        ({"until": 2024}, r"until=2024 is no day. Give a datetime.date"),
        (
            {"since": date(2025, 1, 1), "until": date(2024, 1, 1)},
            r"No day is since 2025-01-01 and until 2024",
        ),
    ],
)
def test_what_would_silently_find_nothing_is_an_error(
    small_library: Library, given: dict[str, Any], said: str
) -> None:
    assistant = Assistant(small_library, ListReader())
    for ask in (assistant.ask, assistant.search):
        with pytest.raises(QuestionError, match=said):
            ask("Who owns the mill?", **given)
    with pytest.raises(QuestionError, match="Ask for 1 or more"):
        assistant.search("Who owns the mill?", 0)


def test_one_day_is_a_time_and_nothing_is_everything(small_library: Library) -> None:
    day = date(2024, 5, 1)
    check_filter(make_filter(None, day, day, None), small_library)
    assert not make_filter(None, None, None, None)
    with pytest.raises(ArticleNotFound, match="qa list"):
        check_filter(make_filter(["The Heron", "The Stork"], None, None, None), small_library)


def test_a_filter_that_a_caller_made_may_have_days_with_a_time(small_library: Library) -> None:
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    check_filter(SearchFilter(since=noon, until=date(2024, 5, 1)), small_library)
    with pytest.raises(QuestionError, match="until='2024-05-01' is no day"):
        check_filter(SearchFilter(until="2024-05-01"), small_library)  # type: ignore[arg-type]


def test_a_source_is_looked_up_without_reading_its_articles(
    small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large library that would take longer than the search."""
    monkeypatch.setattr(type(small_library.record), "find", None)
    check_filter(SearchFilter(sources=("The Heron",)), small_library)


def test_a_day_may_have_a_time() -> None:
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert plain_day("asked", noon) == date(2024, 5, 1)
    assert type(plain_day("asked", noon)) is date


def test_days_with_and_without_a_time_are_compared() -> None:
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert make_filter(None, noon, date(2024, 5, 1), None) == make_filter(None, date(2024, 5, 1), noon, None)
