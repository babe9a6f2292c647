"""Input of the term classifier: a question and the conversation before it, as word pieces.

[CLS] question [SEP] opening question [SEP] last question [SEP] last answer [SEP] question before [SEP] …: the
newest turns come first, so that truncation loses the oldest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from index.embedding.embedder import encodable
from index.text.words import STOP_WORDS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_INPUT_PIECES = 192
"""Number of word pieces of an input at most, with special ones."""

MAX_QUESTION_PIECES = 64
MAX_EARLIER_QUESTION_PIECES = 40
MAX_LAST_ANSWER_PIECES = 64
MAX_EARLIER_ANSWER_PIECES = 24

LONGEST_TEXT = 2000
"""Number of characters of a question or answer that are read."""

_ENDINGS = frozenset("s t d ll m re ve".split())
"""Words that a tokenisation into words makes of endings: "what's", "don't"."""
_WORD = re.compile(r"\w+")


class PieceType(IntEnum):
    """What a word piece belongs to: the token types of the network."""

    QUESTION = 0
    LAST_QUESTION = 1
    LAST_ANSWER = 2
    EARLIER_QUESTION = 3
    EARLIER_ANSWER = 4
    OPENING_QUESTION = 5


@dataclass(frozen=True, slots=True)
class HistoryWord:
    """A word of the conversation.

    Attributes:
        word: in lower case.
        text: the number of its text in `ModelInput.texts`.
        start, end: its place there, in characters.
        piece: the number of its first word piece in the input.
    """

    word: str
    text: int
    start: int
    end: int
    piece: int


@dataclass(frozen=True, slots=True)
class ModelInput:
    """The word pieces of a question in a conversation.

    Attributes:
        ids, types: of each piece, with special ones.
        texts: the questions and answers read, in the order of the input, without the question itself.
        words: the words of these texts that are in the input.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    texts: tuple[str, ...]
    words: tuple[HistoryWord, ...]


def is_candidate(word: str) -> bool:
    """Whether a word of the conversation may be missing in a question."""
    return word not in STOP_WORDS and word not in _ENDINGS


def model_input(tokenizer: "Tokenizer", question: str, turns: Sequence[tuple[str, str]]) -> ModelInput:
    """Return the input for a question after these questions and answers, oldest first."""
    begin, end = tokenizer.encode("").ids
    asked = _encoded(tokenizer, question, MAX_QUESTION_PIECES)[0]
    ids, types = [begin, *asked, end], [int(PieceType.QUESTION)] * (len(asked) + 2)
    texts: list[str] = []
    words: list[HistoryWord] = []
    for text, kind, most in _history_texts(turns):
        pieces, starts = _encoded(tokenizer, text, min(most, MAX_INPUT_PIECES - len(ids) - 1))
        if not pieces:
            continue
        first = {start: len(ids) + number for number, start in reversed(list(enumerate(starts)))}
        words += [
            HistoryWord(match.group().lower(), len(texts), *match.span(), first[match.start()])
            for match in _WORD.finditer(text, 0, LONGEST_TEXT)
            if match.start() in first
        ]
        texts.append(text)
        ids += [*pieces, end]
        types += [int(kind)] * (len(pieces) + 1)
    return ModelInput(tuple(ids), tuple(types), tuple(texts), tuple(words))


def _history_texts(turns: Sequence[tuple[str, str]]) -> Iterator[tuple[str, PieceType, int]]:
    """Yield questions and answers, the opening question first and then the newest, with their longest."""
    if len(turns) > 1:
        yield turns[0][0], PieceType.OPENING_QUESTION, MAX_EARLIER_QUESTION_PIECES
    for age, (question, answer) in enumerate(reversed(turns)):
        if age == 0:
            yield question, PieceType.LAST_QUESTION, MAX_EARLIER_QUESTION_PIECES
            yield answer, PieceType.LAST_ANSWER, MAX_LAST_ANSWER_PIECES
            continue
        if age < len(turns) - 1:
            yield question, PieceType.EARLIER_QUESTION, MAX_EARLIER_QUESTION_PIECES
        yield answer, PieceType.EARLIER_ANSWER, MAX_EARLIER_ANSWER_PIECES


def _encoded(tokenizer: "Tokenizer", text: str, most: int) -> tuple[list[int], list[int]]:
    """Return the ids of a text's first pieces and where each starts, in characters."""
    if most <= 0 or not text:
        return [], []
    encoding = tokenizer.encode(encodable(text[:LONGEST_TEXT]), add_special_tokens=False)
    return encoding.ids[:most], [start for start, _ in encoding.offsets[:most]]
