"""Word forms: which words are inflections of one, as far as their beginnings tell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

SHORTEST_STEM = 4
"""Number of letters that two forms of a word have in common, at least."""

LONG_STEM = 5
"""Number of letters that a verb's form and its noun (removed, removal) have in common, at least."""

WITHOUT_FORMS = frozenset("over under after even ever very only once upon".split())
"""Words that only begin like the forms of others (over, overdue)."""

_OF_VERBS = frozenset(("ed", "ing"))
_OF_THEIR_NOUNS = frozenset(("al", "als", "ion", "ions"))


def same_stem(first: str, second: str) -> bool:
    """Whether two lower-case words are forms of one, as far as their beginnings tell (ship, shipped).

    A verb's noun is one of its forms (removed, removal). A number is a form of no other, nor is a preposition
    or an adverb.
    """
    if first == second:
        return True
    if first in WITHOUT_FORMS or second in WITHOUT_FORMS:
        return False
    if _begin_alike(first, second):
        return True
    common = _common_letters(first, second)
    endings = {first[common:], second[common:]}
    return common >= LONG_STEM and not (endings.isdisjoint(_OF_VERBS) or endings.isdisjoint(_OF_THEIR_NOUNS))


def _begin_alike(first: str, second: str) -> bool:
    """Whether two words, none of them a number, differ in little but their endings."""
    if first == second:
        return True
    shorter = min(len(first), len(second))
    if shorter < SHORTEST_STEM or max(len(first), len(second)) - shorter > 4:
        return False
    # Numbers that begin alike are different numbers.
    if first.isdecimal() or second.isdecimal():
        return False
    return _common_letters(first, second) >= max(SHORTEST_STEM, shorter - 1)


def _common_letters(first: str, second: str) -> int:
    """Return how many letters two words begin with in common."""
    shorter = min(len(first), len(second))
    return next((i for i in range(shorter) if first[i] != second[i]), shorter)


def inflections(asked: Iterable[str], present: Iterable[str]) -> dict[str, set[str]]:
    """Return for each word asked those of the words present that begin as it does (ship, shipped).

    The reader's features count these: its weights are fitted on them.
    """
    # Forms of a word have their first letters in common: the others need no comparing.
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in present:
        alike[word[:SHORTEST_STEM]].append(word)
    return {
        word: {other for other in alike[word[:SHORTEST_STEM]] if _begin_alike(word, other)} for word in asked
    }


def covered_terms(asked: Sequence[str], present: Sequence[str]) -> list[bool]:
    """Return for each word asked whether one of the words present is a form of it."""
    listed = set(present)
    return [word in listed or any(same_stem(word, other) for other in listed) for word in asked]
