"""Which words of some excerpts answer likeliest, by the network alone; the best are read twice."""

from collections.abc import Sequence
from typing import Protocol

from qa.reader.excerpts import Excerpt
from qa.reader.spans import Span

CLOSER_LOOK = 10
"""Places of the largest margin, one a sentence: what else is known is asked of them only."""

READ_TWICE = 3
"""The likeliest of these have their sentence read once more, alone: what both readings are sure of is so."""


class Reads(Protocol):
    """What excerpts are read with."""

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[Span]]:
        """Return for each excerpt the words that may answer, one place a sentence."""


class MarksSpans(Reads, Protocol):
    """What excerpts are read with, and then the best of their sentences."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes."""

    def read_alone(self, question: str, found: Sequence[tuple[Excerpt, Span]]) -> list[Span]:
        """Return spans found in excerpts after each one's sentence was read once more, alone."""


def likeliest(model: MarksSpans, question: str, excerpts: Sequence[Excerpt]) -> list[tuple[int, Span]]:
    """Return the likeliest places, best first by their excerpt: the excerpt's number and the span in it."""
    every = [(number, span) for number, spans in enumerate(model.read(question, excerpts)) for span in spans]
    best = sorted(every, key=lambda found: -found[1].margin)[:CLOSER_LOOK]
    twice = model.read_alone(question, [(excerpts[number], span) for number, span in best[:READ_TWICE]])
    return [*zip((number for number, _ in best), twice, strict=False), *best[READ_TWICE:]]
