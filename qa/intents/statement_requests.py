"""Requests for statements, read: whose words are asked for, on what, and of which kind."""

import re
from dataclasses import dataclass, replace

from index.text.words import STOP_WORDS
from qa.answers import AnswerKind
from qa.attribution.cues import CueMeaning, meanings_of
from qa.catalog.vocabulary import ASKING
from qa.conversation.substitution import OPENING
from qa.language.name_extraction import without_owner
from qa.requests.network import shipped_network
from qa.requests.parts import Part, Place, text_of

LONGEST_NAME = 4
"""Number of words of a speaker or a subject that a follow-up names alone, at most."""

LONGEST_WHO = 5
"""Number of words, at most, from "which" to the verb of whoever is asked for."""

_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*")
_ON_A_SUBJECT = re.compile(r"\s(?:about|on|regarding|concerning|over)\s", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|will)\b", re.I
)
"""Regular expression of words of a question that is more than two names."""

_BESIDE = re.compile(
    r"\b(?:tell|tells|telling|told)\s+(?:(?:the|an?)\s+)?$|\bin\s+(?:his|her|their|its)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Regular expression of what stands before whom something is told, or where it is said: "in her speech"."""
_CALLS = re.compile(
    r"\W*what (?:did|does|do|has|have) .{1,80}? (?:call|called|name|named) (?!for\b|on\b)\S", re.I
)
"""Regular expression of a question for what somebody calls something, which is a fact: the word for it."""
_OF_STATEMENTS = frozenset((AnswerKind.STATEMENTS.value, AnswerKind.SPEAKERS.value))
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_REFLEXIVE = re.compile(r"\s(?:him|her|it|them)sel(?:f|ves)$", re.IGNORECASE)
_JOINED = re.compile(r",?\s(?:and|&)\s|,\s", re.IGNORECASE)
_ARTICLE_AT_END = re.compile(r"\b(?:the|an?|his|her|their|its)\s+$", re.IGNORECASE)
_ASKS_WHO = frozenset("who whos who's who’s whom which whose anybody anyone".split())
_SUBJECT_WHO = frozenset(("who", "which"))
_OPENINGS = frozenset("and but so".split())
_AUXILIARIES = frozenset("did does do has have had is are was were will would can could should may".split())
_PRONOUNS = frozenset("he she they him her them his hers their".split())
_NOBODY = STOP_WORDS | _PRONOUNS
_POINTING = STOP_WORDS | frozenset("something anything everything things matters all".split())


@dataclass(frozen=True, slots=True)
class StatementRequest:
    """What statements are asked for.

    Attributes:
        speakers: the words for each of the speakers, as typed: "the minister"; none where anybody's words are
            asked for.
        about: the words for the subject; "" for all that is said.
        meanings: what the statement is to be: a denial, a promise; nothing for any.
        asks_who: whether the speakers are asked for: "Who said that …?".
        is_pronoun: whether the speaker is only pointed at: "What else did he say?".
    """

    speakers: tuple[str, ...]
    about: str
    meanings: frozenset[CueMeaning]
    asks_who: bool
    is_pronoun: bool = False

    @property
    def who(self) -> str:
        """The words for all speakers; "" where anybody's words are asked for."""
        return " and ".join(self.speakers)


def read_statement_request(question: str) -> StatementRequest | None:
    """Return what statements a question asks for; None where it asks for nobody's words."""
    reading = shipped_network().read(question)
    verb = _verb_of_who(question)
    tagged = reading.places(Part.SPEAKER)
    spoken = [text_of(question, [place]) for place in tagged if place.start < verb]
    named = [_name(one) for words in spoken for one in _several(words)]
    asking = [word.lower() for word in _WORD.findall(reading.asking)]
    asks_who = not _ASKS_WHO.isdisjoint(asking)
    if not named and not asks_who and reading.label == AnswerKind.STATEMENTS.value:
        named = unread_names(reading.asking)
    speakers = tuple(name for name in named if not _NOBODY.issuperset(name.lower().split()))
    subjects = [
        one
        for one in reading.parts
        if (one.part is Part.SUBJECT or (one in tagged and one.start >= verb))
        and not _BESIDE.search(question[: one.start])
        and _subject(text_of(question, [one]))
    ]
    about = _subject(" ".join(_with_article(question, one) for one in subjects))
    is_pronoun = not speakers and (bool(named) or bool(_PRONOUNS.intersection(asking)))
    meanings = frozenset().union(*(_asked_meanings(word) for word in asking))
    says = any(meanings_of(word) for word in asking)
    is_of_somebody = bool(speakers) or is_pronoun or (asks_who and says)
    if _CALLS.match(question) or not (is_of_somebody or reading.label in _OF_STATEMENTS):
        return None
    if not (speakers or about or meanings or is_pronoun or asks_who):
        return None
    return StatementRequest(speakers, about, meanings, asks_who, is_pronoun)


def _verb_of_who(question: str) -> int:
    """Return where the verb stands whose subject is asked for: whoever is named after it is not the speaker.

    "Which miller denies that Berg was warned?" The end of the question where no speaker is asked for so.
    """
    found = list(_WORD.finditer(question))
    said = [word[0].lower() for word in found]
    first = 1 if said[:1] and said[0] in _OPENINGS else 0
    if said[first : first + 1] and said[first] in _SUBJECT_WHO:
        for at in range(first + 1, min(first + LONGEST_WHO, len(said))):
            if said[at] in _AUXILIARIES:
                break
            if meanings_of(said[at]) and _AUXILIARIES.isdisjoint(said[at + 1 : at + 2]):
                return found[at].start()
    return len(question)


def _several(words: str) -> list[str]:
    """Return the names that "and" or a comma joins: "Bo Berg and Ada Lind"; else the words as they are."""
    parts = _JOINED.split(words)
    return parts if all(part and part[0].isupper() for part in parts) else [words]


def unread_names(asking: str) -> list[str]:
    """Return the words with a capital among those that only ask: "Berg" of "Berg on it"."""
    found = (word for word in _WORD.findall(without_owner(asking)) if word[0].isupper())
    names = [without_owner(word) for word in found]
    return [name for name in names if name.lower() not in ASKING and not meanings_of(name.lower())]


def is_statement_request(question: str) -> bool:
    """Whether a question asks for statements by its own words."""
    return shipped_network().read(question).label == AnswerKind.STATEMENTS.value


def follow_up_request(question: str, before: str) -> StatementRequest | None:
    """Return what "and berg?" or "and about taxes?" asks for after a question for statements; else None."""
    opening = OPENING.match(question)
    asked = read_statement_request(before)
    other = question[opening.end() if opening else 0 :].strip(" ?!.")
    if opening is None or asked is None or not other or len(other.split()) > LONGEST_NAME:
        return None
    if subject := _ON_A_SUBJECT.match(f" {other} "):
        return replace(asked, about=f" {other} "[subject.end() :].strip())
    if STOP_WORDS.issuperset(other.lower().split()):
        return None
    return replace(asked, speakers=(_name(other),), is_pronoun=False, asks_who=False)


def names_speaker_and_subject(question: str) -> bool:
    """Whether a question is nothing but somebody and a subject: "Berg on the toll"."""
    asked = read_statement_request(question)
    return bool(asked and asked.who and asked.about) and not _VERB.search(question)


def speaker_asked(question: str) -> str:
    """Return the words for whose statements a question asks; "" where it does not say."""
    return shipped_network().read(question).text(Part.SPEAKER)


def subject_asked(question: str) -> str:
    """Return what a question is about ("Who is quoted on taxes?": "taxes"); "" where it does not say."""
    places = shipped_network().read(question).places(Part.SUBJECT)
    return _subject(" ".join(_with_article(question, one) for one in places))


def _name(words: str) -> str:
    """Return the words for a speaker without an article and a possessive ending."""
    named = _REFLEXIVE.sub("", words)
    return without_owner(_ARTICLE.sub("", named, 1) if _ARTICLE.match(named) else named)


def _with_article(question: str, place: Place) -> str:
    """Return the words at a place with the article before them: a refusal names them so."""
    article = _ARTICLE_AT_END.search(question[: place.start])
    return question[article.start() if article else place.start : place.end]


def _subject(words: str) -> str:
    """Return the words for a subject; "" where they only point at one."""
    return "" if all(word.lower() in _POINTING for word in _WORD.findall(words)) else words.strip()


def _asked_meanings(word: str) -> frozenset[CueMeaning]:
    """Return which kind of statement a verb asks for; "say" and the like ask for any."""
    found = meanings_of(word.lower())
    return frozenset() if found & {CueMeaning.SAY} else found
