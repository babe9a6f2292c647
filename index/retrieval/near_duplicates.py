"""Near copies: the same wire text in several articles counts once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TypeVar

from index.text.words import STOP_WORDS

SHARED = 0.8
"""Of the runs of three words of two passages, near copies share so many: a few edits in 100 words."""

RUN = 3

WORDS_REMEMBERED = 50_000
"""Whether each is a fact: most words of a passage were seen in another."""

_NEGATIONS = frozenset("no not t never nor neither none cannot without".split())
"""What turns a sentence round; "t" is what is left of "didn't"."""

_NUMBER = re.compile(r"\d+")

Item = TypeVar("Item")


class _Read:
    """A text, read only as far as comparing it needs."""

    def __init__(self, text: str) -> None:
        self.numbers = tuple(_NUMBER.findall(text))
        self._text = text

    @cached_property
    def spoken(self) -> list[str]:
        return re.findall(r"\w+", self._text)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The numbers, names and negations, in order: of two that were swapped, each is another."""
        return tuple(filter(_is_fact, self.spoken))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(word.lower() for word in self.spoken)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        places = range(max(1, len(self.words) - RUN + 1))
        return frozenset(self.words[place : place + RUN] for place in places)

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset(self.words) - STOP_WORDS


def first_of_copies(items: Iterable[Item], text_of: Callable[[Item], str]) -> Iterator[Item]:
    """Yield the items whose text is no near copy of one before, in order, as they are asked for.

    Near copies have most of their words in the same order, and differ in no name, number, negation or choice
    of words: one may only have some words more. So what contradicts is never left out.
    """
    seen: defaultdict[tuple[str, ...], list[_Read]] = defaultdict(list)
    for item in items:
        read = _Read(text_of(item))
        alike = seen[read.numbers]
        if not any(_are_copies(read, other) for other in alike):
            alike.append(read)
            yield item


def _are_copies(one: _Read, other: _Read) -> bool:
    if one.facts != other.facts:
        return False
    if one.words == other.words:
        return True
    grown = one.content <= other.content or one.content >= other.content
    return grown and len(one.runs & other.runs) >= SHARED * len(one.runs | other.runs)


@lru_cache(WORDS_REMEMBERED)
def _is_fact(word: str) -> bool:
    return (
        word.lower() in _NEGATIONS
        or any(character.isdigit() for character in word)
        or (word[0].isupper() and word.lower() not in STOP_WORDS)
    )
