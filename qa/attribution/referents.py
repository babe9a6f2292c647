"""Referents: the people that an article names, each with all places where it does."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.passages import Span
from qa.attribution.given_names import Gender, gender_of
from qa.attribution.person_names import PersonName, person_names
from qa.attribution.role_nouns import FEMALE_NOUNS, MALE_NOUNS
from qa.language.name_matching import normalized

_WORD = re.compile(r"[^\W\d_]+")
_DISTANT_ROLES = frozenset(
    """
    rival opponent contender challenger colleague friend father mother son daughter brother sister husband
    wife uncle aunt nephew niece cousin grandfather grandmother partner boss supporter critic ally member man
    woman boy girl fellow source witness victim suspect republican democrat conservative liberal
    """.split()
)
"""Roles that say what somebody is to somebody else, or little: others introduce better."""


@dataclass(slots=True, eq=False)
class Referent:
    """Whoever an article speaks of, as it is read.

    Attributes:
        name: their name, in full where it has one.
        introduction: the place where they are introduced.
        words: the words of the name, in plain lower case.
        is_person: whether something tells that this is a person.
        roles: the role nouns of all their introductions.
        described: all words of their introductions, in plain lower case.
        mentions: where they are named, in the order of the text.
        last_spoke: where they were last named as the source of something, -1 where nowhere.
    """

    name: str
    introduction: Span
    words: tuple[str, ...] = ()
    gender: Gender | None = None
    is_person: bool = False
    roles: frozenset[str] = frozenset()
    described: set[str] = field(default_factory=set)
    mentions: list[Span] = field(default_factory=list)
    last_spoke: int = -1


def people(text: str, sources: Sequence[Span]) -> list[Referent]:
    """Return the people a text names, in the order of their first full names.

    A surname alone is whoever bears it in full; of several, who agrees in gender and was named in the
    same paragraph, spoke last where it speaks, or is named most. `sources` are places where somebody
    speaks: who is named there by a part of a full name is a person.
    """
    found = person_names(text)
    cast = _Cast(text)
    for name in found:
        if len(name.words) > 1:
            cast.enter(name)
    speaking = sorted(sources)
    named: defaultdict[int, list[PersonName]] = defaultdict(list)
    for name in found:
        is_source = _is_within(speaking, name.start)
        bearer = cast.bearer(name, is_source=is_source)
        is_part = len(name.words) < len(bearer.words)
        speaks = is_source and (is_part or gender_of(name.words[0]) is not None)
        _learn(bearer, name, is_person=name.is_person or speaks)
        bearer.gender = bearer.gender or (gender_of(bearer.words[0]) if speaks and not is_part else None)
        bearer.mentions.append((name.start, name.end))
        bearer.last_spoke = name.start if is_source else bearer.last_spoke
        bearer.described |= {normalized(word) for word in _WORD.findall(text[slice(*name.introduction)])}
        named[id(bearer)].append(name)
    for referent in cast.referents:
        _introduce(text, referent, named[id(referent)])
    return cast.referents


class _Cast:
    """The referents of a text, found by the first and the last words of their names."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.referents: list[Referent] = []
        self._by_first: defaultdict[str, list[Referent]] = defaultdict(list)
        self._by_last: defaultdict[str, list[Referent]] = defaultdict(list)

    def enter(self, name: PersonName) -> None:
        """Take up whoever bears a full name, where nobody known does."""
        bearer = next(self._of_full_name(name), None) or self._add(name)
        _learn(bearer, name, is_person=name.is_person)

    def bearer(self, name: PersonName, *, is_source: bool) -> Referent:
        """Return whom a name names; of a name of one word that nobody bears in full, somebody new."""
        if len(name.words) > 1:
            bearers = list(self._of_full_name(name))
        else:
            (word,) = name.words
            bearers = [one for one in self._by_last[word] if _agrees(one, name.gender)]
            # A given name, or a surname that comes first.
            first = (one for one in self._by_first[word] if one.is_person and _agrees(one, name.gender))
            bearers = bearers or list(first)
        if not bearers:
            return self._add(name)
        paragraph = self._text.rfind("\n", 0, name.start)

        def likelihood(one: Referent) -> tuple[bool, bool, int, int]:
            spoke = one.last_spoke if is_source else -1
            return one.is_person, _is_near(one, paragraph), spoke, len(one.mentions)

        return max(bearers, key=likelihood)

    def _add(self, name: PersonName) -> Referent:
        referent = Referent(self._text[name.start : name.end], name.introduction, name.words)
        self.referents.append(referent)
        self._by_first[name.words[0]].append(referent)
        self._by_last[name.words[-1]].append(referent)
        return referent

    def _of_full_name(self, name: PersonName) -> Iterator[Referent]:
        for one in self._by_last[name.words[-1]]:
            if _is_one_name(one.words, name.words):
                yield one


def _is_within(sources: Sequence[Span], place: int) -> bool:
    nearest = bisect_right(sources, place, key=lambda source: source[0]) - 1
    return nearest >= 0 and sources[nearest][0] <= place < sources[nearest][1]


def _is_one_name(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names with the same last word are one: Joe, Joseph R. and Joseph Biden."""
    if min(len(first), len(second)) == 1:
        return first == second
    shorter, longer = sorted((first[0], second[0]), key=len)
    return longer.startswith(shorter) or set(first) <= set(second) or set(second) <= set(first)


def _is_near(referent: Referent, paragraph: int) -> bool:
    return bool(referent.mentions) and referent.mentions[-1][0] > paragraph


def _agrees(referent: Referent, gender: Gender | None) -> bool:
    return gender is None or referent.gender is None or referent.gender is gender


def _learn(referent: Referent, name: PersonName, *, is_person: bool) -> None:
    referent.is_person |= is_person
    referent.gender = referent.gender or name.gender
    referent.roles |= name.roles


def _introduce(text: str, referent: Referent, found: Sequence[PersonName]) -> None:
    """Choose where somebody is introduced: by the full name, with what they are where that is told."""
    forms = Counter(one.words for one in found if len(one.words) > 1)
    described = {one.words for one in found if one.roles - _DISTANT_ROLES}
    # A fuller form that stands once and alone may be a headline's: "Weary Bo Berg".
    usual = [words for words, times in forms.items() if times > 1 or words in described] or [*forms]
    referent.words = max(usual, key=len, default=referent.words)
    full = [one for one in found if one.words == referent.words] or found
    telling = [one for one in full if one.roles - _DISTANT_ROLES] or [one for one in full if one.roles]
    chosen = (telling or full)[0]
    referent.name, referent.introduction = text[chosen.start : chosen.end], chosen.introduction
    if referent.gender is None and referent.roles & MALE_NOUNS:
        referent.gender = Gender.MALE
    if referent.gender is None and referent.roles & FEMALE_NOUNS:
        referent.gender = Gender.FEMALE
