"""From the network's outputs to words: the best places in a passage that an answer may stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.passages import Span as Place

LONGEST_SPAN = 70
"""Tokens of the words that answer: clauses and lists count as answers, whole paragraphs do not."""

LENGTH_COSTS = 0.5
"""Logits, times the square root of a span's tokens after the first. On half of dev-xquad, exact match 0.61
instead of 0.59 and F1 0.747 instead of 0.739; a list of thirty tokens still stands where it is sure of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words that may answer.

    Attributes:
        start, end: their place in the passage, in characters.
        margin: how much more likely they are than that the passage does not answer, in logits.
        sentence: the place in the passage of the sentence they stand in.
    """

    start: int
    end: int
    margin: float
    sentence: Place


@dataclass(frozen=True, slots=True)
class Tokens:
    """The network's outputs for one passage, an entry for each token.

    Attributes:
        offsets: each token's place in the passage, in characters, shape (tokens, 2); the tokens of the
            question and the title lie before its beginning.
        start, end: logits; those of the first token say that the passage does not answer.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.float32]
    end: NDArray[np.float32]


def best_spans(tokens: Tokens, sentences: Sequence[Place]) -> list[Span]:
    """Return the best span of each sentence (its place in the passage), in their order.

    A sentence that was cut off before its first token has none.
    """
    nothing = float(tokens.start[0] + tokens.end[0])
    found: list[Span] = []
    for first, last in sentences:
        places = np.flatnonzero(
            (tokens.offsets[:, 0] >= first)
            & (tokens.offsets[:, 1] <= last)
            & (tokens.offsets[:, 1] > tokens.offsets[:, 0])
        )
        if len(places):
            start, end, score = _best(tokens.start[places], tokens.end[places])
            begin, stop = int(tokens.offsets[places[start], 0]), int(tokens.offsets[places[end], 1])
            found.append(Span(begin, stop, score - nothing, (first, last)))
    return found


def _best(start: NDArray[np.float32], end: NDArray[np.float32]) -> tuple[int, int, float]:
    """Return the first and last token of the answer, and the largest sum of logits of any span.

    Of spans that are nearly as likely the shorter one is taken.
    """
    sums = start[:, None] + end[None, :]
    distance = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    sums = np.where((distance >= 0) & (distance < LONGEST_SPAN), sums, -np.inf)
    shortened = sums - LENGTH_COSTS * np.sqrt(np.maximum(distance, 0))
    first, last = divmod(int(np.argmax(shortened)), len(end))
    return first, last, float(sums.max())
