"""Span decoding: the best answer span of each sentence by start and end logits, and its margin."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.passages import Span

MAX_SPAN_TOKENS = 70
"""Number of tokens in an answer span, at most: clauses and lists count as answers, whole paragraphs do
not."""

LENGTH_PENALTY = 0.5
"""Penalty in logits on a span, times the square root of the number of its tokens after the first. On half of
dev-xquad, exact match 0.61 instead of 0.59 and F1 0.747 instead of 0.739; a list of thirty tokens is still
chosen where the network is sure of it."""


@dataclass(frozen=True, slots=True)
class SpanLogits:
    """Start and end logits for one passage, or a part of it, an entry for each token.

    Attributes:
        offsets: each token's place in the passage, in characters, shape (tokens, 2); the tokens of the
            question and the title lie before its beginning.
        start, end: logits; those of the first token of a whole passage are its no-answer score.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.float32]
    end: NDArray[np.float32]

    def at(self, places: NDArray[np.intp]) -> "SpanLogits":
        """Return the entries of some tokens."""
        return SpanLogits(self.offsets[places], self.start[places], self.end[places])


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """An answer span.

    Attributes:
        start, end: its offsets in the passage, in characters.
        margin: the score of all spans of its sentence together (log-sum-exp) over the no-answer score, in
            logits:
            several spans that are nearly as likely make it no less sure than one.
        sentence: (start, end) in the passage of the sentence it stands in.
        second_pass_margin: the margin where the sentence was read alone; None where it was not.
        logits: the sentence's, as they were read in the passage.
    """

    start: int
    end: int
    margin: float
    sentence: Span
    second_pass_margin: float | None = None
    logits: SpanLogits | None = field(default=None, compare=False, repr=False)


def best_spans(logits: SpanLogits, sentences: Sequence[Span]) -> list[AnswerSpan]:
    """Return the best span of each sentence, given by its offsets in the passage, in their order.

    A sentence that was truncated before its first token has none.
    """
    no_answer = float(logits.start[0] + logits.end[0])
    found: list[AnswerSpan] = []
    for first, last in sentences:
        inside = _inside(logits, first, last)
        if len(inside.offsets):
            start, end, score = _decode(inside.start, inside.end)
            begin, stop = int(inside.offsets[start, 0]), int(inside.offsets[end, 1])
            found.append(AnswerSpan(begin, stop, score - no_answer, (first, last), logits=inside))
    return found


def with_second_pass(span: AnswerSpan, second: SpanLogits) -> AnswerSpan:
    """Return the span with the margin of the second pass, decoded anew from the mean logits of both passes.

    The offsets stay as they were where the sentence was not cut into the same tokens.
    """
    first, last = span.sentence
    whole = best_spans(second, [(0, last - first)])
    if not whole:
        return span
    sure, again, before = whole[0].margin, whole[0].logits, span.logits
    if not again or not before or not np.array_equal(before.offsets, again.offsets + first):
        return replace(span, second_pass_margin=sure)
    start, end, _ = _decode(_mean(before.start, again.start), _mean(before.end, again.end))
    return replace(
        span, start=int(before.offsets[start, 0]), end=int(before.offsets[end, 1]), second_pass_margin=sure
    )


def _mean(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = np.float32(0.5) * (one + other)
    return mean


def _inside(logits: SpanLogits, first: int, last: int) -> SpanLogits:
    """Return the entries of a part of the passage, without special tokens."""
    starts, ends = logits.offsets[:, 0], logits.offsets[:, 1]
    return logits.at(np.flatnonzero((starts >= first) & (ends <= last) & (ends > starts)))


def _decode(start: NDArray[np.float32], end: NDArray[np.float32]) -> tuple[int, int, float]:
    """Return first and last token of the best span under the length penalty, and all spans' log-sum-exp."""
    sums = start[:, None] + end[None, :]
    distance = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    sums = np.where((distance >= 0) & (distance < MAX_SPAN_TOKENS), sums, -np.inf)
    shortened = sums - LENGTH_PENALTY * np.sqrt(np.maximum(distance, 0))
    first, last = divmod(int(np.argmax(shortened)), len(end))
    largest = sums.max()
    return first, last, float(largest + np.log(np.exp(sums - largest).sum()))
