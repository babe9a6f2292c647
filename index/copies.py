"""Near copies: the same wire text in several articles counts once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from index.fulltext import STOP_WORDS

SHARED = 0.8
"""Of the runs of three words of two passages, near copies share so many: a few edits in 100 words."""

RUN = 3

WORDS_REMEMBERED = 50_000
"""Whether each is a fact: most words of a passage were seen in another."""

_NEGATIONS = frozenset("no not t never nor neither none cannot without".split())
"""What turns a sentence round; "t" is what is left of "didn't"."""

Item = TypeVar("Item")


class _Print(NamedTuple):
    """What of a passage is compared."""

    words: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    content: frozenset[str]


def first_of_copies(items: Iterable[Item], text_of: Callable[[Item], str]) -> Iterator[Item]:
    """Yield the items whose text is no near copy of one before, in order, as they are asked for.

    Near copies have most of their words in the same order, and differ in no name, number, negation or choice
    of words: one may only have some words more. So what contradicts is never left out.
    """
    seen: defaultdict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    for item in items:
        spoken = re.findall(r"\w+", text_of(item))
        alike = seen[_facts(spoken)]
        if not any(_are_copies(_print_of(spoken), _print_of(other)) for other in alike):
            alike.append(spoken)
            yield item


def _facts(spoken: list[str]) -> tuple[str, ...]:
    """Return the numbers, names and negations, in order: of two that were swapped, each is another."""
    return tuple(filter(_is_fact, spoken))


@lru_cache(WORDS_REMEMBERED)
def _is_fact(word: str) -> bool:
    return (
        word.lower() in _NEGATIONS
        or any(character.isdigit() for character in word)
        or (word[0].isupper() and word.lower() not in STOP_WORDS)
    )


def _print_of(spoken: list[str]) -> _Print:
    words = tuple(word.lower() for word in spoken)
    runs = frozenset(words[place : place + RUN] for place in range(max(1, len(words) - RUN + 1)))
    return _Print(words, runs, frozenset(words) - STOP_WORDS)


def _are_copies(one: _Print, other: _Print) -> bool:
    if one.words == other.words:
        return True
    grown = one.content <= other.content or one.content >= other.content
    return grown and len(one.runs & other.runs) >= SHARED * len(one.runs | other.runs)
