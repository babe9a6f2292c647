"""Speaker matching: whether a speaker is meant by a surname, a full name, a role or an organisation."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile

from index.articles import Article
from index.passages import sentences
from index.text.words import STOP_WORDS
from qa.attribution.cues import CueMeaning, is_speech
from qa.attribution.person_names import is_proper_name
from qa.attribution.role_nouns import (
    AFFILIATIONS,
    HYPERNYMS,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    RECIPROCALS,
    TITLE_NOUNS,
    is_called,
    is_plural,
    singular,
)
from qa.intents.statement_search import Statement
from qa.language.name_extraction import without_owner
from qa.language.name_matching import normalized, same_name, same_word
from qa.language.name_values import NameWords

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_HEAD_ENDS = re.compile(r"\s(?:of|for|from|in|at|with|on|to|who|that)\s|[,;(]")
_WHO_IS = re.compile(r"\swho\s(?:is|was|has been|serves as|served as)\b")
_WHOSE = re.compile(r"\bwhose\s(\w+(?:\s\w+)?)")
_CRITICS = frozenset(("critic", "opponent", "detractor"))
WORDS_BESIDE = 8
"""Number of words after a name among which it may be told that its bearer speaks."""

_HONORIFICS = frozenset("mr mrs ms miss dr sir dame the a an".split())
_DOCUMENTS = frozenset("assessment report statement release post blog memo analysis review".split())
"""Nouns for a text in which its owner speaks: "a Coast Guard report"."""
_SPEAK_FOR = frozenset("spokesman spokeswoman spokesperson representative secretary".split())
"""Roles whose bearers speak for an organisation."""
_RANKS = frozenset("assistant deputy vice associate under junior former ex then".split())
"""Words beside a role for somebody of another rank, or who has it no more."""
_ANY_OF_THEM = STOP_WORDS | frozenset("one two another several many multiple".split())
"""Words before a noun for some of those who are called by it."""
_HEADS = frozenset(
    """
    chairman chairwoman chair chief director president head leader executive manager founder owner ceo
    """.split()
)
"""Roles at an organisation's head."""
_OF_MEMBERS = frozenset("association union federation group league alliance society".split())
"""Organisations that speak for their members."""


