"""An engine made by hand for the chat's tests: fixed answers over the seed articles."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from index.articles import Article
from index.errors import QuestionError
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Citation, Disagreement, Draft, Drafts
from qa.turns import Turn
from tests.fakes import WordEmbedder
from tests.store.memory import memory_library

SEEDS = Path(__file__).parents[2] / "seeds"

HERALD = Article(
    id="korea-herald",
    text=(SEEDS / "korea-herald-putin-pyongyang-trip.txt").read_text(encoding="utf-8"),
    title="Putin’s Pyongyang trip highlights need for bond in isolation",
    source="The Korea Herald",
    author="Kim Arin",
    published=date(2024, 6, 16),
    path="/articles/korea-herald.txt",
    body_start=467,
)
ESSAY = Article(
    id="essay",
    text=(SEEDS / "Putin-in-Pyongyang-essay.txt").read_text(encoding="utf-8"),
    title="Putin in Pyongyang: essay",
)

REFUSAL = "These articles do not say."
SHIPPED = (
    "Following the July 2022 visit of then-Russian Defense Minister Sergei Shoigu to Pyongyang, "
    "North Korea appears to have shipped artillery shells, anti-tank weapons, portable anti-aircraft "
    "missiles and other weapons via Russian ships and planes, according to an NIS assessment issued in "
    "January."
)
CONTAINERS = (
    "In July 2023, the then Russian Defence Minister Sergei Shoigu was already vetting the pride of "
    "North Korea’s defence industry at an arms exhibition in Pyongyang, and a month later satellite images "
    "were taken of Russian cargo ships carrying undetermined containers from a DPRK port to a port near "
    "Vladivostok."
)
ADVICE = (
    "The NIS said that Russia is believed to have offered “basic advice” to North Korea in launching "
    "a military reconnaissance satellite that successfully made it into orbit in November 2023."
)


def cite(n: int, article: Article, quote: str, answer: str | None = None) -> Citation:
    """Cite the first place where `quote` stands in the article, and in it the words of the answer."""
    start = article.text.index(quote)
    words = None
    if answer is not None:
        at = article.text.index(answer, start)
        words = (at, at + len(answer))
    return Citation(n, article, start, start + len(quote), words)


def answer_with(question: str, *citations: Citation, standalone: str = "", sure: float = 0.82) -> Answer:
    """Build an answer as the engine words it: a line for each quote, with its number."""
    text = "\n".join(f"“{citation.quote}” [{citation.n}]" for citation in citations)
    return Answer(question, standalone or question, text, sure, citations)


def refusal(question: str, *articles: Article) -> Answer:
    """Build a refusal whose nearest passages are the middles of the articles."""
    hits = tuple(Hit(article, 1000, 1900, 0.3) for article in articles)
    return Answer(question, question, REFUSAL, 0.1, hits=hits)


def new_library(*articles: Article) -> Library:
    """Make a library of these articles."""
    return memory_library(WordEmbedder(max_tokens=10_000), *articles)


@dataclass
class FakeAssistant:
    """Answers a few questions on the seeds, refuses the others, and keeps what it was asked."""

    library: Library = field(default_factory=lambda: new_library(HERALD, ESSAY))
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    filters: list[SearchFilter] = field(default_factory=list)

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
        self.asked.append((question, tuple(history)))
        self.filters.append(filters)
        if len(question) > 2000:
            raise QuestionError("The question is too long. Ask it in fewer than 2,000 characters.")
        if "crash" in question:
            raise RuntimeError("secret detail of a bug")
        if "in return" in question:
            return answer_with(
                question, cite(1, HERALD, ADVICE), standalone="What did North Korea get in return?", sure=0.61
            )
        if "When" in question:
            first, second = cite(1, HERALD, SHIPPED, "July 2022"), cite(2, ESSAY, CONTAINERS, "July 2023")
            answer = answer_with(question, first, second)
            clash = Disagreement("the date of Shoigu’s visit", (first, second))
            return Answer(question, question, answer.text, 0.55, answer.citations, (clash,))
        if "ship" in question:
            words = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"
            return answer_with(question, cite(1, HERALD, SHIPPED, words), cite(2, ESSAY, CONTAINERS))
        return refusal(question, HERALD, ESSAY)

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
        return tuple(Hit(article, 1000, 1900, 0.3) for article in (HERALD, ESSAY))[:k]


@dataclass
class SlowAssistant(FakeAssistant):
    """Answers when it is let go, and only once so many questions are being answered at the same time."""

    at_once: int = 1

    def __post_init__(self) -> None:
        self.together = threading.Barrier(self.at_once, timeout=60)
        self.release = threading.Event()

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
        if not self.release.is_set():
            self.together.wait()
            self.release.wait(60)
        return super().answer(question, history, filters, asked, threshold, written=written)
