"""Candidates: a sentence of a passage that was found, and the words in it that may answer."""

from dataclasses import dataclass

from index.passages import Span as Place
from index.retrieval.hybrid_search import Hit
from qa.reader.excerpts import Sentence
from qa.reader.reading import Reading
from qa.reader.spans import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may answer, and the whole sentence they stand in.

    Attributes:
        start, end: the sentence's place in the article's text.
        answer: the words' place in the article's text.
        margin: how much more likely the words are than that the passage does not answer, in logits.
        alone: the same for the sentence read alone; the margin where it was not.
    """

    hit: Hit
    start: int
    end: int
    answer: Place
    margin: float
    alone: float

    @classmethod
    def of(cls, sentence: Sentence, span: Span) -> "Candidate":
        """Take a span from the excerpt that it was found in to its sentence's place in the article."""
        moved = sentence.start - span.sentence[0]
        answer = span.start + moved, span.end + moved
        alone = span.margin if span.alone is None else span.alone
        return cls(sentence.hit, sentence.start, sentence.end, answer, span.margin, alone)

    @property
    def answer_text(self) -> str:
        """The words that may answer."""
        return self.hit.article.text[slice(*self.answer)]

    @property
    def quote(self) -> str:
        """The sentence they stand in."""
        return self.hit.article.text[self.start : self.end]

    @property
    def around(self) -> str:
        """The passage they stand in, with its article's title."""
        return f"{self.hit.article.title}\n{self.hit.text}"

    def reading(self, confidence: float) -> Reading:
        """Return the candidate as a reading of that confidence."""
        return Reading(self.hit.article, self.start, self.end, confidence, self.answer)

    def overlaps(self, other: "Candidate") -> bool:
        """Whether two candidates share a place of one article."""
        return (
            self.hit.article_id == other.hit.article_id and self.start < other.end and other.start < self.end
        )
