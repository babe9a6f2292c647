"""Referents: the people that an article names, each with all places where it does."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.passages import Span
from qa.attribution.given_names import Gender, gender_of
from qa.attribution.introductions import LONGEST_INTRODUCTION, MODIFIERS, introduction, role_words
from qa.attribution.role_nouns import FEMALE_NOUNS, MALE_NOUNS, is_role
from qa.language.name_extraction import names
from qa.language.name_matching import normalized
from qa.language.name_roles import may_be_a_person

_TITLES = frozenset(
    """
    mr mrs ms miss dr sir dame gov sen rep gen lt col capt sgt prof rev hon sens reps maj adm cmdr atty msgr
    prime vice
    """.split()
)
_MALE_TITLE = re.compile(r"\b(?:Mr|Sir|Lord)\.?\s$")
_FEMALE_TITLE = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady)\.?\s$")
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.?\s$")
_TOKEN = re.compile(r"\S+")

LONGEST_NAME = 4
"""Words of a person's name at most."""

OFFICE_AND_NAME = 4
"""Words of "of State Bo Berg" at least: fewer are an office without a name."""


_DISTANT_ROLES = frozenset(
    """
    rival opponent contender challenger colleague friend father mother son daughter brother sister husband
    wife uncle aunt nephew niece cousin grandfather grandmother partner boss supporter critic ally member
    man woman boy girl fellow source witness victim suspect republican democrat conservative liberal
    """.split()
)
"""Roles that say what somebody is to somebody else, or little: others introduce better."""


@dataclass(slots=True)
class Referent:
    """Whoever an article speaks of, as it is read.

    Attributes:
        name: their name, in full where it has one.
        introduction: the place where they are introduced.
        words: the words of the name, in plain lower case.
        is_person: whether something tells that this is a person.
        roles: the role nouns of all their introductions.
        mentions: where they are named, in the order of the text.
    """

    name: str
    introduction: Span
    words: tuple[str, ...] = ()
    gender: Gender | None = None
    is_person: bool = False
    roles: frozenset[str] = frozenset()
    mentions: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name that may be a person's, without titles.

    Attributes:
        words: its words, in plain lower case.
        gender: what a title before it tells.
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


def person_mentions(text: str) -> list[NameMention]:
    """Return the names in a text that may be people's, in order."""
    found = (_mention(text, name.start, name.end) for name in names(text))
    return [mention for mention in found if mention]


def people(text: str, sources: Sequence[Span]) -> list[Referent]:
    """Return the people a text names, in the order of their first full names.

    A surname alone is whoever bears it in full; of several, who agrees in gender and was named in the
    same paragraph, or is named most. `sources` are places where somebody speaks.
    """
    referents: list[Referent] = []
    mentions = person_mentions(text)
    for mention in mentions:
        if len(mention.words) > 1 and not any(_is_full_name(one, mention) for one in referents):
            referents.append(Referent(text[mention.start : mention.end], mention.introduction, mention.words))
    speaking = sorted(sources)
    for mention in mentions:
        if len(mention.words) > 1:
            bearer = next(one for one in referents if _is_full_name(one, mention))
            bearer.is_person |= mention.is_person or _is_within(speaking, mention.start)
            bearer.gender = bearer.gender or mention.gender or gender_of(mention.words[0])
            bearer.roles |= mention.roles
    of: dict[int, list[NameMention]] = {}
    for mention in mentions:
        bearer = _bearer(text, mention, referents)
        bearer.mentions.append((mention.start, mention.end))
        bearer.is_person |= mention.is_person
        bearer.gender = bearer.gender or mention.gender
        bearer.roles |= mention.roles
        of.setdefault(id(bearer), []).append(mention)
    for referent in referents:
        _introduce(text, referent, of[id(referent)])
    return referents


def _is_within(sources: Sequence[Span], place: int) -> bool:
    nearest = bisect_right(sources, (place, place + LONGEST_INTRODUCTION * 10)) - 1
    return nearest >= 0 and sources[nearest][0] <= place < sources[nearest][1]


