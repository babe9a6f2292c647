"""What a reader gives: quotes that may answer, each with how likely it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.articles import Article
from index.passages import Span
from index.retrieval.hybrid_search import Hit


@dataclass(frozen=True, slots=True)
class Reading:
    """A quote that may answer, whole sentences of an article, and how likely it does.

    Attributes:
        confidence: in [0, 1], the probability that the quote answers the question.
        answer: (start, end) of the answering words in the article's text, where the reader knows them.
    """

    article: Article
    start: int
    end: int
    confidence: float
    answer: Span | None = None

    @property
    def quote(self) -> str:
        """The words as they stand in the article."""
        return self.article.text[self.start : self.end]

    @property
    def answer_text(self) -> str:
        """The answering words, or the whole quote where they are not known."""
        start, end = self.answer or (self.start, self.end)
        return self.article.text[start:end]


class Reader(Protocol):
    """Reads passages for a question."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return what may answer, best first, no two overlapping; nothing where there is nothing to read."""
