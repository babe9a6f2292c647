"""Whoever is asked for by some words, and whether a statement is theirs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile

from index.passages import sentences
from index.text.words import STOP_WORDS
from qa.attribution.cues import is_speech
from qa.attribution.person_names import is_proper_name
from qa.attribution.role_nouns import AFFILIATIONS, ORGANISATION_NOUNS, is_called, is_plural, singular
from qa.intents.speaker_descriptions import (
    HEAD_ENDS,
    WORD,
    clause_words,
    described,
    description,
    is_role_noun,
    is_short_for,
    plain_words,
    ranks,
    ranks_in,
    roles_held,
)
from qa.intents.statement_search import Statement
from qa.language.name_extraction import without_owner
from qa.language.name_matching import normalized, same_name, same_word
from qa.language.name_values import NameWords
from qa.language.word_forms import SHORTEST_STEM

WORDS_BESIDE = 8
"""Number of words after a name among which it may be told that its bearer speaks."""

_HONORIFICS = frozenset("mr mrs ms miss dr sir dame the a an".split())
_DOCUMENTS = frozenset(
    """
    assessment report statement release post blog memo analysis review letter email message filing note
    """.split()
)
"""Nouns for a text in which its owner speaks: "a Coast Guard report"."""
_ANY_OF_THEM = STOP_WORDS | frozenset("one two another several many multiple".split())
"""Words before a noun for some of those who are called by it."""
_HEADS = frozenset(
    """
    chairman chairwoman chair chief director president head leader executive manager founder owner ceo
    """.split()
)
"""Roles at an organisation's head."""
_SOURCES = frozenset("insider source".split())
_UNNAMED = re.compile(
    r"\b(?:insiders?|officials?|persons?|people|someone)\b.*\b(?:with\s(?:direct\s)?knowledge|familiar|close\sto|"
    r"anonym\w+|briefed|who\s(?:asked|declined|spoke))\b|\bsources?\b",
    re.IGNORECASE,
)
"""Regular expression of what a source is called that an article does not name."""
_AGENT_ENDING = re.compile(r"(?:(?:er)?(?:wo)?man|er|or)$")


