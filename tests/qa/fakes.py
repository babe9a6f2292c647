"""Three little articles, a library of them; a reader that is told what to find, a writer what to write."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.articles import Article
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Draft, Drafts, Writing, WrittenSentence
from qa.intents import Request, Resources
from qa.language_model import Usage
from qa.reader import Reading
from qa.support import Support
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


@dataclass
class ListWriter:
    """Writes sentences it was given, one a draft; each rests on all of the answer's quotes.

    Attributes:
        asked: what it was to write about.
        cancelled: how often it was stopped before the end.
    """

    sentences: Sequence[str] = ()
    asked: list[tuple[Request, Answer, Resources]] = field(default_factory=list)
    cancelled: int = 0

    def write(self, request: Request, answer: Answer, resources: Resources) -> Drafts:
        self.asked.append((request, answer, resources))
        written: tuple[WrittenSentence, ...] = ()
        try:
            for text in self.sentences:
                yield Draft(written, text)
                written += (WrittenSentence(text, answer.citations, Support(holds=True, score=1.0)),)
        except GeneratorExit:
            self.cancelled += 1
            raise
        numbers = "".join(f"[{citation.n}]" for citation in answer.citations)
        text = " ".join(f"{sentence.text} {numbers}" for sentence in written)
        yield Draft(written, answer=replace(answer, text=text, writing=Writing("list", written, Usage(9, 9))))


def library_of(*articles: Article) -> Library:
    return memory_library(WordEmbedder(), *articles)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]
