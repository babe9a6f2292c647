"""What is searched for a question and read: filters, near in time, and no more than is useful."""

from collections.abc import Sequence
from datetime import date

import pytest

from index.articles import Article
from index.errors import ArticleNotFound
from index.library import Library
from qa.assistant import Assistant
from qa.query import PASSAGES_FOUND
from qa.reader import SpanReader
from tests.fakes import numbered_article
from tests.qa.fakes import ListReader, library_of


@pytest.mark.parametrize("filters", [{"sources": ["The Stork"]}, {"articles": ["mill", "nowhere"]}])
def test_a_source_or_article_that_is_not_there_is_an_error(
    small_library: Library, filters: dict[str, list[str]]
) -> None:
    assistant = Assistant(small_library, ListReader())
    for ask in (assistant.ask, assistant.search):
        with pytest.raises(ArticleNotFound, match="qa list"):
            ask("Who owns the mill?", sources=filters.get("sources"), articles=filters.get("articles"))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"mill", "boat", "shed"}),
        ({"sources": ["The Heron"]}, {"boat", "shed"}),
        ({"sources": ["The Heron", "The Gull"]}, {"mill", "boat", "shed"}),
        ({"articles": ["mill"]}, {"mill"}),
        ({"articles": ["mill", "shed"]}, {"mill", "shed"}),
        ({"since": date(2024, 5, 1)}, {"mill", "boat"}),
        ({"since": date(2024, 5, 2)}, {"boat"}),
        ({"until": date(2024, 5, 31)}, {"mill"}),
        ({"since": date(2024, 5, 2), "until": date(2024, 5, 31)}, set()),
        ({"sources": ["The Heron"], "articles": ["mill", "boat"]}, {"boat"}),
    ],
)
def test_only_what_was_asked_for_is_searched_and_cited(
    small_library: Library, filters: dict[str, Sequence[str] | date], found: set[str]
) -> None:
    assistant = Assistant(small_library, SpanReader(), threshold=0.0)
    answer = assistant.ask("Who was it sold to?", **filters)  # type: ignore[arg-type]
    hits = assistant.search("Who was it sold to?", **filters)  # type: ignore[arg-type]
    assert {hit.article_id for hit in hits} == {hit.article_id for hit in answer.hits} == found
    assert {citation.article.id for citation in answer.citations} <= found
    assert answer.answered is bool(found)


@pytest.mark.parametrize(("asked", "first"), [("2024-05-02", "a2024-05-01"), ("2024-06-02", "a2024-06-01")])
def test_among_equals_the_article_nearest_in_time_comes_first(asked: str, first: str) -> None:
    days = [date(2024, month, 1) for month in (4, 5, 6)]
    articles = [
        Article(id=f"a{day}", title=f"Part {day.month}", text="The boat was sold.", published=day)
        for day in days
    ]
    assistant = Assistant(library_of(*articles), ListReader())
    answer = assistant.ask("What was sold?", asked=date.fromisoformat(asked))
    assert answer.hits[0].article_id == first


def test_the_reader_is_given_every_passage_found() -> None:
    articles = [numbered_article(number, sentences=1) for number in range(PASSAGES_FOUND + 3)]
    reader = ListReader()
    answer = Assistant(library_of(*articles), reader).ask("What was settled in the report?")
    ((_, read),) = reader.asked
    assert tuple(read) == answer.hits
    assert len(read) == PASSAGES_FOUND


def test_search_gives_as_many_as_asked_for(small_library: Library) -> None:
    assistant = Assistant(small_library, ListReader())
    assert [len(assistant.search("Who was it sold to?", k)) for k in (1, 2, 3, 50)] == [1, 2, 3, 3]
