"""Name matching: forms of one name (Mexico, Mexican), and names that only look alike (Niger, Nigeria)."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from qa.language.word_forms import same_stem

SHORTEST_STEM = 4
"""Number of letters that a name and its adjective have in common at least, but for rare endings."""

ALIKE = 0.7
ANOTHER_FIRST_LETTER = 0.8
"""Similarities, by SequenceMatcher, from which on two names may be taken for one another; the second is of
names which begin with different letters."""

SAME_BEGINNING = 5
"""Number of first letters in common that are enough (Georgia, Georgetown)."""

_WITHOUT_STROKE = str.maketrans("łøđðı", "loddi")
"""Translation of letters with a stroke through them, which Unicode takes for no accent."""
_NOUN_ENDINGS = frozenset({"", "a", "e", "o", "y", "as", "os", "us", "ium"})
_OF_LONG_STEMS = frozenset({("y", ""), ("", "al"), ("", "ally"), ("", "ern"), ("", "erns"), ("", "ic")})
LONG_STEM = 6
_ADJECTIVE_ENDINGS = frozenset(
    "an ian ean vian egian ese nese lese ish i ic ist ists ism iot iots ans ians eans".split()
)
_RARE_ENDINGS = frozenset(
    tuple(pair.replace("-", "").split("/"))
    for pair in """
    ain/ish ain/on al/uese and/e and/es and/ish any/an any/ans ce/k ce/ks en/e en/es en/ish ey/ish ey/s
    in/nish land/- land/n land/nish land/s land/tish on/ish ons/ish ay/egian y/ies
    """.split()
)
"""Endings of a place and of its people, as in Sweden and Swedish, Thailand and Thai."""
_PEOPLE_OF_IA = ("ak", "ol", "at", "rb", "gar")
"""Ends of a people's name from which its country's is made, as in Slovak and Slovakia."""
_VOWELS = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")


def normalized(word: str) -> str:
    """Return a word in lower case and without accents."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKD", word.casefold()).translate(_WITHOUT_STROKE)
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def same_name(first: str, second: str) -> bool:
    """Whether two words, in plain lower case, are one name, its plural or its adjective."""
    if first == second:
        return True
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
    if common < SHORTEST_STEM - 1:
        return False
    endings = first[common:], second[common:]
    return _of_one_name(first[:common], *endings) or _of_one_name(first[:common], *reversed(endings))


def same_word(first: str, second: str) -> bool:
    """Whether two words, in plain lower case, are forms of one word or of one name."""
    return same_stem(first, second) or same_name(first, second)


def _of_one_name(stem: str, noun: str, other: str) -> bool:
    if (noun, other) in _RARE_ENDINGS:
        return True
    if (noun, other) == ("ia", ""):
        return stem.endswith(_PEOPLE_OF_IA)
    if not noun and other in ("s", "es", "n", "ns"):
        return other[0] != "n" or stem[-1] == "a"
    if (noun, other) in _OF_LONG_STEMS and len(stem) >= (SHORTEST_STEM if "ern" in other else LONG_STEM):
        return True
    if len(stem) < SHORTEST_STEM or noun not in _NOUN_ENDINGS or other not in _ADJECTIVE_ENDINGS:
        return False
    # Surnames end in double letters (Ross, Rossi), places with such adjectives do not.
    return stem[-1] != stem[-2]


@lru_cache(maxsize=4096)
def look_alike(name: str, other: str) -> bool:
    """Whether two words, in plain lower case, may be taken for one another and are two names."""
    if min(len(name), len(other)) < SHORTEST_STEM or same_name(name, other):
        return False
    if sorted(name) == sorted(other):
        return False  # one misspelt (Ghandi, Gandhi)
    shorter, longer = sorted((name, other), key=len)
    if longer.startswith(shorter):
        return len(longer) - len(shorter) <= SHORTEST_STEM
    if name[:SAME_BEGINNING] == other[:SAME_BEGINNING]:
        return True
    least = ALIKE if name[0] == other[0] else ANOTHER_FIRST_LETTER
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


def sounds_alike(name: str, other: str) -> bool:
    """Whether two words differ in vowels or doubled letters only, as names are misheard (Sidney, Sydney)."""
    return _skeleton(name) == _skeleton(other)


def _skeleton(name: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", name))
