"""Name recognition by capitals, without a model, and whether a name may be a person's."""

import re

from qa.language.name_extraction import certain_names

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


def may_be_a_person(name: str) -> bool:
    """Whether nothing about a name speaks against a person's."""
    return not _NOT_A_PERSON.search(name) and not name.isupper() and len(name.split()) < 6


def likely_people(text: str) -> list[str]:
    """Return the names that may be people's, likeliest first: who speaks, then full names, then the rest."""
    scored = []
    for whole in certain_names(text):
        name, before = _bearer(whole.text), text[max(0, whole.start - _SENTENCE_BEFORE) : whole.start]
        if may_be_a_person(name) and not _DETERMINER.search(before):
            speaks = _SPEAKING.match(text[whole.end : whole.end + 20]) or _SPOKEN_BY.search(before)
            scored.append((2 * bool(speaks) + (1 < len(name.split()) < 4), name))
    return list(dict.fromkeys(name for _, name in sorted(scored, key=lambda pair: -pair[0])))


def _bearer(name: str) -> str:
    """Return a person's name without where that person is from: "Ada Lind of Orkney"."""
    leading, of, _ = name.partition(" of ")
    is_full = 1 < len(leading.split()) < 4 and _OFFICE.isdisjoint(leading.lower().split())
    return leading if of and is_full and may_be_a_person(leading) else name


def proper_nouns(text: str) -> list[str]:
    """Return the names that are no adjectives: "Which American spoke?" asks about no American."""
    return [
        name.text
        for name in certain_names(text)
        if not re.search(
            r"\b(?:an?|which|what)\s{1,3}$", text[max(0, name.start - 20) : name.start], re.IGNORECASE
        )
    ]


def place_names(text: str) -> list[str]:
    """Return the names that stand after a preposition of place."""
    return [
        name.text
        for name in certain_names(text)
        if re.search(
            r"\b(?:in|to|at|from|near|visit\w{0,5})\s{1,3}$", text[max(0, name.start - 20) : name.start]
        )
    ]
