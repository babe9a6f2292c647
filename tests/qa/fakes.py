"""Three little articles, a library of them, and a reader that is told what to find."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from index.articles import Article
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer
from qa.reader import Reading
from tests.fakes import WordEmbedder
from tests.store.memory import memory_library

MILL = Article(
    id="mill",
    title="The mill",
    text="The mill was sold to Ada Lind. It has a wheel of oak. It stands by the river.",
    source="The Gull",
    published=date(2024, 5, 1),
)
BOAT = Article(
    id="boat",
    title="The boat",
    text="The boat was sold to Bo Berg. It has two masts.",
    source="The Heron",
    published=date(2024, 6, 1),
)
SHED = Article(id="shed", title="The shed", text="The shed was sold to nobody.", source="The Heron")


@dataclass
class ListReader:
    """Reads off the sentences it was given, in order, with their confidences; keeps what it was asked."""

    found: Sequence[tuple[Article, str, float]] = ()
    asked: list[tuple[str, Sequence[Hit]]] = field(default_factory=list)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        self.asked.append((question, hits))
        places = ((article, article.text.index(words), words, sure) for article, words, sure in self.found)
        return [Reading(article, start, start + len(words), sure) for article, start, words, sure in places]


def library_of(*articles: Article) -> Library:
    return memory_library(WordEmbedder(), *articles)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]