def statements_of(who: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements whose speaker is meant by these words.

    A name is looked for in the speakers' names, then in what they are; a role among what they are, with
    all that the words say of it, then without the nouns beside it, then at the organisation's head.
    """
    asked = _AskedSpeaker(who)
    if not asked.noun:
        return []
    for is_meant in asked.tests():
        if found := [one for one in statements if is_meant(one)]:
            found = [one for one in found if not asked.is_one or not _is_several(one)] or found
            # What tells who somebody is may stand beside one of their statements only.
            named = {(one.article.id, one.speaker) for one in found if is_proper_name(one.speaker.name)}
            return [one for one in statements if one in found or (one.article.id, one.speaker) in named]
    if asked.noun in _CRITICS:
        return [one for one in statements if CueMeaning.CRITICISE in one.meanings]
    return []


def may_speak(who: str, articles: Sequence[Article]) -> bool:
    """Whether whoever these words call may say something in the articles, though nothing is attributed.

    Somebody is called by a role, has written an article, or is named beside a word for saying.
    """
    asked = _AskedSpeaker(who)
    if not asked.names or _is_role(asked.noun):
        return True
    return any(
        asked.names[-1] in _plain(article.author or "") or asked.is_beside_a_cue(article.text)
        for article in articles
    )


@dataclass(frozen=True)
class _AskedSpeaker:
    """Whoever is asked for by these words: "Park", "the minister of defence", "the agency’s director"."""

    who: str

    @cached_property
    def words(self) -> list[str]:
        """The words in plain lower case, without honorifics and stop words."""
        every = _plain(self.who)
        return [word for word in every if word not in _HONORIFICS and word not in STOP_WORDS] or every

    @cached_property
    def noun(self) -> str:
        """The head noun in the singular."""
        return next(reversed([singular(word) for word in _plain(_HEAD_ENDS.split(self.who)[0])]), "")

    @property
    def is_one(self) -> bool:
        """Whether a single speaker is asked for."""
        head = _plain(_HEAD_ENDS.split(self.who)[0])
        return bool(head) and not is_plural(head[-1])

    @cached_property
    def names(self) -> list[str]:
        """The words that are no roles."""
        return [word for word in self.words if not _is_role(singular(word))]

    def tests(self) -> Sequence[Callable[[Statement], bool]]:
        """Return the tests of a statement's speaker, the strictest first."""
        if not _is_role(self.noun):
            return self.is_name_of, self.is_described
        beside = {singular(word) for word in self.words if _is_role(singular(word))} - {self.noun}
        of_rank = _RANKS.intersection(self.words)
        tests = [
            lambda one: self.is_held_by(one) and beside <= _described(one) and of_rank == _ranks(one),
            lambda one: self.is_held_by(one) and beside <= _described(one),
            self.is_held_by,
        ]
        if not self.is_one:
            return [lambda one: self.is_held_by(one) or self.is_one_of_them(one) or self._heads_one(one)]
        return [*tests, self._heads_one]

    def is_name_of(self, statement: Statement) -> bool:
        """Whether the speaker goes by this name: a part of a proper name, or the head of a noun phrase."""
        name = statement.speaker.name
        words = _plain(name)
        if not words or not self.names:
            return False
        if is_proper_name(name):
            # An initial is the beginning of anybody's name.
            written = tuple(word for word in words if len(word) > 1) or tuple(words)
            one = NameWords(tuple(self.words)).compare(NameWords(written))
            return bool(one) or all(any(same_name(word, other) for other in words) for word in self.names)
        head = _plain(_HEAD_ENDS.split(name)[0])[-1:]
        return self._has_names(set(words)) and any(
            other in _DOCUMENTS or any(same_word(word, other) for word in self.names) for other in head
        )

    def is_described(self, statement: Statement) -> bool:
        """Whether the speaker is introduced by these words: "Harvard" of a professor there."""
        return bool(self.names) and self._has_names(_described(statement))

    def is_held_by(self, statement: Statement) -> bool:
        """Whether the speaker is what the head noun says, with the names beside it."""
        described = _described(statement)
        affiliated = not described.isdisjoint(AFFILIATIONS.get(self.noun, ()))
        held = affiliated or any(is_called(role, self.noun) for role in _roles_held(statement))
        return held and self._has_names(described)

    def is_one_of_them(self, statement: Statement) -> bool:
        """Whether the speaker is called by the noun alone: "another executive" of "oil executives"."""
        name = statement.speaker.name
        words = [singular(word) for word in _plain(_HEAD_ENDS.split(name)[0]) if word not in _ANY_OF_THEM]
        return not is_proper_name(name) and words[:1] == [self.noun]

    def is_headed_by(self, statement: Statement) -> bool:
        """Whether the speaker is introduced as somebody of the organisation."""
        described = _described(statement)
        is_head = not _HEADS.isdisjoint(_roles_held(statement))
        return is_head and self.noun in described and self._has_names(described)

    def _heads_one(self, statement: Statement) -> bool:
        return self.noun in ORGANISATION_NOUNS and self.is_headed_by(statement)

    def is_beside_a_cue(self, text: str) -> bool:
        """Whether the last of the names has a word for saying beside it, and no other name between."""
        if self.names[-1] not in normalized(text):
            return False
        return any(self._has_cue_beside(_WORD.findall(text[start:end])) for start, end in sentences(text))

    def _has_cue_beside(self, written: Sequence[str]) -> bool:
        words = [normalized(without_owner(word)) for word in written]
        for at in (n for n, word in enumerate(words) if word == self.names[-1]):
            after = islice(words, at + 1, at + 1 + WORDS_BESIDE)
            own = takewhile(
                lambda pair: not pair[1][0].isupper(), zip(after, written[at + 1 :], strict=False)
            )
            beside = [*(word for word, _ in own), *words[max(0, at - 2) : at]]
            if any(is_speech(word, "") for word in beside):
                return True
        return False

    def _has_names(self, words: set[str]) -> bool:
        return all(any(same_word(word, other) for other in words) for word in self.names)


def _described(statement: Statement) -> set[str]:
    """Return the words of what a speaker is called and introduced as, in the singular."""
    written = f"{statement.introduction} {statement.speaker.name} {statement.source}"
    return {singular(word) for word in _plain(written)}


def _roles_held(statement: Statement) -> set[str]:
    """Return the nouns for what a speaker is: "adviser", of "an adviser to the mayor"."""
    name, introduction = statement.speaker.name, statement.introduction
    written = _WHO_IS.sub(",", introduction.replace(name, ","))
    phrases = [part for part in written.split(",") if part.strip()]
    # "Bo Berg and Ada Lind, bakers in Aahus": two are introduced where they speak.
    phrases += statement.source.split(",")[0 if statement.source[:1].islower() else 1 :]
    if not is_proper_name(name):
        phrases.append(name)
    whose = " ".join(_WHOSE.findall(f"{introduction} {statement.source}")).split()
    held = {noun for kin in whose for noun in RECIPROCALS.get(kin, ())}
    for phrase in phrases:
        nouns = [singular(TITLE_NOUNS.get(word, word)) for word in _plain(_HEAD_ENDS.split(phrase)[0])]
        held.update(noun for noun in nouns if noun in PERSON_NOUNS)
        held.update(nouns[-1:])
        if held & _SPEAK_FOR or held & _OF_MEMBERS:
            held.update(map(singular, _plain(phrase)))
    return held


def _ranks(statement: Statement) -> frozenset[str]:
    return _RANKS.intersection(_plain(f"{statement.introduction} {statement.speaker.name}"))


def _is_several(statement: Statement) -> bool:
    head = _plain(_HEAD_ENDS.split(statement.speaker.name)[0])
    return not is_proper_name(statement.speaker.name) and bool(head) and is_plural(head[-1])


def _is_role(noun: str) -> bool:
    return noun in PERSON_NOUNS or noun in ORGANISATION_NOUNS or noun in HYPERNYMS


def _plain(text: str) -> list[str]:
    written = _WORD.findall(text.replace("U.S.", "US"))
    return [normalized(without_owner(word).rstrip("’'")) for word in written]
