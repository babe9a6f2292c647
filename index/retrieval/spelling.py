"""Spelling correction: the library's words nearest by edit distance to a query's word that no passage has."""

import math
from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.store.protocol import FullText
from index.text.scripts import phrase_query

MIN_LENGTH, MAX_LENGTH = 4, 24
"""Numbers of letters of the words that are corrected. Too many shorter words are one edit apart."""

HALF, WHOLE = 1, 2
"""Costs of edits. A vowel for another, or a letter doubled or not, costs half an edit: names are misheard so.
Any other substitution, insertion, deletion or transposition costs a whole one."""

LONG_WORD = 8
"""Number of letters from which on two edits are allowed, else one."""

EDIT_PENALTY = math.log(10)
"""Penalty of half an edit against the logarithm of a candidate's document frequency: a word ten times as
frequent outweighs it."""

MAX_CANDIDATES = 2
"""Number of candidates for a word: the likeliest, and the next if it is at most a hundred times rarer."""

_VOWELS = np.array([ord(letter) for letter in "aeiouy"], dtype=np.uint32)

Distances = NDArray[np.int8]


class Vocabulary:
    """The stems in a library's full text with their document frequencies."""

    def __init__(self, words: Sequence[tuple[str, int]]) -> None:
        """Build the vocabulary from (stem, document frequency) pairs; only alphabetic stems are kept."""
        kept = [(word, often) for word, often in words if word.isalpha() and 2 < len(word) <= MAX_LENGTH]
        self._words = [word for word, _ in kept]
        self._frequencies = np.array([often for _, often in kept], dtype=np.int64)
        padded = np.array([*self._words, "a"], dtype=f"U{MAX_LENGTH}")[:-1]
        self._letters = padded.view(np.uint32).reshape(len(kept), MAX_LENGTH)
        self._lengths = np.count_nonzero(self._letters, axis=1)
        self._consonant_sets = _consonant_sets(self._letters)

    def nearest(self, stem: str, allowed: int) -> list[str]:
        """Return the correction candidates of a stem, likeliest first, within `allowed` half edits."""
        own = np.array([stem], dtype=f"U{MAX_LENGTH}").view(np.uint32).reshape(1, MAX_LENGTH)
        # Half an edit changes the length by one at most, a whole one two consonants.
        near = np.abs(self._lengths - len(stem)) <= allowed
        near &= np.bitwise_count(self._consonant_sets ^ _consonant_sets(own)) <= allowed
        chosen = np.flatnonzero(near)
        letters = self._letters[chosen]
        # The first letter is seldom wrong, unless it was swapped with the second.
        misled = (letters[:, 0] != own[0, 0]) & (letters[:, 1] != own[0, 0])
        costs = _edit_distances(stem, letters, self._lengths[chosen]) + HALF * misled
        rank = costs * EDIT_PENALTY - np.log(self._frequencies[chosen])
        best = sorted(np.flatnonzero(costs <= allowed), key=lambda place: (rank[place], place))
        return [
            self._words[chosen[place]]
            for place in best[:MAX_CANDIDATES]
            if rank[place] <= rank[best[0]] + 2 * EDIT_PENALTY
        ]


_vocabularies: WeakKeyDictionary[FullText, tuple[bytes, Vocabulary]] = WeakKeyDictionary()
_guard = Lock()


def corrections(full_text: FullText, words: Sequence[str]) -> dict[str, list[str]]:
    """Return the correction candidates (stems) of the words of a lower-cased query that no passage has.

    A word without candidates is left out, and so are words with digits, short words, and words in scripts
    without capital letters.
    """
    doubtful = {word: phrase_query(word) for word in words if _may_be_misspelt(word)}
    known = full_text.occurring(list(doubtful.values())) if doubtful else set()
    unknown = [word for word, phrase in doubtful.items() if phrase not in known]
    if not unknown:
        return {}
    vocabulary = _vocabulary(full_text)
    found = {}
    for word, stem in zip(unknown, full_text.stems(unknown), strict=True):
        allowed = 2 * WHOLE if len(stem) >= LONG_WORD else WHOLE
        nearest = vocabulary.nearest(stem[:MAX_LENGTH], allowed) if stem else []
        if nearest:
            found[word] = nearest
    return found


def _may_be_misspelt(word: str) -> bool:
    return MIN_LENGTH <= len(word) <= MAX_LENGTH and word.isalpha() and word.upper() != word


def _vocabulary(full_text: FullText) -> Vocabulary:
    """Return the library's vocabulary, read again only after the full text has changed."""
    state = full_text.state()
    with _guard:
        known = _vocabularies.get(full_text)
    if known and known[0] == state:
        return known[1]
    vocabulary = Vocabulary(full_text.document_frequencies())
    with _guard:
        _vocabularies[full_text] = state, vocabulary
    return vocabulary


def _consonant_sets(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return the set of consonants in each row as bits; letters whose code points are 64 apart share one."""
    bits = np.left_shift(np.uint64(1), letters.astype(np.uint64) % np.uint64(64))
    other = (letters == 0) | np.isin(letters, _VOWELS)
    sets: NDArray[np.uint64] = np.bitwise_or.reduce(np.where(other, np.uint64(0), bits), axis=1)
    return sets


def _edit_distances(stem: str, letters: NDArray[np.uint32], lengths: NDArray[np.intp]) -> Distances:
    """Return the distances of a stem to each word, in half edits, computed for all words at once.

    The measure is the weighted optimal string alignment distance: insertions, deletions, substitutions and
    transpositions of neighbours.
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
    costs: Distances = table[len(typed), lengths, np.arange(len(letters))]
    return costs
