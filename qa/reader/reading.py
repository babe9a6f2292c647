"""The reader's interface: readings, which are quotes that may answer with a confidence each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.articles import Article
from index.passages import Span
from index.retrieval.hybrid_search import Hit


@dataclass(frozen=True, slots=True)
class Reading:
    """A quote that may answer, whole sentences of an article, with its confidence.

    Attributes:
        confidence: in [0, 1], the probability that the quote answers the question.
        answer: (start, end) of the answer span in the article's text, where the reader knows it.
    """

    article: Article
    start: int
    end: int
    confidence: float
    answer: Span | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """The quote's place: its article's id, its start and its end."""
        return self.article.id, self.start, self.end

    @property
    def quote(self) -> str:
        """The quote's text, a slice of the article's."""
        return self.article.text[self.start : self.end]

    @property
    def answer_text(self) -> str:
        """The answer span's text, or the whole quote where there is no span."""
        start, end = self.answer or (self.start, self.end)
        return self.article.text[start:end]


class Reader(Protocol):
    """A reader of retrieved passages."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return readings that may answer, best first, no two overlapping."""
