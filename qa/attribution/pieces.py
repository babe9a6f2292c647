"""Word pieces of a text, with the features that an uncased vocabulary loses: case, paragraphs and quotes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.passages import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Integers = NDArray[np.int64]

CAPITALISED, UPPER_CASE, BEGINS_PARAGRAPH, QUOTED = 1, 2, 4, 8
"""Bits of a piece's token type."""

TOKEN_TYPES = 16
"""Number of token types: all sets of these bits."""

CLS, SEP = 101, 102
"""Numbers in BERT's vocabulary of the special tokens before and after a text."""

OPENING, CLOSING = frozenset("“„«"), frozenset("”»")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of a text, without special tokens.

    Attributes:
        ids: the pieces' numbers in the vocabulary, shape (pieces,).
        offsets: their places in the text in characters, shape (pieces, 2).
        types: their features as bits, shape (pieces,).
        words: the number of the word that each is a piece of, shape (pieces,).
    """

    ids: Integers
    offsets: Integers
    types: Integers
    words: Integers

    def __len__(self) -> int:
        return len(self.ids)

    def slice(self, start: int, end: int) -> "Pieces":
        """Return some of the pieces, from `start` to before `end`."""
        part = slice(start, end)
        return Pieces(self.ids[part], self.offsets[part], self.types[part], self.words[part])


def pieces_of(tokenizer: "Tokenizer", text: str) -> Pieces:
    """Return the word pieces of a text; the tokenizer must not truncate."""
    encoded = tokenizer.encode(encodable(text), add_special_tokens=False)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    return Pieces(
        np.array(encoded.ids, dtype=np.int64),
        offsets,
        _types(text, encoded.offsets),
        np.array(encoded.word_ids, dtype=np.int64),
    )


def _types(text: str, offsets: list[Span]) -> Integers:
    types = np.zeros(len(offsets), dtype=np.int64)
    before, quoted = 0, False
    for number, (start, end) in enumerate(offsets):
        begins = not number or "\n" in text[before:start]
        # A quote of several paragraphs opens anew in each and closes in the last.
        quoted = quoted and not begins
        word = text[start:end]
        is_inside = quoted
        if word in OPENING:
            is_inside = quoted = True
        elif word in CLOSING:
            quoted = False
        elif word == '"':
            is_inside, quoted = True, not quoted
        elif word == "'" and text[start - 1 : start] == "'":
            # Two apostrophes, as a typewriter quotes.
            is_inside, quoted = True, not quoted
        types[number] = (
            CAPITALISED * word[:1].isupper()
            + UPPER_CASE * (len(word) > 1 and word.isupper())
            + BEGINS_PARAGRAPH * begins
            + QUOTED * is_inside
        )
        before = end
    return types
