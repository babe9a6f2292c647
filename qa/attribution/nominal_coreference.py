"""Coreference of noun phrases: "the minister" and "who" are what was named before, or themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.passages import Span
from index.text.words import STOP_WORDS
from qa.attribution.introductions import LONGEST_INTRODUCTION, MODIFIERS, role_words
from qa.attribution.referents import Referent
from qa.attribution.role_nouns import ADJECTIVES, PERSON_NOUNS, is_called, is_role, singular
from qa.attribution.source_phrases import PhraseKind, SourcePhrase, source_phrase, without_owner
from qa.language.name_matching import same_name

LONGEST_ANTECEDENT = 60
"""Number of characters of a noun phrase before "who" at most."""

_CLAUSE_END = re.compile(r",?\s(?:who|whose|which|that)\s|[;:(—–\n]|,\s")
_NOUN_PHRASE = re.compile(r"(?:[\w’'-]{1,30}\s){0,4}[\w’'-]{1,30}$")
_DETERMINER = re.compile(
    r"^(?:the|an?|this|that|these|those|some|its|his|her|their|many|most|all)\s+", re.IGNORECASE
)
_POINTING = frozenset(
    [
        *"a an the this that these those it both each all such".split(),
        *("the former", "the latter", "both of whom", "both of them", "one of them", "many of them"),
    ]
)
"""Sources that only point at somebody."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source that is resolved: its place, its phrase and who it is."""

    place: Span
    phrase: SourcePhrase
    referent: Referent


class NominalResolver:
    """Resolves the noun phrases of one text that are neither names nor pronouns of persons."""

    def __init__(self, text: str, people: Sequence[Referent]) -> None:
        """Resolve noun phrases of `text` to its `people`, or to what was called by such a phrase before."""
        self._text = text
        self._mentions = sorted(
            ((place, one) for one in people for place in one.mentions), key=lambda pair: pair[0]
        )
        self._others: dict[str, Referent] = {}

    def relative(self, start: int, before: Sequence[Resolved]) -> Referent | None:
        """Return the antecedent of a relative pronoun at `start`: what stands directly before it."""
        window = max(0, start - LONGEST_INTRODUCTION)
        end = window + len(self._text[window:start].rstrip(" ,(—–-"))
        for one in reversed(before):
            if one.place[0] + len(self._text[slice(*one.place)].rstrip(" ,")) == end:
                return one.referent
        for (first, last), who in reversed(self._mentions):
            if last == end or (last < end == who.introduction[1] and first >= who.introduction[0]):
                return who
            if last < window:
                break
        found = _NOUN_PHRASE.search(self._text, max(window, end - LONGEST_ANTECEDENT), end)
        if found is None:
            return None
        place = _noun_phrase(self._text, found.start(), end)
        if self._text[slice(*place)].lower() in STOP_WORDS:
            return None
        return self.itself(place, source_phrase(self._text, *place))

    def definite(self, phrase: SourcePhrase, before: Sequence[Resolved]) -> Referent | None:
        """Return whom "the minister" or "the ministry" points back to; None where it is nobody before.

        A phrase that says more ("the Norland minister") has to fit what the person is introduced as.
        """
        if phrase.is_plural:
            return None
        core = (word.lower() for word in _WORD.findall(self._text[slice(*phrase.core)]))
        beside = [
            word for word in core if word not in STOP_WORDS | MODIFIERS and singular(word) != phrase.noun
        ]
        nameless = next((one for one in reversed(before) if _is_nameless(one, phrase.noun)), None)
        holder = self._last_holder(phrase, beside)
        if holder and (nameless is None or nameless.place[0] < holder[0]):
            return holder[1]
        return nameless.referent if nameless and not beside else None

    def _last_holder(self, phrase: SourcePhrase, beside: Sequence[str]) -> tuple[int, Referent] | None:
        """Return who was named last of those with a role, and where, if it fits the words beside the role."""
        start, end = phrase.core
        if phrase.noun not in PERSON_NOUNS - ADJECTIVES:
            return None
        inside = {who for (place, _), who in self._mentions if start <= place < end}
        for (place, _), who in reversed(self._mentions):
            called = (
                place < start and who.is_person and any(is_called(role, phrase.noun) for role in who.roles)
            )
            if called and who not in inside and all(_is_said_of(who, word) for word in beside):
                return place, who
        return None

    def itself(self, place: Span, phrase: SourcePhrase) -> Referent | None:
        """Return who is called by these words; the same words mean the same, but for new persons.

        None where they are no words, or only point at somebody ("the latter").
        """
        start, last = self._trimmed(place, phrase)
        name = without_owner(" ".join(self._text[start:last].split()))
        if not _WORD.search(name) or name.lower() in _POINTING:
            return None
        key = _DETERMINER.sub("", name).lower()
        is_new_person = phrase.noun in PERSON_NOUNS and phrase.kind is PhraseKind.OTHER
        if key not in self._others or is_new_person:
            words = tuple(word.lower() for word in _WORD.findall(name))
            roles = role_words(self._text, start, last)
            self._others[key] = Referent(name, (start, last), words, roles=roles)
        return self._others[key]

    def _trimmed(self, place: Span, phrase: SourcePhrase) -> Span:
        """Return the place of a source without the clauses after it and within the longest introduction."""
        start, end = place
        # "the weary, 71-year-old diplomat": an adjective is no phrase of its own.
        opens = phrase.kind is PhraseKind.DEFINITE and self._text[phrase.core[1] : end].startswith(",")
        is_adjective = opens and self._text.count(" ", *phrase.core) == 1 and not is_role(phrase.noun)
        cut = None if is_adjective else _CLAUSE_END.search(self._text, max(start + 1, phrase.core[1]), end)
        last = cut.start() if cut else end
        if last - start > LONGEST_INTRODUCTION:
            blank = self._text.rfind(" ", start, start + LONGEST_INTRODUCTION)
            last = blank if blank > start else start + LONGEST_INTRODUCTION
        name = self._text[start:last].rstrip(" ,")
        # The stop of "U.S." is its own.
        is_stop = name.endswith(".") and not name[-2:-1].isupper()
        return start, start + max(1, len(name) - is_stop)


def _is_nameless(one: Resolved, noun: str) -> bool:
    return not one.referent.is_person and one.phrase.noun == noun and not one.phrase.is_plural


def _is_said_of(who: Referent, word: str) -> bool:
    return any(same_name(word, other) for other in who.described)


def _noun_phrase(text: str, start: int, end: int) -> Span:
    """Return the noun phrase that ends at `end`: from its determiner on, else its last word."""
    listed = list(re.finditer(r"\S+", text[start:end]))
    for word in reversed(listed):
        if _DETERMINER.match(word.group() + " "):
            return start + word.start(), end
    return start + listed[-1].start(), end
