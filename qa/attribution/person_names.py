"""Names of persons in a text, each without its titles, with what stands beside it."""

import re
from dataclasses import dataclass

from index.passages import Span
from index.text.words import STOP_WORDS
from qa.attribution.given_names import Gender, gender_of
from qa.attribution.introductions import MODIFIERS, introduction, role_words
from qa.attribution.role_nouns import ADJECTIVES, is_role
from qa.language.name_extraction import GIVEN_NAMES, names
from qa.language.name_matching import normalized
from qa.language.name_roles import may_be_a_person

LONGEST_NAME = 4
"""Number of words of a person's name at most."""

OFFICE_AND_NAME = 4
"""Number of words of "of State Bo Berg" at least: fewer are an office without a name."""

_TITLES = frozenset(
    """
    mr mrs ms miss dr sir dame gov sen rep gen lt col capt sgt prof rev hon sens reps maj adm cmdr atty msgr
    prime vice
    """.split()
)
_GENERATIONS = frozenset("jr sr ii iii iv".split())
_BEFORE_A_NAME = (STOP_WORDS - GIVEN_NAMES) | frozenset(
    "neither nor either like unlike both even only once but yet while".split()
)
"""Words that open a sentence before a name, and belong to none."""
_MALE_TITLE = re.compile(r"\b(?:Mr|Sir|Lord)\.?\s$")
_FEMALE_TITLE = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady)\.?\s$")
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.?\s$")
_HYPHENATED = re.compile(r"\w-[^\W\d_A-Z]\w*$")
"""Regular expression of a given name in two parts, the second without a capital, as in Korean."""
_AGE = re.compile(r",\s\d{1,3}[,.]")
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name that may be a person's.

    Attributes:
        start, end: its place, without titles.
        words: its words, in plain lower case.
        gender: what a title before it or the given name tells.
        introduction: its place with the title before it and the apposition after it.
        roles: the role nouns in its introduction.
        is_person: whether a title, a role or a given name tells that this is a person.
    """

    start: int
    end: int
    words: tuple[str, ...]
    gender: Gender | None
    introduction: Span
    roles: frozenset[str]
    is_person: bool


def person_names(text: str) -> list[PersonName]:
    """Return the names in a text that may be people's, in order."""
    found = (_person_name(text, name.start, name.end) for name in names(text))
    return [name for name in found if name]


def is_proper_name(name: str) -> bool:
    """Whether all words of a name but the small ones have capitals, and say more than a role ("Critics")."""
    written = [word for word in name.split() if word[0].isalpha()]
    capitals = all(word[0].isupper() or len(word) < len("with") for word in written)
    return capitals and bool(written) and not all(is_role(word.lower()) for word in written)


def _person_name(text: str, start: int, end: int) -> PersonName | None:
    """Return a name without the titles and roles that its capitals take in; None of what is no person's."""
    tokens = [token.span() for token in _TOKEN.finditer(text, start, end)]
    plain = [normalized(text[slice(*token)]).strip(".,’'") for token in tokens]
    honoured = _HONORIFIC.search(text[max(0, start - len("Lord. ") - 2) : start]) is not None
    first, last = _without_titles(plain, honoured=honoured)
    words = tuple(word for word in plain[first:last] if word and word not in _GENERATIONS)
    if not words or len(words) > LONGEST_NAME or plain[first].startswith(("i’", "i'")):
        return None
    begin, end = tokens[first][0], end if last == len(plain) else tokens[last - 1][1]
    if not may_be_a_person(text[begin:end]):
        return None
    place = introduction(text, begin, end)
    place = (min(place[0], start) if first and plain[0] not in _BEFORE_A_NAME else place[0], place[1])
    before = text[max(0, begin - len("Lord. ") - 2) : begin]
    # A Korean surname comes first.
    given = gender_of(words[0]) if len(words) > 1 and not _HYPHENATED.search(text[begin:end]) else None
    # A word alone may name anything: what stands after it is no proof of a person.
    proof = place if len(words) > 1 else (place[0], begin)
    is_person = bool(
        role_words(text, *proof) - ADJECTIVES or given or _HONORIFIC.search(before) or _AGE.match(text, end)
    )
    return PersonName(
        begin, end, words, _titled_gender(before) or given, place, role_words(text, *place), is_person
    )


def _without_titles(plain: list[str], *, honoured: bool) -> Span:
    """Return the first word of a name after its titles, and the one after its last."""
    titles = [n for n, word in enumerate(plain) if word in _TITLES or word in MODIFIERS or is_role(word)]
    end = len(plain) - 1
    if end in titles and (honoured or (end and gender_of(plain[end - 1]))):
        # "Mr. Baker", "Anna Baker": a surname that is a role, too.
        titles.remove(end)
    first = titles[-1] + 1 if titles else 0
    while first < len(plain) - 1 and plain[first] in _BEFORE_A_NAME - {"of", "for"}:
        first += 1
    if first < len(plain) and plain[first] in ("of", "for"):
        # "Secretary of State Bo Berg": the name comes after what the office is for.
        first = len(plain) - 2 if len(plain) - first >= OFFICE_AND_NAME else len(plain)
    of = next((n for n in range(first + 1, len(plain)) if plain[n] in ("of", "for")), len(plain))
    # "Bo Berg of Aahus" is Bo Berg.
    return first, of if titles or of - first > 1 else len(plain)


def _titled_gender(before: str) -> Gender | None:
    if _MALE_TITLE.search(before):
        return Gender.MALE
    return Gender.FEMALE if _FEMALE_TITLE.search(before) else None
