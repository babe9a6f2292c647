"""A real library with a reader made by hand: quick, and its answers are real quotes."""

import threading
from collections.abc import Callable, Sequence

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from index.text.words import content_words
from qa.assistant import Assistant
from qa.reader import Reading
from tests.fakes import WordEmbedder
from tests.store.memory import memory_library


class WordReader:
    """Quotes the first passage that has every content word of the question.

    Attributes:
        before_reading: called with every question; may block or raise.
    """

    def __init__(self) -> None:
        self.before_reading: Callable[[str], object] = lambda _question: None

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        self.before_reading(question)
        wanted = set(content_words(question))
        found = [hit for hit in hits if wanted <= set(content_words(hit.text))]
        return [Reading(hit.article, hit.start, hit.end, 0.9) for hit in found[:1]]


class Gate:
    """Lets callers through once it is opened; tells when one has come."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._open = threading.Event()

    def __call__(self, *_what: object) -> None:
        self.reached.set()
        assert self._open.wait(120), "the gate was never opened"

    def open(self) -> None:
        self._open.set()


def assistant_on(*articles: Article) -> tuple[Assistant, WordReader]:
    """Return an assistant on a library of these articles, and its reader."""
    reader = WordReader()
    return Assistant(memory_library(WordEmbedder(), *articles), reader), reader
