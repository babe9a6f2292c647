"""Names that can be compared: parts of one another, abbreviations, titles, other spellings."""

import re
from dataclasses import dataclass
from itertools import dropwhile

from qa.language.mentions import Mention
from qa.language.name_extraction import names
from qa.language.name_matching import normalized, same_name

TITLES = frozenset(
    """
    president chancellor premier minister prime secretary senator congressman congresswoman representative
    governor mayor councillor ambassador judge justice chief chairman chairwoman professor prof rev reverend
    king queen prince princess duke duchess emperor empress pope cardinal bishop archbishop saint st
    general gen colonel col major captain capt lieutenant lt sergeant admiral
    vice deputy former acting foreign dame sheikh sultan
    """.split()
)
"""Words before a name that say what its bearer is, and do not tell two bearers of it apart."""

_GENERATION = re.compile(r"jr|sr|[ivx]+")

ALSO_CALLED = (
    {"united states", "united states of america", "america", "us", "usa"},
    {"united kingdom", "britain", "great britain", "uk"},
    {"north korea", "dprk"},
    {"south korea", "rok", "republic of korea"},
    {"russia", "russian federation", "moscow", "kremlin"},
    {"china", "prc", "beijing"},
    {"netherlands", "holland"},
    {"czech republic", "czechia"},
    {"ivory coast", "cote d ivoire"},
    {"burma", "myanmar"},
    {"turkey", "turkiye"},
    {"european union", "eu"},
    {"united nations", "un"},
)
_VOWELS = str.maketrans("", "", "aeiouy")
_SHORTEST_MISSPELT = 6
"""Letters of the shortest word in which one wrong letter is a misspelling: Iran is not Iraq."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a name, in plain lower-case letters."""

    words: tuple[str, ...]

    def compare(self, other: "NameWords") -> bool | None:
        """Whether both may name one thing: a part of the other, an abbreviation, another spelling.

        None where only one of them is an office, which anybody may hold.
        """
        (mine, my_generation), (theirs, their_generation) = _bearer(self.words), _bearer(other.words)
        if my_generation and their_generation and my_generation != their_generation:
            return False
        if _may_be_one(self.words, other.words):
            return True
        if not mine or not theirs:
            return None if mine or theirs else False
        return _may_be_one(mine, theirs)


def name_values(text: str) -> list[Mention]:
    """Return the names in a text, in order, as values to compare."""
    compared = [(tuple(name_words(name.text)), name) for name in names(text)]
    return [Mention(NameWords(parts), name.start, name.end) for parts, name in compared if parts]


def _bearer(name: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return a name without titles, nothing of an office, and what tells namesakes apart: Jr, III."""
    bearer = tuple(dropwhile(TITLES.__contains__, name))
    if not bearer or bearer[0] == "of":
        return (), ""
    if len(bearer) > 1 and _GENERATION.fullmatch(bearer[-1]):
        return bearer[:-1], bearer[-1]
    return bearer, ""


def _may_be_one(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    shorter, longer = sorted((first, second), key=lambda name: (len(name), name))
    if all(any(_same(word, whole) for whole in longer) for word in shorter):
        return True
    if "".join(shorter) == "".join(longer) or are_initials(shorter, longer) or are_initials(longer, shorter):
        return True
    mine, theirs = " ".join(first), " ".join(second)
    if any(mine in called and theirs in called for called in ALSO_CALLED):
        return True
    # A short form of the first name: Andy and Andrew Murray, Joe and Joseph R. Biden.
    beginnings = {word[:2] for word in longer[:-1]}
    return len(shorter) > 1 and _same(shorter[-1], longer[-1]) and shorter[0][:2] in beginnings


def name_words(name: str) -> list[str]:
    """Return the words of a name in plain lower case, without dots and apostrophes inside them."""
    # U.S. and J.F. are one word each, as they are without dots.
    joined = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name)
    return re.findall(r"\w+", normalized(re.sub(r"(?<=\w)[’'](?=\w)", "", joined)))


def _same(first: str, second: str) -> bool:
    """Whether two words of names are one: forms, spellings, an initial."""
    if same_name(first, second):
        return True
    if not (first.isalpha() and second.isalpha()):
        return False
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    if abs(len(first) - len(second)) > 1:
        return False
    skeleton = first.translate(_VOWELS)
    if len(skeleton) > 1 and first[0] == second[0] and skeleton == second.translate(_VOWELS):
        return True
    return min(len(first), len(second)) >= _SHORTEST_MISSPELT and _one_letter_apart(first, second)


def _one_letter_apart(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    at = next((i for i in range(len(shorter)) if shorter[i] != longer[i]), len(shorter))
    return shorter[at:] == longer[at + 1 :] or shorter[at + 1 :] == longer[at + 1 :]


def are_initials(abbreviation: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether the first is made of the initials of the second: UN, J. F. K."""
    letters = "".join(abbreviation)
    return 1 < len(letters) <= 6 and letters == "".join(word[0] for word in name)