@dataclass(frozen=True)
class AskedSpeaker:
    """Whoever is asked for by these words: "Park", "the minister of defence", "the agency’s director"."""

    who: str

    @cached_property
    def words(self) -> list[str]:
        """The words in plain lower case, without honorifics and stop words."""
        every = plain_words(self.who)
        return [word for word in every if word not in _HONORIFICS and word not in STOP_WORDS] or every

    @cached_property
    def noun(self) -> str:
        """The head noun in the singular."""
        return next(reversed([singular(word) for word in plain_words(HEAD_ENDS.split(self.who)[0])]), "")

    @property
    def is_one(self) -> bool:
        """Whether a single speaker is asked for."""
        head = plain_words(HEAD_ENDS.split(self.who)[0])
        return bool(head) and not is_plural(head[-1])

    @cached_property
    def is_role(self) -> bool:
        """Whether somebody is asked for by what they are: "the minister", "commuters"."""
        head = WORD.findall(HEAD_ENDS.split(self.who)[0])[-1:]
        return is_role_noun(self.noun) or (not self.is_one and head != [] and head[0].islower())

    @cached_property
    def names(self) -> list[str]:
        """The words that are no roles."""
        return [word for word in self.words if not is_role_noun(singular(word))]

    @cached_property
    def beside(self) -> list[str]:
        """The names beside the role."""
        return [word for word in self.names if singular(word) != self.noun]

    def tests(self) -> Sequence[Callable[[Statement], bool]]:
        """Return the tests of a statement's speaker, the strictest first."""
        if not self.is_role:
            return self.is_name_of, self.is_described
        beside = {singular(word) for word in self.words if is_role_noun(singular(word))} - {self.noun}
        of_rank = ranks_in(self.words)
        if self.noun in _SOURCES:
            return (lambda one: self.is_unnamed(one) and self._is_said(self.beside, one),)
        tests = [
            lambda one: self.is_held_by(one) and beside <= described(one) and of_rank == ranks(one),
            lambda one: self.is_held_by(one) and beside <= described(one),
            self.is_held_by,
        ]
        if not self.is_one:
            held = [self.is_held_by, self.is_one_of_them, self.does_so, self.heads_one]
            are_meant = [lambda one: any(is_meant(one) for is_meant in held)]
            return are_meant if is_role_noun(self.noun) else [*are_meant, self.is_name_of, self.is_described]
        return [*tests, self.heads_one]

    def is_name_of(self, statement: Statement) -> bool:
        """Whether the speaker goes by this name: a part of a proper name, or the head of a noun phrase."""
        name = statement.speaker.name
        words = plain_words(name)
        if not words or not self.names:
            return False
        if is_proper_name(name):
            # An initial is the beginning of anybody's name.
            written = tuple(word for word in words if len(word) > 1) or tuple(words)
            one = NameWords(tuple(self.words)).compare(NameWords(written))
            return bool(one) or all(any(same_name(word, other) for other in words) for word in self.names)
        head = plain_words(HEAD_ENDS.split(name)[0])[-1:]
        return all(any(same_word(word, other) for other in words) for word in self.names) and any(
            other in _DOCUMENTS or any(same_word(word, other) for word in self.names) for other in head
        )

    def is_described(self, statement: Statement) -> bool:
        """Whether the speaker is introduced by these words: "Harvard" of a professor there.

        A person is not meant by the town where they are.
        """
        is_person = is_proper_name(statement.speaker.name)
        return bool(self.names) and self._is_said(self.names, statement, placed=not is_person)

    def is_held_by(self, statement: Statement) -> bool:
        """Whether the speaker is what the head noun says, with the names beside it."""
        affiliated = not described(statement).isdisjoint(AFFILIATIONS.get(self.noun, ()))
        held = affiliated or any(is_called(role, self.noun) for role in roles_held(statement))
        return held and self._is_said(self.beside, statement)

    def is_one_of_them(self, statement: Statement) -> bool:
        """Whether the speaker is called by the noun alone: "another executive" of "oil executives"."""
        name = statement.speaker.name
        words = [singular(word) for word in plain_words(HEAD_ENDS.split(name)[0]) if word not in _ANY_OF_THEM]
        return not is_proper_name(name) and words[:1] == [self.noun]

    def is_unnamed(self, statement: Statement) -> bool:
        """Whether the speaker is a source that the article does not name: "a person with knowledge of it"."""
        name = statement.speaker.name
        return not is_proper_name(name) and bool(_UNNAMED.search(statement.introduction))

    def does_so(self, statement: Statement) -> bool:
        """Whether it is told of the speaker that they do what the noun says: "who runs two farms"."""
        deed = _AGENT_ENDING.sub("", self.noun)
        if len(deed) < SHORTEST_STEM or deed == self.noun:
            return False
        told = [*described(statement), *clause_words(statement)]
        return any(word.startswith(deed) and len(word) <= len(deed) + 3 for word in told)

    def heads_one(self, statement: Statement) -> bool:
        """Whether the speaker is introduced as the head of such an organisation."""
        if self.noun not in ORGANISATION_NOUNS or _HEADS.isdisjoint(roles_held(statement)):
            return False
        is_there = any(is_called(word, self.noun) for word in described(statement))
        return is_there and self._is_said(self.beside, statement)

    def is_beside_a_cue(self, text: str) -> bool:
        """Whether the last of the names has a word for saying beside it, and no other name between."""
        if self.names[-1] not in normalized(text):
            return False
        return any(self._has_cue_beside(WORD.findall(text[start:end])) for start, end in sentences(text))

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

    def _is_said(self, names: Sequence[str], statement: Statement, *, placed: bool = True) -> bool:
        """Whether each of the names stands in a speaker's description, in some form or as its initials."""
        told, written = described(statement, placed=placed), description(statement, placed=placed)
        return all(
            any(same_word(name, word) for word in told) or is_short_for(name, written) for name in names
        )
