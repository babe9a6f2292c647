"""Features of a request for the intent head: hashed n-grams of its words, and of its skeleton."""

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 14
"""Number of buckets that n-grams are hashed into."""

LONGEST = 300
"""Number of characters of a request that are looked at."""


@dataclass(frozen=True, slots=True)
class SparseFeatures:
    """The features that are not zero: their places and their values, each of shape (number,)."""

    places: NDArray[np.int64]
    values: NDArray[np.float32]


NAME = "X"
GAP = "_"
"""Gaps of a skeleton: words with a capital, and others."""

_WORD = re.compile(r"\w+(?:'\w+)?|\?|[“”\"]")


def request_words(request: str) -> list[str]:
    """Return the words of a request in lower case; question and quotation marks are words too."""
    return [word.lower() for word in _cased_words(request)]


def skeleton(words: Sequence[str], known: Collection[str]) -> list[str]:
    """Return the words in lower case, with those that are not known as one gap each run: "compare X and _".

    X is a gap of words with a capital, as of names; the first word of a request has one anyway.
    """
    gapped = [
        word.lower() if word.lower() in known else NAME if place and word[0].isupper() else GAP
        for place, word in enumerate(words)
    ]
    return [
        word
        for place, word in enumerate(gapped)
        if word not in (NAME, GAP) or gapped[place - 1 : place] != [word]
    ]


def lexical_features(request: str, known: Collection[str]) -> SparseFeatures:
    """Return the hashed n-grams of a request, each group of them of length 1.

    Args:
        known: words that the skeleton keeps.
    """
    cased = _cased_words(request[:LONGEST])
    words = [word.lower() for word in cased]
    groups = (
        _word_ngrams(words),
        _character_ngrams(words),
        _skeleton_ngrams("s", skeleton(words, known)),
        _skeleton_ngrams("n", skeleton(cased, known)),
    )
    values: dict[int, float] = {}
    for group in groups:
        buckets = {zlib.crc32(ngram.encode("utf-8", "replace")) % BUCKETS for ngram in group}
        for bucket in buckets:
            values[bucket] = values.get(bucket, 0.0) + len(buckets) ** -0.5
    places = sorted(values)
    return SparseFeatures(
        np.array(places, dtype=np.int64), np.array([values[place] for place in places], dtype=np.float32)
    )


def _cased_words(request: str) -> list[str]:
    return _WORD.findall(request.replace("’", "'"))


def _word_ngrams(words: Sequence[str]) -> Iterator[str]:
    """Yield words, pairs, the opening of one to four words, the last one or two."""
    for place, word in enumerate(words):
        yield f"w {word}"
        yield f"ww {' '.join(words[place : place + 2])}"
    for length in range(1, 5):
        yield f"^ {' '.join(words[:length])}"
    for length in range(1, 3):
        yield f"$ {' '.join(words[-length:])}"
    yield f"# {min(len(words), 12)}"


def _character_ngrams(words: Sequence[str]) -> Iterator[str]:
    """Yield the runs of three to five letters within words, by which misspelt words are known."""
    for word in words:
        padded = f" {word} "
        for length in range(3, 6):
            for start in range(len(padded) - length + 1):
                yield f"c {padded[start : start + length]}"


def _skeleton_ngrams(group: str, bones: Sequence[str]) -> Iterator[str]:
    """Yield the runs of two to five words of a skeleton with its ends, and the whole of it."""
    ended = ["<", *bones, ">"]
    for length in range(2, 6):
        for start in range(len(ended) - length + 1):
            yield f"{group} {' '.join(ended[start : start + length])}"
    yield f"{group}{group} {' '.join(ended)}"
