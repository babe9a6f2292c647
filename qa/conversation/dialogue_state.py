"""The dialogue state: what a follow-up may leave out, and whom a pronoun in it stands for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.text.words import words
from qa.answers import REFUSAL, AnswerKind
from qa.language.name_extraction import certain_names, name_texts
from qa.language.name_roles import likely_people, may_be_a_person, place_names, proper_nouns
from qa.turns import Turn

LONGEST_READ = 4000
"""Number of characters of a question, and of an answer, that are read."""

LONGEST_SHORT_ANSWER = 8
"""Number of words of an answer short enough to stand for the thing itself."""

LONGEST_LINE = 120
"""Number of characters of such an answer."""

MAX_NAMES = 200
"""Number of names held of a conversation, so that a hostile one takes no long time."""

_WHO_IS = re.compile(r"\s*who(?:['’]s|\s+(?:is|was))\s+(?!the\b)(\S.{0,80})", re.IGNORECASE)
"""Regular expression of a question about a person by name."""
_ASKED_WHAT = re.compile(r"\s*(?:and\s+)?(?:what|which|who)\b", re.IGNORECASE)
_NO_ANSWER = re.compile(rf"\W*(?:{REFUSAL[:-1]}|i do\s?n[o’']t know|no answer|yes|no)?\W*", re.IGNORECASE)
"""Regular expression of an answer that says nothing."""
_QUOTATION_MARKS = re.compile(r"\[\d{1,4}\]|[“”\"]")
_NOUN_PHRASE = re.compile(r"(?:an?|the|this|his|her|its|their|our)\s", re.IGNORECASE)
_MORE_THAN_ONE_THING = re.compile(
    r",|\b(?:and|is|was|are|were|has|had|have|will|would|can|could|did|does|do|wh\w{1,4})\b", re.IGNORECASE
)
"""Regular expression of a list or a sentence."""
_AND = re.compile(r",?\s(?:and|&)\s(?:the\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What was said, as far as a next question may lean on it.

    Attributes:
        typed: the last question, as typed.
        question: the last question, its pronouns named.
        answer: the content of the last answer (`answer_content`).
        antecedents: the name that each pronoun last stood for, by "he", "she", "it", "they" and "there".
        person: the person last named in a question that had no pronoun for one, else "".
        people: the people named otherwise, newest first.
        names: the names heard, oldest first.
    """

    typed: str = ""
    question: str = ""
    answer: str = ""
    antecedents: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def antecedent(self, kind: str) -> str:
        """Return the antecedent of a pronoun of this kind ("he", "she", "it", "they", "there"), or ""."""
        if kind in ("he", "she"):
            return self._person(kind)
        return {"it": self._thing, "they": self._group, "there": self._place}[kind]()

    def short_answer(self) -> str:
        """Return the last answer if it is short enough to stand for what it says, else ""."""
        answer = " ".join(_QUOTATION_MARKS.sub("", self.answer).split()).strip(" .,;:")
        short = 0 < len(answer.split()) <= LONGEST_SHORT_ANSWER and len(answer) <= LONGEST_LINE
        return answer if short and not _NO_ANSWER.fullmatch(answer) else ""

    def _person(self, kind: str) -> str:
        other = self.antecedents.get("she" if kind == "he" else "he")
        likely = (self.person, self.antecedents.get(kind, ""), *map(self._full, self.people))
        return next((name for name in likely if name and name != other), "")

    def _thing(self) -> str:
        """The thing that the last answer names first, else the one asked about."""
        phrase = self.short_answer() if _ASKED_WHAT.match(self.typed) else ""
        if _NOUN_PHRASE.match(phrase) and not _MORE_THAN_ONE_THING.search(phrase):
            return phrase
        asked_of = set(words(self.person)) if _WHO_IS.fullmatch(self.typed) else {""}
        others = (
            name
            for name in name_texts(self.answer)
            if not self._is_a_person(name) and not asked_of <= set(words(name))
        )
        return self.antecedents.get("it") or next(others, "")

    def _group(self) -> str:
        answered = joined(self.answer) if _ASKED_WHAT.match(self.typed) else ""
        couple = likely_people(self.question) if {"he", "she"} & self.antecedents.keys() else []
        places = place_names(self.typed)
        asked = (name for name in proper_nouns(self.typed) if name not in places)
        return (
            joined(self.typed)
            or answered
            or self.antecedents.get("they")
            or (" and ".join(couple[:2]) if len(couple) > 1 else "")
            or next(asked, "")
            or joined(self.answer)
        )

    def _place(self) -> str:
        found = place_names(self.typed) or place_names(self.answer)
        return found[-1] if found else self.antecedents.get("there") or self._thing()

    def _is_a_person(self, name: str) -> bool:
        full = self._full(name)
        return full in (self.antecedents.get("he"), self.antecedents.get("she"))

    def _full(self, name: str) -> str:
        """Return the first name heard that has all the words of this one: "Ada Lind" of "Lind"."""
        parts = set(words(name))
        return next((one for one in self.names if may_be_a_person(one) and parts <= {*words(one)}), name)

    def after(self, turn: Turn, question: str, antecedents: Mapping[str, str]) -> "DialogueState":
        """Return the state after a turn; `question` is its own with pronouns resolved to `antecedents`."""
        typed, answer = turn.question[:LONGEST_READ].strip(), answer_content(turn)[:LONGEST_READ]
        places = place_names(typed)
        asked = [name for name in likely_people(typed) if name not in places]
        if not asked and not antecedents and re.match(r"\s*who\b", typed, re.IGNORECASE):
            asked = likely_people(answer)
        spoken_of = {"he", "she"} & antecedents.keys()
        who = _WHO_IS.fullmatch(typed)
        things = [
            name for name in name_texts(typed) if not self._is_a_person(name) and not (who and name in who[1])
        ]
        return replace(
            self,
            typed=typed,
            question=question,
            answer=answer,
            antecedents={**self.antecedents, **({"it": things[0]} if things else {}), **antecedents},
            person=self.person if spoken_of or not asked else self._full(asked[0]),
            people=(*likely_people(typed), *likely_people(answer), *self.people)[:MAX_NAMES],
            names=tuple(
                dict.fromkeys((*self.names, *name_texts(typed), *likely_people(answer), *name_texts(answer)))
            )[:MAX_NAMES],
        )


def answer_content(turn: Turn) -> str:
    """Return what an answer says: the quotes it cites, or the text that a caller gave.

    Only of the articles themselves is what we tell of them more than how the quotes came about.
    """
    answer = turn.answer
    if isinstance(answer, str):
        return answer
    quotes = (" ".join(citation.quote.split()) for citation in answer.citations)
    return answer.statement if answer.kind is AnswerKind.CATALOG else "\n".join(quotes)


def joined(text: str) -> str:
    """Return the first two names that a text joins by "and", as they stand there, or ""."""
    for name, following in pairwise(certain_names(text)):
        if _AND.fullmatch(text[name.end : following.start]):
            return text[name.start : following.end]
    return ""
