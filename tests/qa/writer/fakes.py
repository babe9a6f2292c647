"""A language model that writes what it is told to, and a judge of claims that compares words."""

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from index.errors import LanguageModelError
from qa.grounding import Evidence, Fault, Reason, Support
from qa.language_model import Message, Usage
from qa.writer import ModelWriter

QUOTE_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)

SMALL_WORDS = frozenset(
    "a an the and that was were is are has have it says said of to in on by who which".split()
)


@dataclass
class ScriptedGeneration:
    """A text in pieces; it may break off with an error."""

    pieces: Sequence[str]
    error: LanguageModelError | None = None
    is_truncated: bool = False
    sent: int = 0
    closed: bool = False

    def __iter__(self) -> Generator[str]:
        for piece in self.pieces:
            if self.closed:
                return
            self.sent += 1
            yield piece
        if self.error:
            raise self.error

    @property
    def usage(self) -> Usage:
        return Usage(100, self.sent)

    def close(self) -> None:
        self.closed = True


Script = Callable[[list[Message]], str]
"""Function that writes the reply to a prompt."""


@dataclass
class ScriptedModel:
    """Writes what a script says, in pieces of a few characters; keeps what it was asked.

    Attributes:
        error: raised after the text.
    """

    script: Script | str
    error: LanguageModelError | None = None
    context_tokens: int = 8000
    is_truncated: bool = False
    piece_length: int = 7
    name: str = "scripted"
    prompts: list[list[Message]] = field(default_factory=list)
    generations: list[ScriptedGeneration] = field(default_factory=list)

    def generate(self, messages: Sequence[Message], most_tokens: int) -> ScriptedGeneration:
        self.prompts.append(list(messages))
        text = self.script if isinstance(self.script, str) else self.script(list(messages))
        pieces = [text[at : at + self.piece_length] for at in range(0, len(text), self.piece_length)]
        generation = ScriptedGeneration(pieces, self.error, self.is_truncated)
        self.generations.append(generation)
        return generation

    def count_tokens(self, text: str) -> int:
        return len(text) // 3 + 1


def find_support(
    claim: str, evidence: Sequence[Evidence], cited: Sequence[int]
) -> tuple[Support, tuple[int, ...]]:
    """Take a claim for carried where the quotes have its words, and it theirs that change a meaning."""
    for places in (tuple(cited), *((place,) for place in range(len(evidence)))):
        told = {word for place in places for word in _words(evidence[place])}
        asked = _split(claim) - SMALL_WORDS
        named = {word for place in places for word in _split(evidence[place].text)}
        if asked & named and asked <= told and not (told & {"not", "reportedly", "may"}) - asked:
            return Support(holds=True, score=1.0), places
    return Support(
        holds=False, score=0.0, reasons=(Reason(Fault.UNSUPPORTED, "The quotes do not say it."),)
    ), ()


def _words(quote: Evidence) -> set[str]:
    return _split(f"{quote.context} {quote.text} {quote.speaker}")


def _split(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def writer_of(model: ScriptedModel) -> ModelWriter:
    return ModelWriter(model, find_support)


def quote_lines(messages: Sequence[Message]) -> dict[int, str]:
    """Return the quotes that a prompt holds, by number, as the model reads them."""
    data = (
        messages[-1].text.partition("----- BEGIN QUOTES -----\n")[2].partition("\n----- END QUOTES -----")[0]
    )
    return {int(number): line for number, line in QUOTE_LINE.findall(data)}


def number_of(messages: Sequence[Message], words: str) -> int:
    """Return the number of the first quote with some words; -1 where none has them."""
    return next((number for number, line in quote_lines(messages).items() if words in line), -1)
