"""A fake of the reader's model: it finds the spans it was told of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.reader.excerpts import Excerpt
from qa.reader.span_decoding import AnswerSpan


class FakeModel:
    """Marks listed words where they stand, with their margin; in other sentences all of it, far less likely.

    Attributes:
        read_so_far: every question with its excerpts, in order.
        read_again: every sentence that was read alone.
    """

    def __init__(self, margins: Mapping[str, float], second_pass: Mapping[str, float] | None = None) -> None:
        """Take the margins of words, and those they have where their sentence is read alone."""
        self._margins = margins
        self._second_pass = second_pass or {}
        self.read_again: list[str] = []
        self.read_so_far: list[tuple[str, list[Excerpt]]] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[AnswerSpan]]:
        self.read_so_far.append((question, list(excerpts)))
        return [[self._span(one.text, place) for place in one.sentences] for one in excerpts]

    def read_sentences(self, question: str, found: Sequence[tuple[Excerpt, AnswerSpan]]) -> list[AnswerSpan]:
        self.read_again += [one.text[slice(*span.sentence)] for one, span in found]
        return [
            replace(span, second_pass_margin=self._second_pass.get(one.text[span.start : span.end]))
            for one, span in found
        ]

    def _span(self, text: str, place: tuple[int, int]) -> AnswerSpan:
        for words, margin in self._margins.items():
            start = text.find(words, *place)
            if start >= 0:
                return AnswerSpan(start, start + len(words), margin, place)
        return AnswerSpan(*place, -12.0, place)
