"""Speaker descriptions: what a text says that a speaker is, by a name, a title, an apposition or a clause."""

import re
from collections.abc import Iterable

from index.text.words import STOP_WORDS
from qa.attribution.person_names import is_proper_name
from qa.attribution.role_nouns import (
    HYPERNYMS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    RECIPROCALS,
    TITLE_NOUNS,
    is_plural,
    singular,
)
from qa.intents.lexical_coverage import LONGEST_ABBREVIATION
from qa.intents.statement_search import Statement
from qa.language.name_extraction import without_owner
from qa.language.name_matching import normalized

HEAD_ENDS = re.compile(r"\s(?:of|for|from|in|at|with|on|to|who|that)\s|[,;(]")
"""Regular expression of what ends the words with the head noun of a noun phrase."""

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
LONGEST_CLAUSE = 120
"""Number of characters of a relative clause after a name that is looked at."""

_WHO_IS = re.compile(r"\swho\s(?:is|was|has been|serves as|served as)\b")
_WHO_DOES = re.compile(r",?\s(?:\d+,\s)?(?:who|whose)\s[^,.;“\"]+")
_WHOSE = re.compile(r"\bwhose\s(\w+(?:\s\w+)?)")
_ONE_OF = re.compile(r"^\s*(?:one|some|two|many|several|most) of (?:the |these |those )?")
_PLACED = re.compile(r"\bin\s(?:[^\W\d_a-z]\S*\s?)+")
"""Regular expression of the place where somebody is: "professor of law in Aahus"."""

_SPEAK_FOR = frozenset("spokesman spokeswoman spokesperson representative secretary".split())
"""Roles whose bearers speak for an organisation."""
_RANKS = frozenset("assistant deputy vice associate under junior former ex then".split())
"""Words beside a role for somebody of another rank, or who has it no more."""
_OF_MEMBERS = frozenset("association union federation group league alliance society".split())
"""Organisations that speak for their members."""


def description(statement: Statement, *, placed: bool = True) -> str:
    """Return what a speaker is called and introduced as; with where they are, or without."""
    written = f"{statement.introduction} {statement.speaker.name} {statement.source}"
    return written if placed else _PLACED.sub(" ", written)


def described(statement: Statement, *, placed: bool = True) -> set[str]:
    """Return the words of a speaker's description, in the singular."""
    return {singular(word) for word in plain_words(description(statement, placed=placed))}


def clause_words(statement: Statement) -> list[str]:
    """Return the words of the relative clause that tells what a speaker does: "who runs two farms"."""
    after = statement.article.text[statement.speaker.end :][:LONGEST_CLAUSE]
    clause = _WHO_DOES.match(after)
    return plain_words(clause[0]) if clause else []


def roles_held(statement: Statement) -> set[str]:
    """Return the nouns for what a speaker is: "adviser", of "an adviser to the mayor"."""
    name, introduction = statement.speaker.name, statement.introduction
    written = _WHO_IS.sub(",", introduction.replace(name, ","))
    phrases = [part for part in written.split(",") if part.strip()]
    # "Bo Berg and Ada Lind, bakers in Aahus": two are introduced where they speak.
    phrases += statement.source.split(",")[0 if statement.source[:1].islower() else 1 :]
    if not is_proper_name(name):
        phrases.append(name)
    elif is_role_noun(singular((plain_words(HEAD_ENDS.split(name)[0]) or [""])[-1])):
        phrases.append(name)  # "Northern Farmers' Union", "Lawyers for the Union"
    whose = " ".join(_WHOSE.findall(f"{introduction} {statement.source}")).split()
    held = {noun for kin in whose for noun in RECIPROCALS.get(kin, ())}
    for phrase in (_ONE_OF.sub("", phrase) for phrase in phrases):
        nouns = [singular(TITLE_NOUNS.get(word, word)) for word in plain_words(HEAD_ENDS.split(phrase)[0])]
        held.update(noun for noun in nouns if noun in PERSON_NOUNS)
        held.update(nouns[-1:])
        if held & _SPEAK_FOR or held & _OF_MEMBERS:
            held.update(map(singular, plain_words(phrase)))
    return held


def is_short_for(word: str, told: str) -> bool:
    """Whether the initials of words side by side spell a word: GM of a general manager."""
    if not 1 < len(word) <= LONGEST_ABBREVIATION:
        return False
    initials = "".join(part[0] for part in plain_words(told) if part not in STOP_WORDS)
    return word in initials


def ranks(statement: Statement) -> frozenset[str]:
    """Return the words for a speaker's rank: "deputy", "former"."""
    return ranks_in(plain_words(f"{statement.introduction} {statement.speaker.name}"))


def ranks_in(words: Iterable[str]) -> frozenset[str]:
    """Return those of the words that are for a rank."""
    return _RANKS.intersection(words)


def is_several(statement: Statement) -> bool:
    """Whether a speaker is more than one: "residents"."""
    head = plain_words(HEAD_ENDS.split(statement.speaker.name)[0])
    return not is_proper_name(statement.speaker.name) and bool(head) and is_plural(head[-1])


def is_role_noun(noun: str) -> bool:
    """Whether a noun in lower case and the singular says what somebody or an organisation is."""
    return noun in PERSON_NOUNS or noun in ORGANISATION_NOUNS or noun in HYPERNYMS


def plain_words(text: str) -> list[str]:
    """Return the words of a text in plain lower case, without possessive endings."""
    written = WORD.findall(text.replace("U.S.", "US"))
    return [normalized(without_owner(word).rstrip("’'")) for word in written]
