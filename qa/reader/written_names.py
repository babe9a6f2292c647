"""Which names an article has: as they are asked, in another form, or only one that looks like them."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from index.text.words import STOP_WORDS
from qa.language.name_matching import SHORTEST_STEM, look_alike, normalized, same_name, sounds_alike
from qa.language.question_names import CALENDAR

LONGEST_READ = 40_000
"""Number of characters of an article that are read for names; the passage is read in any case."""

SHORTEST_ABBREVIATION = 3
"""Letters of one that may be taken for another."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """The words of a text, in plain lower case.

    Attributes:
        every: all of them.
        names: those that are written with a capital only; months and days of the week are none.
        in_capitals: those that are written all in capitals, as abbreviations are.
        of_longer_names: of `names`, those that only stand beside another ("Dominican Republic").
    """

    every: frozenset[str]
    names: frozenset[str]
    of_longer_names: frozenset[str]
    in_capitals: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether the text has a name, or its plural or adjective that is no part of a longer one."""
        return name in self.every or any(
            same_name(name, other) and (len(other) <= len(name) or other not in self.of_longer_names)
            for other in self.every
            if other[:3] == name[:3]
        )

    def has_look_alike(self, name: str, *, surely_a_name: bool, beside: Collection[str] = ()) -> bool:
        """Whether another name of the text may be taken for this one.

        Not where it only sounds alike and stands there with the rest of the full name, `beside` (Sidney Orr,
        Sydney Orr), nor where it is a part of it that is written apart (Superbowl, Super Bowl).
        """
        others = [
            other for other in self.names if look_alike(name, other) or self._is_of_a_person(name, other)
        ]
        if not surely_a_name:
            others = [other for other in others if self._may_be_meant(name, other)]
        if any(sounds_alike(name, other) for other in others) and not self.every.isdisjoint(beside):
            return False
        return any(name.removeprefix(other) not in self.every for other in others)

    def has_another_abbreviation(self, abbreviation: str) -> bool:
        """Whether the text has an abbreviation with one other letter."""
        return any(
            len(other) == len(abbreviation) >= SHORTEST_ABBREVIATION
            and sum(mine != theirs for mine, theirs in zip(abbreviation, other, strict=True)) == 1
            for other in self.in_capitals
        )

    def _may_be_meant(self, word: str, name: str) -> bool:
        """Whether a word that may be common means a name: none with an ending, nor a part of a phrase."""
        if name.startswith(word):
            return not _MORE.fullmatch(name, len(word))
        if name in self.of_longer_names:
            return False
        return len(word) > SHORTEST_STEM + 1 or word[: SHORTEST_STEM - 1] == name[: SHORTEST_STEM - 1]

    def _is_of_a_person(self, name: str, other: str) -> bool:
        """Whether what looks like a name's plural stands beside a name, and is a surname (Serena Roberts)."""
        return other == f"{name}s" and other in self.of_longer_names


_MORE = re.compile(r"s|e?d|ing|ers?|ors?|al|ly|ity|ions?|ments?|ance|ence|ness|ship|ists?|ism")
"""What makes a longer word of a common one."""


@lru_cache(maxsize=64)
def written_names(text: str) -> WrittenNames:
    """Return the words of a text."""
    every: set[str] = set()
    in_lower_case: set[str] = set()
    in_capitals: set[str] = set()
    alone: defaultdict[str, bool] = defaultdict(bool)
    found = list(_WORD.finditer(text))
    for before, word, after in zip([None, *found], found, [*found[1:], None], strict=False):
        name = normalized(word.group())
        every.add(name)
        if word.group().isupper():
            in_capitals.add(name)
        if not word.group()[0].isupper():
            in_lower_case.add(name)
        elif not alone[name]:
            alone[name] = not (_joined(text, before, word) or _joined(text, word, after))
    names = frozenset(alone.keys() - in_lower_case - CALENDAR)
    beside = frozenset(name for name in names if not alone[name])
    return WrittenNames(frozenset(every), names, beside, frozenset(in_capitals))


def _joined(text: str, first: re.Match[str] | None, second: re.Match[str] | None) -> bool:
    """Whether two words stand side by side with capitals."""
    if first is None or second is None or second.start() - first.end() != 1 or text[first.end()] not in " -":
        return False
    return (
        first.group()[0].isupper() and second.group()[0].isupper() and first.group().lower() not in STOP_WORDS
    )
