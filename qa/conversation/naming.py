"""Name recognition by capitals, without a model, and whether a name may be a person's."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.text.calendar_words import MONTHS, WEEKDAYS
from index.text.words import STOP_WORDS

_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x2000))))
"""The capital letters of all alphabets that have them; in a script without them no names are found."""
_WORD = rf"[{_CAPITAL}][\w’'.-]{{0,40}}\w"
_OWNER = r"(?<![’']s)"
_NAME = re.compile(
    rf"{_WORD}(?:{_OWNER}[ \t]+(?:(?:of|de|del|van|von|bin|al|the|for)[ \t]+){{0,2}}{_WORD}){{0,7}}"
)
_WRITTEN = re.compile(r"[^\W_]+")
_INSIDE = re.compile(rf"(?<=[a-z,] )[{_CAPITAL}][\w’'.-]{{0,60}}")
"""Regular expression of a capitalised word that does not open its sentence."""
_OPENERS = STOP_WORDS | frozenset(
    """
    according after although among before between despite during following however in meanwhile over since
    though today under until yesterday while
    """.split()
)
"""Words that begin a sentence with a capital and belong to no name."""
_IN_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_NOT_A_PERSON = re.compile(
    r"\b(?:north|south|east|west|new|united|saint|lake|mount|university|institute|college|school|ministry|"
    r"department|agency|service|services|party|council|group|bank|company|republic|kingdom|states|union|"
    r"street|war|herald|times|post|news|studies|policy|forces|court|house|church|river|sea|of|for|the|"
    r"show|band|film|musical|album|song|club|league|city|county|island|islands|records|championship|"
    r"championships|award|awards|\d+)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r"^[’']?s?,?\s+(?:said|says|told|added|noted|wrote|writes|argued|professor|who|a\s)|^,"
)
_SPOKEN_BY = re.compile(
    r"(?:according to|by|said|professor|president|minister|leader|analyst|scientist)\s+$", re.I
)
_OFFICE = frozenset(
    """
    minister president secretary chancellor premier governor mayor ambassador judge justice chief chairman
    chairwoman head leader director professor king queen prince princess duke duchess emperor pope bishop
    archbishop lord lady general
    """.split()
)
"""Words for offices: "the President of Norland" is not a full name with an origin."""
_DETERMINER = re.compile(r"\b(?:an?|the|this|that|which|what|any|some)\s{1,3}$", re.IGNORECASE)
_SENTENCE_BEFORE = 40
"""Number of characters read before a name for its role in the sentence."""


def names(text: str) -> list[str]:
    """Return the names in a text, in order, each once: runs of capitalised words."""
    return list(dict.fromkeys(name for name, _, _ in named(text)))


@lru_cache(maxsize=128)
def named(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return each name with its place; words that are only capitalised for standing first are no names."""
    return tuple(_named(text))


def _named(text: str) -> Iterator[tuple[str, int, int]]:
    written = set(_WRITTEN.findall(text))
    inside = {form for word in _INSIDE.findall(text) for form in (word, bare(word.rstrip(".-’'")))}
    for match in _NAME.finditer(text):
        start, name = match.start(), match.group()
        while name and bare(name.split()[0]).lower() in _OPENERS:
            rest = re.sub(r"^\S+[ \t]*", "", name)
            start += len(name) - len(rest)
            name = rest
        name = bare(name)
        if not name or _IN_CALENDAR.issuperset(name.lower().split()):
            continue
        before = text[max(0, match.start() - _SENTENCE_BEFORE) : match.start()]
        opens = not before.strip(" \t“\"'(") or before.rstrip(" “\"'(")[-1:] in ".!?\n:"
        alone = opens and " " not in name and start == match.start()
        if not (alone and (name.lower() in written or name not in inside)):
            yield name, start, start + len(name)


def bare(name: str) -> str:
    """Return a name without the ending of an owner."""
    return re.sub(r"[’']s$", "", name)


def may_be_a_person(name: str) -> bool:
    """Whether nothing about a name speaks against a person's."""
    return not _NOT_A_PERSON.search(name) and not name.isupper() and len(name.split()) < 6


def people(text: str) -> list[str]:
    """Return the names that may be people's, likeliest first: who speaks, then full names, then the rest."""
    scored = []
    for whole, start, end in named(text):
        name, before = _bearer(whole), text[max(0, start - _SENTENCE_BEFORE) : start]
        if may_be_a_person(name) and not _DETERMINER.search(before):
            speaks = _SPEAKING.match(text[end : end + 20]) or _SPOKEN_BY.search(before)
            scored.append((2 * bool(speaks) + (1 < len(name.split()) < 4), name))
    return list(dict.fromkeys(name for _, name in sorted(scored, key=lambda pair: -pair[0])))


def _bearer(name: str) -> str:
    """Return a person's name without where that person is from: "Ada Lind of Orkney"."""
    leading, of, _ = name.partition(" of ")
    is_full = 1 < len(leading.split()) < 4 and _OFFICE.isdisjoint(leading.lower().split())
    return leading if of and is_full and may_be_a_person(leading) else name


def nouns(text: str) -> list[str]:
    """Return the names that are no adjectives: "Which American spoke?" asks about no American."""
    return [
        name
        for name, start, _ in named(text)
        if not re.search(r"\b(?:an?|which|what)\s{1,3}$", text[max(0, start - 20) : start], re.IGNORECASE)
    ]


def placed(text: str) -> list[str]:
    """Return the names that stand after a preposition of place."""
    return [
        name
        for name, start, _ in named(text)
        if re.search(r"\b(?:in|to|at|from|near|visit\w{0,5})\s{1,3}$", text[max(0, start - 20) : start])
    ]
