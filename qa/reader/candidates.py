"""Answer candidates: a span that may answer, and the sentence of a retrieved passage that holds it."""

from dataclasses import dataclass

from index.passages import Span
from index.retrieval.hybrid_search import Hit
from qa.reader.excerpts import Sentence
from qa.reader.reading import Reading
from qa.reader.span_decoding import AnswerSpan


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may answer, with the sentence it stands in.

    Attributes:
        start, end: the sentence's place in the article's text.
        answer: the span's (start, end) in the article's text.
        margin: the span's score over the no-answer score, in logits.
        second_pass_margin: the same for the sentence read alone; `margin` where there was no second pass.
    """

    hit: Hit
    start: int
    end: int
    answer: Span
    margin: float
    second_pass_margin: float

    @classmethod
    def of(cls, sentence: Sentence, span: AnswerSpan) -> "Candidate":
        """Return the candidate of a span in an excerpt, with offsets moved to the article's text."""
        moved = sentence.start - span.sentence[0]
        answer = span.start + moved, span.end + moved
        second = span.margin if span.second_pass_margin is None else span.second_pass_margin
        return cls(sentence.hit, sentence.start, sentence.end, answer, span.margin, second)

    @property
    def answer_text(self) -> str:
        """The span's text."""
        return self.hit.article.text[slice(*self.answer)]

    @property
    def quote(self) -> str:
        """The sentence's text."""
        return self.hit.article.text[self.start : self.end]

    @property
    def around(self) -> str:
        """The text of the passage, after its article's title."""
        return f"{self.hit.article.title}\n{self.hit.text}"

    def reading(self, confidence: float) -> Reading:
        """Return the candidate as a reading of that confidence."""
        return Reading(self.hit.article, self.start, self.end, confidence, self.answer)

    def overlaps(self, other: "Candidate") -> bool:
        """Whether two candidates share a place of one article."""
        return (
            self.hit.article_id == other.hit.article_id and self.start < other.end and other.start < self.end
        )
