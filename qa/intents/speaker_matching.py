"""Speaker matching: whether a speaker is meant by a surname, a full name, a role or an organisation."""

import re
from collections.abc import Sequence

from qa.attribution.cues import CueMeaning
from qa.attribution.role_nouns import (
    AFFILIATIONS,
    HYPERNYMS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    TITLE_NOUNS,
    is_called,
    is_plural,
    singular,
)
from qa.intents.statement_search import Statement
from qa.language.name_matching import normalized, same_name
from qa.language.name_values import NameWords
from qa.language.word_forms import same_stem

_WORD = re.compile(r"[^\W_]+")
_HEAD_ENDS = re.compile(r"\s(?:of|for|from|in|at|with|on|to|who|that)\s|[,;(]")
_SPEAK_FOR = frozenset("spokesman spokeswoman spokesperson representative secretary".split())
_HONORIFICS = frozenset("mr mrs ms miss dr sir dame".split())
_CRITICS = frozenset(("critic", "opponent", "detractor"))


def statements_of(who: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements whose speaker is meant by these words; by name before role or organisation."""
    asked = _Asked(who)
    named = [one for one in statements if asked.is_name_of(one.speaker.name)]
    if named and not asked.is_role:
        return named
    roles = [one for one in statements if one in named or asked.is_role_of(one)]
    if roles:
        return [one for one in roles if not asked.is_one or not _is_several(one)] or roles
    if asked.noun in _CRITICS:
        return [one for one in statements if CueMeaning.CRITICISE in one.meanings]
    return []


class _Asked:
    def __init__(self, who: str) -> None:
        every = [normalized(word) for word in _WORD.findall(who)]
        self.words = [word for word in every if word not in _HONORIFICS] or every
        head = _HEAD_ENDS.split(who)[0]
        heads = [singular(normalized(word)) for word in _WORD.findall(head)]
        self.noun = heads[-1] if heads else ""
        self._roles = [singular(word) for word in self.words if _is_role(singular(word))]
        self._proper = [word for word in self.words if not _is_role(singular(word))]

    @property
    def is_one(self) -> bool:
        """Whether a single speaker is asked for."""
        return not is_plural(self.words[-1])

    @property
    def is_role(self) -> bool:
        """Whether somebody is asked for by what they are."""
        return bool(self._roles)

    def is_name_of(self, name: str) -> bool:
        """Whether a speaker goes by this name: a part of a proper name, or the head of a noun phrase."""
        words = [normalized(word) for word in _WORD.findall(name)]
        if not words or not self.words:
            return False
        if NameWords(tuple(self.words)).compare(NameWords(tuple(words))) and _is_proper(name):
            return True
        if _is_proper(name):
            return all(any(same_name(word, other) for other in words) for word in self.words)
        if not all(any(_same(word, other) for other in words) for word in self.words):
            return False
        head = [singular(normalized(word)) for word in _WORD.findall(_HEAD_ENDS.split(name)[0])][-1:]
        return bool(head) and any(_same(singular(word), head[0]) for word in self.words)

    def is_role_of(self, statement: Statement) -> bool:
        """Whether a speaker is what the words say: "the minister", "South Korean officials"."""
        written = f"{statement.introduction} {statement.source}"
        words = {singular(normalized(word)) for word in _WORD.findall(written)}
        proper = all(any(_same(word, other) for other in words) for word in self._proper)
        if not self._roles:
            return proper and bool(self._proper)
        held = _roles_held(statement)
        return proper and all(
            any(is_called(other, role) for other in held) or not words.isdisjoint(AFFILIATIONS.get(role, ()))
            for role in self._roles
        )


def _roles_held(statement: Statement) -> set[str]:
    """Return the nouns for what a speaker is: "adviser", of "an adviser to the mayor"."""
    name, introduction = statement.speaker.name, statement.introduction
    phrases = [part for part in introduction.replace(name, ",").split(",") if part.strip()]
    phrases += [statement.source] if statement.source[:1].islower() else []
    if not _is_proper(name):
        phrases.append(name)
    held: set[str] = set()
    for phrase in phrases:
        words = [word.lower() for word in _WORD.findall(_HEAD_ENDS.split(phrase)[0])]
        nouns = [singular(TITLE_NOUNS.get(word, word)) for word in words]
        held.update(noun for noun in nouns if noun in PERSON_NOUNS)
        held.update(nouns[-1:])
        # A spokesman speaks for the ministry.
        if held & _SPEAK_FOR:
            held.update(singular(word.lower()) for word in _WORD.findall(phrase))
    return held


def _is_several(statement: Statement) -> bool:
    head = _WORD.findall(_HEAD_ENDS.split(statement.speaker.name)[0])
    return not _is_proper(statement.speaker.name) and bool(head) and is_plural(normalized(head[-1]))


def _is_role(noun: str) -> bool:
    return noun in PERSON_NOUNS or noun in ORGANISATION_NOUNS or noun in HYPERNYMS


def _is_proper(name: str) -> bool:
    """Whether all words of a name but the small ones have capitals."""
    return all(word[0].isupper() or len(word) < 4 for word in name.split() if word[0].isalpha())


def _same(first: str, second: str) -> bool:
    return same_name(first, second) or same_stem(first, second)
