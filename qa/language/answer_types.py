"""Cues of an answer in plain words: what kind of thing is asked for, and which words are forms of one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum

from index.text.calendar_words import MONTHS, WEEKDAYS

ALIKE = 4
"""Letters that the forms of a word have in common, at least."""


class Kind(Enum):
    """What a question asks for."""

    TIME = "time"
    NUMBER = "number"
    NAME = "name"
    REASON = "reason"
    OTHER = "other"


_MONTHS, _DAYS = "|".join(MONTHS), "|".join(WEEKDAYS)
_TIMES = "year|date|day|month|time|century"
_NAMED = "country|city|state|person|company|organi[sz]ation|place|team|name"
_ASKS = (
    (Kind.TIME, rf"\b(?:when|(?:what|which|in what|in which)\s+(?:\w+\s+)?(?:{_TIMES}))\b"),
    (Kind.NUMBER, r"\bhow\s+(?:many|much|old|long|far|often|large|big|tall|high|fast|close|near)\b"),
    (Kind.NUMBER, r"\bwhat\s+(?:percentage|percent|share|number|proportion|amount|price)\b"),
    (Kind.NAME, r"\b(?:who|whom|whose|where)\b"),
    (Kind.NAME, rf"\b(?:what|which)\s+(?:\w+\s+)?(?:{_NAMED})\b"),
    (Kind.REASON, r"\bwhy\b"),
)


def kind_asked(question: str) -> Kind:
    """Return what kind of thing a question asks for, by its question words."""
    return next((kind for kind, asks in _ASKS if re.search(asks, question, re.IGNORECASE)), Kind.OTHER)


def same_word(first: str, second: str) -> bool:
    """Whether two lower-case words are forms of one, as far as their beginnings tell (ship, shipped).

    A number is a form of no other.
    """
    if first == second:
        return True
    shorter = min(len(first), len(second))
    if shorter < ALIKE or max(len(first), len(second)) - shorter > 4:
        return False
    # Numbers that begin alike are different numbers.
    if first.isdecimal() or second.isdecimal():
        return False
    common = next((i for i in range(shorter) if first[i] != second[i]), shorter)
    return common >= max(ALIKE, shorter - 1)


def forms_among(asked: Iterable[str], present: Iterable[str]) -> dict[str, set[str]]:
    """Return for each word asked those of the words present that are forms of it."""
    # Forms of a word have their first letters in common: the others need no comparing.
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in present:
        alike[word[:ALIKE]].append(word)
    return {word: {other for other in alike[word[:ALIKE]] if same_word(word, other)} for word in asked}


def covered(asked: Sequence[str], present: Sequence[str]) -> list[bool]:
    """Return for each word asked whether one of the words present is a form of it."""
    listed = set(present)
    return [word in listed or any(same_word(word, other) for other in listed) for word in asked]