def _mention(text: str, start: int, end: int) -> NameMention | None:
    """Return a name without the titles and roles that its capitals take in; None of what is no person's."""
    tokens = [token.span() for token in _TOKEN.finditer(text, start, end)]
    plain = [normalized(text[slice(*token)]).strip(".,’'") for token in tokens]
    titles = [n for n, word in enumerate(plain) if word in _TITLES or word in MODIFIERS or is_role(word)]
    rest = titles[-1] + 1 if titles else 0
    if rest < len(plain) and plain[rest] in ("of", "for"):
        # "Secretary of State Bo Berg": the name comes after what the office is for.
        rest = len(plain) - 2 if len(plain) - rest >= OFFICE_AND_NAME else len(plain)
    of = next((n for n in range(rest + 1, len(plain)) if plain[n] in ("of", "for")), len(plain))
    if of < len(plain) and (titles or of - rest > 1):
        # "Bo Berg of Aahus" is Bo Berg.
        tokens, plain, end = tokens[:of], plain[:of], tokens[of - 1][1]
    words = tuple(word for word in plain[rest:] if word)
    if not words or len(words) > LONGEST_NAME:
        return None
    first = tokens[rest][0]
    if not may_be_a_person(text[first:end]):
        return None
    before = text[max(0, first - 12) : first]
    gender = Gender.MALE if _MALE_TITLE.search(before) else None
    gender = Gender.FEMALE if _FEMALE_TITLE.search(before) else gender
    place = introduction(text, first, end)
    begin = start if rest else place[0]
    place = (min(begin, place[0]), place[1])
    roles = role_words(text, *place)
    known = len(words) > 1 and gender_of(words[0]) is not None
    return NameMention(
        first, end, words, gender, place, roles, bool(roles or known or _TITLE_BEFORE.search(before))
    )


def _is_full_name(referent: Referent, mention: NameMention) -> bool:
    mine, theirs = referent.words, mention.words
    if len(mine) < 2 or mine[-1] != theirs[-1]:
        return mine == theirs
    shorter, longer = sorted((mine[0], theirs[0]), key=len)
    return longer.startswith(shorter) or set(mine) <= set(theirs) or set(theirs) <= set(mine)


def _bearer(text: str, mention: NameMention, referents: list[Referent]) -> Referent:
    """Return whom a mention names; a name of one word that nobody bears in full is somebody new."""
    if len(mention.words) > 1:
        bearers = [one for one in referents if _is_full_name(one, mention)]
    else:
        word = mention.words[0]
        bearers = [one for one in referents if one.words[-1] == word and _agrees(one, mention.gender)]
        # A given name, or a surname that comes first.
        bearers = bearers or [
            one
            for one in referents
            if one.words[0] == word and one.is_person and _agrees(one, mention.gender)
        ]
    if not bearers:
        bearers = [Referent(text[mention.start : mention.end], mention.introduction, mention.words)]
        referents.extend(bearers)
    paragraph = text.rfind("\n", 0, mention.start)
    return max(bearers, key=lambda one: (one.is_person, _is_near(one, paragraph), len(one.mentions)))


def _is_near(referent: Referent, paragraph: int) -> bool:
    return bool(referent.mentions) and referent.mentions[-1][0] > paragraph


def _agrees(referent: Referent, gender: Gender | None) -> bool:
    return gender is None or referent.gender is None or referent.gender is gender


def _introduce(text: str, referent: Referent, mentions: Sequence[NameMention]) -> None:
    """Choose where somebody is introduced: by their full name and with what they are, where that is told."""
    forms = Counter(one.words for one in mentions if len(one.words) > 1)
    if forms:
        referent.words = forms.most_common(1)[0][0]
    full = [one for one in mentions if one.words == referent.words] or mentions
    described = (
        [one for one in full if one.roles - _DISTANT_ROLES] or [one for one in full if one.roles] or full
    )
    chosen = described[0]
    referent.name, referent.introduction = text[chosen.start : chosen.end], chosen.introduction
    if referent.gender is None and referent.roles & MALE_NOUNS:
        referent.gender = Gender.MALE
    if referent.gender is None and referent.roles & FEMALE_NOUNS:
        referent.gender = Gender.FEMALE
