"""A system that gives back what a test tells it to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from index.articles import Article
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Citation, Disagreement, Draft, Drafts
from qa.turns import Turn
from tests.fakes import WordEmbedder
from tests.store.memory import memory_library

APPLES = Article("apples", "Ann sells apples. Bob sells pears. Carl sells plums.", "Apples")
BOATS = Article("boats", "The boat left on Monday. It came back on Friday.", "Boats")
CLOUDS = Article("clouds", "Clouds are made of water.", "Clouds")


@dataclass
class FakeSystem:
    """Answers from two tables by question, and notes what it was asked."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    found: Mapping[str, Sequence[Article]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[Turn, ...], SearchFilter, date | None]] = field(default_factory=list)
    searched: list[tuple[str, int, tuple[Turn, ...], SearchFilter, date | None]] = field(default_factory=list)

    library: Library = field(default_factory=lambda: memory_library(WordEmbedder()))

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Answer:
        self.asked.append((question, tuple(history), filters, asked))
        return self.answers[question]

    def draft(self, question: str, *given: Any, **options: Any) -> Drafts:
        yield Draft(answer=self.answer(question, *given, **options))

    def retrieve(
        self,
        question: str,
        k: int = 10,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
    ) -> tuple[Hit, ...]:
        self.searched.append((question, k, tuple(history), filters, asked))
        found = self.found[question][:k]
        return tuple(Hit(article, 0, 5, 1 / rank) for rank, article in enumerate(found, start=1))


def quoting(
    confidence: float, *quotes: tuple[Article, str], marked: str | None = None, disagree: bool = False
) -> Answer:
    """Make an answer that cites these quotes, which may disagree; words of the first may be marked."""
    citations = []
    for n, (article, quote) in enumerate(quotes, start=1):
        start = article.text.index(quote)
        words = None
        if marked and n == 1:
            words = (article.text.index(marked), article.text.index(marked) + len(marked))
        citations.append(Citation(n, article, start, start + len(quote), words))
    disagreements = (Disagreement("q", tuple(citations)),) if disagree else ()
    return Answer("q", "q", "text", confidence, tuple(citations), disagreements)


def refusing(confidence: float) -> Answer:
    """Make a refusal."""
    return Answer("q", "q", "These articles do not say.", confidence)
