"""Near-duplicate detection by shingles: the same wire text in several articles counts once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TypeVar

from index.text.words import STOP_WORDS

MIN_JACCARD = 0.8
"""Least Jaccard similarity of the shingles of two near duplicates: a few edits in 100 words."""

SHINGLE_SIZE = 3
"""Number of words in a shingle."""

FACT_CACHE_SIZE = 50_000
"""Number of words of which `_is_fact` is remembered: most words of a passage stand in another, too."""

_NEGATIONS = frozenset("no not t never nor neither none cannot without".split())
"""Words that negate a sentence; "t" is the rest of "didn't"."""

_NUMBER = re.compile(r"\d+")

Item = TypeVar("Item")


class _Features:
    """The features by which two texts are compared, each computed when it is first needed."""

    def __init__(self, text: str) -> None:
        self.numbers = tuple(_NUMBER.findall(text))
        self._text = text

    @cached_property
    def tokens(self) -> list[str]:
        return re.findall(r"\w+", self._text)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The numbers, names and negations in the order of the text, so that swapped ones differ."""
        return tuple(filter(_is_fact, self.tokens))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(word.lower() for word in self.tokens)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        places = range(max(1, len(self.words) - SHINGLE_SIZE + 1))
        return frozenset(self.words[place : place + SHINGLE_SIZE] for place in places)

    @cached_property
    def content_words(self) -> frozenset[str]:
        return frozenset(self.words) - STOP_WORDS


def without_near_duplicates(items: Iterable[Item], text_of: Callable[[Item], str]) -> Iterator[Item]:
    """Yield the items whose text is no near duplicate of an earlier one, lazily and in order.

    Near duplicates share most of their shingles, have the same names, numbers and negations, and one's
    content words include the other's. So a text that contradicts another is never left out.
    """
    kept: defaultdict[tuple[str, ...], list[_Features]] = defaultdict(list)
    for item in items:
        features = _Features(text_of(item))
        alike = kept[features.numbers]
        if not any(_are_near_duplicates(features, other) for other in alike):
            alike.append(features)
            yield item


def _are_near_duplicates(one: _Features, other: _Features) -> bool:
    if one.facts != other.facts:
        return False
    if one.words == other.words:
        return True
    nested = one.content_words <= other.content_words or one.content_words >= other.content_words
    return nested and len(one.shingles & other.shingles) >= MIN_JACCARD * len(one.shingles | other.shingles)


@lru_cache(FACT_CACHE_SIZE)
def _is_fact(word: str) -> bool:
    return (
        word.lower() in _NEGATIONS
        or any(character.isdigit() for character in word)
        or (word[0].isupper() and word.lower() not in STOP_WORDS)
    )
