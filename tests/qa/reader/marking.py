"""A network written by hand: it marks the words it was told of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.passages import sentences
from qa.reader.model import Passage
from qa.reader.spans import Span


class Marking:
    """Marks listed words where they stand, with their margin; in other sentences all of it, far less likely.

    Attributes:
        read_so_far: every question with its passages, in order.
        read_again: every sentence that was read alone.
    """

    def __init__(self, margins: Mapping[str, float], alone: Mapping[str, float] | None = None) -> None:
        """Take the margins of words, and those they have where their sentence is read alone."""
        self._margins = margins
        self._alone = alone or {}
        self.read_again: list[str] = []
        self.read_so_far: list[tuple[str, list[Passage]]] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Span]]:
        self.read_so_far.append((question, list(passages)))
        return [[self._span(text, place) for place in sentences(text)] for _, text in passages]

    def read_alone(self, question: str, found: Sequence[tuple[Passage, Span]]) -> list[Span]:
        self.read_again += [text[slice(*span.sentence)] for (_, text), span in found]
        return [
            replace(span, alone=self._alone.get(text[span.start : span.end])) for (_, text), span in found
        ]

    def _span(self, text: str, place: tuple[int, int]) -> Span:
        for words, margin in self._margins.items():
            start = text.find(words, *place)
            if start >= 0:
                return Span(start, start + len(words), margin, place)
        return Span(*place, -12.0, place)
