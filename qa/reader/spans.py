"""From the network's outputs to words: the best places in a passage that an answer may stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.passages import Span as Place

LONGEST_SPAN = 70
"""Tokens of the words that answer: clauses and lists count as answers, whole paragraphs do not."""

LENGTH_COSTS = 0.5
"""Logits, times the square root of a span's tokens after the first. On half of dev-xquad, exact match 0.61
instead of 0.59 and F1 0.747 instead of 0.739; a list of thirty tokens still stands where it is sure of it."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The network's outputs for one passage, or a part of it, an entry for each token.

    Attributes:
        offsets: each token's place in the passage, in characters, shape (tokens, 2); the tokens of the
            question and the title lie before its beginning.
        start, end: logits; those of the first token of a whole passage say that it does not answer.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.float32]
    end: NDArray[np.float32]

    def at(self, places: NDArray[np.intp]) -> "Tokens":
        """Return some of the tokens."""
        return Tokens(self.offsets[places], self.start[places], self.end[places])


@dataclass(frozen=True, slots=True)
class Span:
    """Words that may answer.

    Attributes:
        start, end: their place in the passage, in characters.
        margin: how much more likely their sentence answers than that the passage does not, in logits: of all
            spans of the sentence together. Several places nearly as likely make it no less sure than one.
        sentence: the place in the passage of the sentence they stand in.
        alone: the margin where the sentence was read alone; None where it was not.
        tokens: the sentence's, as they were read in the passage.
    """

    start: int
    end: int
    margin: float
    sentence: Place
    alone: float | None = None
    tokens: Tokens | None = field(default=None, compare=False, repr=False)


def best_spans(tokens: Tokens, sentences: Sequence[Place]) -> list[Span]:
    """Return the best span of each sentence (its place in the passage), in their order.

    A sentence that was cut off before its first token has none.
    """
    nothing = float(tokens.start[0] + tokens.end[0])
    found: list[Span] = []
    for first, last in sentences:
        inside = _inside(tokens, first, last)
        if len(inside.offsets):
            start, end, score = _best(inside.start, inside.end)
            begin, stop = int(inside.offsets[start, 0]), int(inside.offsets[end, 1])
            found.append(Span(begin, stop, score - nothing, (first, last), tokens=inside))
    return found


def read_twice(span: Span, alone: Tokens) -> Span:
    """Return the span with the margin of its sentence read alone, and its words as both readings have them.

    The words stay as they were where the sentence was not cut into the same tokens.
    """
    first, last = span.sentence
    whole = best_spans(alone, [(0, last - first)])
    if not whole:
        return span
    sure, again, before = whole[0].margin, whole[0].tokens, span.tokens
    if not again or not before or not np.array_equal(before.offsets, again.offsets + first):
        return replace(span, alone=sure)
    start, end, _ = _best(_mean(before.start, again.start), _mean(before.end, again.end))
    return replace(span, start=int(before.offsets[start, 0]), end=int(before.offsets[end, 1]), alone=sure)


def _mean(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = np.float32(0.5) * (one + other)
    return mean


def _inside(tokens: Tokens, first: int, last: int) -> Tokens:
    """Return the tokens of a part of the passage, those that stand for no words left out."""
    starts, ends = tokens.offsets[:, 0], tokens.offsets[:, 1]
    return tokens.at(np.flatnonzero((starts >= first) & (ends <= last) & (ends > starts)))


def _best(start: NDArray[np.float32], end: NDArray[np.float32]) -> tuple[int, int, float]:
    """Return the first and last token of the answer, and the logit that any span is one.

    Of spans that are nearly as likely the shorter one is taken.
    """
    sums = start[:, None] + end[None, :]
    distance = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    sums = np.where((distance >= 0) & (distance < LONGEST_SPAN), sums, -np.inf)
    shortened = sums - LENGTH_COSTS * np.sqrt(np.maximum(distance, 0))
    first, last = divmod(int(np.argmax(shortened)), len(end))
    largest = sums.max()
    return first, last, float(largest + np.log(np.exp(sums - largest).sum()))
