"""Spelling: for a word of a query that stands nowhere in the library, the library's words nearest to it."""

import math
from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.store.protocol import FullText
from index.text.scripts import phrase_of

SHORTEST, LONGEST = 4, 24
"""Letters of a word whose spelling is tried. Of shorter ones, too many are one letter apart."""

HALF, WHOLE = 1, 2
"""What an edit costs. One vowel for another, or a letter doubled or not, is half an edit: so names are
misheard. Any other letter changed, missing or too many, or two swapped, is a whole one."""

LONG_WORD = 8
"""From so many letters on, two edits are allowed, else one."""

OFTEN = math.log(10)
"""Half an edit is outweighed by ten times as many passages: what is written often is what is meant."""

MOST_CORRECTIONS = 2
"""Of one word: the likeliest, and the next where it is at most a hundred times less likely."""

_VOWELS = np.array([ord(letter) for letter in "aeiouy"], dtype=np.uint32)

Costs = NDArray[np.int8]


class Vocabulary:
    """The words of a library as its full text has them (stemmed), with how many passages have each."""

    def __init__(self, words: Sequence[tuple[str, int]]) -> None:
        """Take (word, passages) pairs; only words of letters that could be meant are kept."""
        kept = [(word, often) for word, often in words if word.isalpha() and 2 < len(word) <= LONGEST]
        self._words = [word for word, _ in kept]
        self._often = np.array([often for _, often in kept], dtype=np.int64)
        padded = np.array([*self._words, "a"], dtype=f"U{LONGEST}")[:-1]
        self._letters = padded.view(np.uint32).reshape(len(kept), LONGEST)
        self._lengths = np.count_nonzero(self._letters, axis=1)
        self._consonants = _consonants(self._letters)

    def nearest(self, stem: str, allowed: int) -> list[str]:
        """Return what a stem may be misspelt for, most likely first; no further than `allowed` half edits."""
        own = np.array([stem], dtype=f"U{LONGEST}").view(np.uint32).reshape(1, LONGEST)
        # Half an edit changes the length by one at most, a whole one two consonants.
        near = np.abs(self._lengths - len(stem)) <= allowed
        near &= np.bitwise_count(self._consonants ^ _consonants(own)) <= allowed
        chosen = np.flatnonzero(near)
        letters = self._letters[chosen]
        # The first letter is seldom wrong, unless it was swapped with the second.
        misled = (letters[:, 0] != own[0, 0]) & (letters[:, 1] != own[0, 0])
        costs = _edits(stem, letters, self._lengths[chosen]) + HALF * misled
        rank = costs * OFTEN - np.log(self._often[chosen])
        best = sorted(np.flatnonzero(costs <= allowed), key=lambda place: (rank[place], place))
        return [
            self._words[chosen[place]]
            for place in best[:MOST_CORRECTIONS]
            if rank[place] <= rank[best[0]] + 2 * OFTEN
        ]


_known: WeakKeyDictionary[FullText, tuple[bytes, Vocabulary]] = WeakKeyDictionary()
_guard = Lock()


def corrections(full_text: FullText, words: Sequence[str]) -> dict[str, list[str]]:
    """Return the words of a query (in lower case) that no passage has, each with what may be meant.

    What may be meant are stems, as full text has them. A word with nothing near it is left out, and so are
    words with digits, short words, and words of scripts without capitals, whose signs are no letters.
    """
    unknown = [word for word in words if _may_be_misspelt(word) and not full_text.occurs(phrase_of(word))]
    if not unknown:
        return {}
    vocabulary = _vocabulary(full_text)
    found = {}
    for word, stem in zip(unknown, full_text.stems(unknown), strict=True):
        allowed = 2 * WHOLE if len(stem) >= LONG_WORD else WHOLE
        nearest = vocabulary.nearest(stem[:LONGEST], allowed) if stem else []
        if nearest:
            found[word] = nearest
    return found


def _may_be_misspelt(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word.upper() != word


def _vocabulary(full_text: FullText) -> Vocabulary:
    """Return the library's words, read again only after the full text has changed."""
    state = full_text.state()
    with _guard:
        known = _known.get(full_text)
    if known and known[0] == state:
        return known[1]
    vocabulary = Vocabulary(full_text.document_frequencies())
    with _guard:
        _known[full_text] = state, vocabulary
    return vocabulary


def _consonants(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return which consonants each row has, as bits; letters 64 apart share one."""
    bits = np.left_shift(np.uint64(1), letters.astype(np.uint64) % np.uint64(64))
    other = (letters == 0) | np.isin(letters, _VOWELS)
    sets: NDArray[np.uint64] = np.bitwise_or.reduce(np.where(other, np.uint64(0), bits), axis=1)
    return sets


def _edits(stem: str, letters: NDArray[np.uint32], lengths: NDArray[np.intp]) -> Costs:
    """Return what turning the stem into each word costs, in half edits; all words side by side.

    The optimal string alignment distance: insertions, deletions, changes, and swaps of neighbours.
    """
    typed = np.array([stem], dtype=f"U{len(stem)}").view(np.uint32)
    columns = np.ascontiguousarray(letters[:, : lengths.max(initial=0)].T)
    vowels = np.isin(columns, _VOWELS)
    added = np.full(columns.shape, WHOLE, dtype=np.int8)
    added[1:][columns[1:] == columns[:-1]] = HALF
    table = np.zeros((len(typed) + 1, len(columns) + 1, len(letters)), dtype=np.int8)
    table[0, 1:] = np.cumsum(added, axis=0)
    for row, letter in enumerate(typed):
        left_out = HALF if row and letter == typed[row - 1] else WHOLE
        change = np.where(vowels, HALF, WHOLE) if letter in _VOWELS else np.full(columns.shape, WHOLE)
        kept = table[row, :-1] + np.where(columns == letter, 0, change).astype(np.int8)
        table[row + 1, 0] = table[row, 0] + left_out
        best = np.minimum(kept, table[row, 1:] + np.int8(left_out))
        if row:
            swapped = (columns[1:] == typed[row - 1]) & (columns[:-1] == letter)
            best[1:][swapped] = np.minimum(best[1:], table[row - 1, :-2] + np.int8(WHOLE))[swapped]
        for column in range(len(columns)):
            np.minimum(best[column], table[row + 1, column] + added[column], out=table[row + 1, column + 1])
    costs: Costs = table[len(typed), lengths, np.arange(len(letters))]
    return costs
