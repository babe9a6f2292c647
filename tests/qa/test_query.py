"""What is searched for a question: the same for an answer and a search, and told as it was searched."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from index import ingest
from index.articles import Article
from index.library import Library
from index.retrieval.hybrid_search import Hit, hybrid_search
from qa import query as query_module
from qa.assistant import Assistant
from qa.query import PASSAGES_FOUND, Query, retrieve, understand
from tests.fakes import WordEmbedder, numbered_article
from tests.qa.fakes import ListReader
from tests.store.memory import memory_library

BOARD = Article(
    id="board",
    title="The board",
    text="The Harbour Safety Board (HSB) has 40 members. The Harbour Safety Board meets in May.",
)
QUESTIONS = [
    "Who was the mill sold to?",
    "How many members has the HSB?",
    "Who bought the librery?",
    "Do the articles agree on who bought the boat?",
]


class PieceEmbedder(WordEmbedder):
    """Knows every word but one, which it cuts into pieces."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return super().count_tokens([text.replace("librery", "lib rery") for text in texts])


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The forms of each question that were searched, in order."""
    forms: list[list[str]] = []

    def noting(library: Library, queries: Sequence[str], *rest: Any, **named: Any) -> tuple[Hit, ...]:
        forms.append(list(queries))
        return hybrid_search(library, queries, *rest, **named)

    monkeypatch.setattr(query_module, "hybrid_search", noting)
    return forms


@pytest.fixture
def assistant() -> Assistant:
    articles = [
        BOARD,
        Article(id="mill", title="The mill", text="The mill was sold to Ada Lind."),
        Article(id="boat", title="The boat", text="Bo Berg bought the boat."),
        Article(id="library", title="The library", text="Cy Dahl bought the library."),
        *(numbered_article(number, sentences=1) for number in range(PASSAGES_FOUND)),
    ]
    library = memory_library(PieceEmbedder())
    assert not ingest.add(library, articles)
    return Assistant(library, ListReader())


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_search_finds_what_an_answer_is_read_from(assistant: Assistant, question: str) -> None:
    hits = assistant.ask(question).hits
    assert assistant.search(question, PASSAGES_FOUND) == hits
    assert assistant.search(question, 3) == hits[:3]


@pytest.mark.parametrize("question", QUESTIONS)
def test_standalone_is_what_was_searched(
    assistant: Assistant, searched: list[list[str]], question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.standalone in searched[-1]
    assert set(searched[-1]) <= {question, answer.standalone}


def test_an_abbreviation_and_a_question_about_agreement_are_searched_as_the_articles_have_them(
    assistant: Assistant,
) -> None:
    assert "Harbour Safety Board" in assistant.ask(QUESTIONS[1]).standalone
    assert assistant.ask(QUESTIONS[3]).standalone == "Who bought the boat?"


def test_a_misspelt_word_is_searched_as_it_is_spelt(assistant: Assistant, searched: list[list[str]]) -> None:
    answer = assistant.ask(QUESTIONS[2])
    assert answer.standalone == "Who bought the library?"
    assert searched == [[QUESTIONS[2]], [QUESTIONS[2], answer.standalone]]


def test_a_query_says_of_which_day_it_is_and_what_it_may_use(assistant: Assistant) -> None:
    query = understand("  Who bought the boat? ", asked=date(2024, 5, 1))
    assert (query.typed, query.standalone, query.asked) == (
        "Who bought the boat?",
        "Who bought the boat?",
        date(2024, 5, 1),
    )
    assert not query.filters
    same, hits = retrieve(assistant.library, query, 1)
    assert isinstance(same, Query) and same == query
    assert [hit.article_id for hit in hits] == ["boat"]
