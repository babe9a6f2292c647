"""A system that gives back what a test tells it to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index.articles import Article
from index.search import Hit
from qa.answers import Answer, Citation

APPLES = Article("apples", "Ann sells apples. Bob sells pears. Carl sells plums.", "Apples")
BOATS = Article("boats", "The boat left on Monday. It came back on Friday.", "Boats")
CLOUDS = Article("clouds", "Clouds are made of water.", "Clouds")


@dataclass
class FakeSystem:
    """Answers from two tables by question, and notes what it was asked."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    found: Mapping[str, Sequence[Article]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[tuple[str, str], ...], date | None]] = field(default_factory=list)
    searched: list[tuple[str, int, tuple[tuple[str, str], ...], date | None]] = field(default_factory=list)

    def ask(self, question: str, *, history: Sequence[tuple[str, str]], asked: date | None) -> Answer:
        self.asked.append((question, tuple(history), asked))
        return self.answers[question]

    def search(
        self, question: str, k: int, *, history: Sequence[tuple[str, str]], asked: date | None
    ) -> tuple[Hit, ...]:
        self.searched.append((question, k, tuple(history), asked))
        found = self.found[question][:k]
        return tuple(Hit(article, 0, 5, 1 / rank) for rank, article in enumerate(found, start=1))


def quoting(confidence: float, *quotes: tuple[Article, str], marked: str | None = None) -> Answer:
    """Make an answer that cites these quotes, with the answering words of the first marked."""
    citations = []
    for n, (article, quote) in enumerate(quotes, start=1):
        start = article.text.index(quote)
        words = None
        if marked and n == 1:
            words = (article.text.index(marked), article.text.index(marked) + len(marked))
        citations.append(Citation(n, article, start, start + len(quote), words))
    return Answer("q", "q", "text", confidence, tuple(citations))


def refusing(confidence: float) -> Answer:
    """Make a refusal."""
    return Answer("q", "q", "These articles do not say.", confidence)
