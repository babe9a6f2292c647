"""Two passes of the network: over all excerpts, then over the best spans' sentences alone."""

from collections.abc import Sequence
from typing import Protocol

from qa.reader.excerpts import Excerpt
from qa.reader.span_decoding import AnswerSpan

SPANS_KEPT = 10
"""Number of spans of the largest margin, one a sentence, that go on to the calibration."""

SECOND_PASS_SPANS = 3
"""Number of the best spans whose sentence is read once more alone: what both passes are sure of is right more
often."""


class SpanModel(Protocol):
    """A model that finds answer spans."""

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[AnswerSpan]]:
        """Return the best span of each sentence, by excerpt."""


class TwoPassModel(SpanModel, Protocol):
    """A span model that can read the best sentences once more."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text."""

    def read_sentences(self, question: str, found: Sequence[tuple[Excerpt, AnswerSpan]]) -> list[AnswerSpan]:
        """Return the spans after a second pass over each one's sentence alone."""


def read_twice(
    model: TwoPassModel, question: str, excerpts: Sequence[Excerpt]
) -> list[tuple[int, AnswerSpan]]:
    """Return (excerpt number, span) of the best spans, by the margin of the first pass, best first."""
    every = [(number, span) for number, spans in enumerate(model.read(question, excerpts)) for span in spans]
    best = sorted(every, key=lambda found: -found[1].margin)[:SPANS_KEPT]
    twice = model.read_sentences(
        question, [(excerpts[number], span) for number, span in best[:SECOND_PASS_SPANS]]
    )
    return [*zip((number for number, _ in best), twice, strict=False), *best[SECOND_PASS_SPANS:]]
