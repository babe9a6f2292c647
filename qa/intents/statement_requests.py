"""Requests for statements, read: whose words are asked for, on what, and of which kind."""

import re
from dataclasses import dataclass, replace

from index.text.words import STOP_WORDS
from qa.attribution.cues import CueMeaning, meanings_of
from qa.attribution.role_nouns import ORGANISATION_NOUNS, is_role
from qa.catalog.request_tokens import without_manner
from qa.conversation.substitution import OPENING
from qa.language.name_extraction import without_owner

LONGEST_NAME = 4
"""Number of words of a speaker or a subject that a follow-up names alone, at most."""

_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*")
_WHO_SAYS = re.compile(
    r"\W*(?:and |so |but |tell me |can you tell me |please |show me )*"
    r"(?:(?P<who>who(?:[’']s)?)\b|which\b|what (?!(?:is|are|was|were|did|do|does|has|have|had|will|would|can|"
    r"could|should|about|if|the|an?|else|exactly|all)\b))",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:did|do|does)\b", re.IGNORECASE)
_ASKED_TO_SAY = re.compile(
    r"\b(?:did|does|do|has|have|had)\s(?P<who>\S.{0,80}?)\s"
    r"(?:say|said|says|tell|told|write|written|tweet|tweeted)\b",
    re.IGNORECASE,
)
"""Regular expression of a speaker between an auxiliary and a verb: nobody named after it speaks."""
_LEADING = re.compile(
    r"\s*(?:as|that|what|about|of|on|for|to|against|by|said|saying|having|been)\s", re.IGNORECASE
)
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,?.!]+)", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\s|^(?=criticism))(?:(?P<verb>(?:say|says|said|think|thinks|thought|opinion|view|views|make|makes|made)(?=\sof)"
    r"|criticisms?(?=\sof)|(?:response|reaction|reply|respond|responds|responded|react|reacts|reacted|reply|replied)(?=\sto))\s(?:of|to)"
    r"|about|on|regarding|concerning|over|re|as to|towards?|with (?:regard|respect) to"
    r"|in (?:response|reply|reaction) to|that|whether|why|how|when|against)\s",
    re.IGNORECASE,
)
_ON_A_SUBJECT = re.compile(r"\s(?:about|on|regarding|concerning|over)\s", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:who|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|will)\b", re.I
)
"""Regular expression of words of a question that is more than two names."""
_PLACE = re.compile(
    r",?\s(?:in|from|of|by|throughout|across)\s(?:all\s)?(?:the|this|that|these|those|my|any|each|both)\s"
    r"(?:[\w’'-]{1,30}\s){0,3}?"
    r"(?:articles?|texts?|pieces?|stor(?:y|ies)|reports?|documents?|collection|library|sources?)\b",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\W*what (?:did|does|do|has|have) .{1,80}? (?:call|called|name|named) (?!for\b|on\b)\S", re.I
)
"""Regular expression of a question for what somebody calls something, which is a fact: the word for it."""
_SAYINGS = frozenset(
    """
    quote quotes quoted quotation quotations statement statements remark remarks comment comments words word
    view views opinion opinions response responses reaction reactions position positions stance take line
    point points thoughts attitude say according
    """.split()
)
"""Nouns for what somebody says or thinks."""

_ASKING = _SAYINGS | frozenset(
    """
    anything something everything all exactly tell show give list find get me please article articles text
    texts make made there given gave thought much else ever also publicly directly want know like collection
    piece story every any other more further so far just only what's whats
    """.split()
)
"""Words of a request that ask for words, and are neither a speaker nor a subject."""

_ANYBODY = frozenset(
    "people person persons everyone everybody anyone anybody someone somebody others they speakers".split()
)
_ANYTHING = frozenset("something anything everything things matters all".split())
_TEXTS = frozenset(
    "article articles text texts report reports story stories piece pieces document documents it".split()
)
_PRONOUNS = frozenset("he she they him her them his hers their".split())


@dataclass(frozen=True, slots=True)
class StatementRequest:
    """What statements are asked for.

    Attributes:
        who: the words for the speaker, as typed: "the minister"; "" where anybody's words are asked for.
        about: the words for the subject; "" for all that is said.
        meanings: what the statement is to be: a denial, a promise; nothing for any.
        asks_who: whether the speakers are asked for: "Who said that …?".
        is_pronoun: whether the speaker is only pointed at: "What else did he say?".
    """

    who: str
    about: str
    meanings: frozenset[CueMeaning]
    asks_who: bool
    is_pronoun: bool = False


def read_statement_request(question: str) -> StatementRequest | None:
    """Return what statements a question asks for; None where it asks for what the articles themselves say."""
    asked = _PLACE.sub("", without_manner(" ".join(question.split())).strip(' ?!."“”'))
    if _CALLS.match(asked):
        return None
    if according := _ACCORDING.search(asked):
        rest = asked[: according.start()] + " " + asked[according.end() :]
        return _of_speaker(according["who"], rest.strip(" ,"), marked=True)
    asking = _WHO_SAYS.match(asked)
    verb = _first_cue(asked, asking.end()) if asking else None
    between = asked[asking.end() : verb.start()].strip() if asking and verb else ""
    # "What reasons did she give?" asks for no speaker.
    asks_who = asking and (asking["who"] or between) and not _AUXILIARY.search(between)
    if asking and verb and asks_who:
        about = asked[verb.end() :] + " "
        while leading := _LEADING.match(about):
            about = about[leading.end() - 1 :]
        who = _speaker_words(between)
        return StatementRequest(who, _subject(about), _asked_meanings(verb.group()), asks_who=True)
    marker = _ABOUT.search(asked)
    # "What about …", "Anything on …": nobody is named before.
    left, about = asked, ""
    if marker:
        # "think of": the verb belongs to the words before.
        left = f"{asked[: marker.start()]} {marker['verb'] or ''}"
        about = asked[marker.end() :]
    return _of_speaker(left, about, marked=marker is not None)


def follow_up_request(question: str, before: str) -> StatementRequest | None:
    """Return what "and berg?" or "and about taxes?" asks for after a question for statements; else None."""
    opening = OPENING.match(question)
    asked = read_statement_request(before)
    other = question[opening.end() if opening else 0 :].strip(" ?!.")
    if opening is None or asked is None or not other or len(other.split()) > LONGEST_NAME:
        return None
    if subject := _ON_A_SUBJECT.match(f" {other} "):
        return replace(asked, about=f" {other} "[subject.end() :].strip())
    who = _speaker_words(other)
    return replace(asked, who=who, is_pronoun=False, asks_who=False) if who else None


def names_speaker_and_subject(question: str) -> bool:
    """Whether a question is nothing but somebody and a subject: "Berg on the toll"."""
    asked = read_statement_request(question)
    return bool(asked and asked.who and asked.about) and not _VERB.search(question)


def subject_asked(question: str) -> str:
    """Return what a question is about ("Who is quoted on taxes?": "taxes"); "" where it does not say."""
    asked = _PLACE.sub("", without_manner(" ".join(question.split())).strip(' ?!."“”'))
    marker = _ON_A_SUBJECT.search(asked)
    return _subject(asked[marker.end() :]) if marker else ""


def _of_speaker(left: str, about: str, *, marked: bool) -> StatementRequest | None:
    listed = [word.lower() for word in _WORD.findall(left)]
    # "What did Berg tell the farmers?": whom something is said to comes after the verb.
    verbs = [word for word in _WORD.finditer(left) if _is_verb(word.group().lower())]
    before = _speaker_words(left[: verbs[-1].start()]) if verbs else ""
    asked_to_say = _ASKED_TO_SAY.search(left)
    who = _speaker_words(asked_to_say["who"]) if asked_to_say else before or _speaker_words(left)
    if not verbs and not asked_to_say and not marked and _SAYINGS.isdisjoint(listed):
        return None
    pointed = not who and bool(_PRONOUNS.intersection(listed))
    if not who and not pointed and (_TEXTS.intersection(listed) or not about):
        return None
    meanings = frozenset().union(
        *(_asked_meanings(word) for word in listed if word not in who.lower().split())
    )
    is_of_anybody = meanings or _ANYBODY.intersection(listed) or "said" in listed
    if not who and not pointed and not is_of_anybody:
        return None
    return StatementRequest(who, _subject(about), meanings, asks_who=False, is_pronoun=pointed)


def _speaker_words(left: str) -> str:
    """Return what of the words before the subject names a speaker, with what stands in between."""
    found = list(_WORD.finditer(left))
    # "US" is a country, "us" is nobody in particular.
    plain = ["US" if word.group() == "US" else without_owner(word.group()).lower() for word in found]
    kept = [
        word
        for word, before, own, after in zip(found, ["", *plain], plain, [*plain[1:], ""], strict=False)
        if not _is_asking(own) or _is_part_of_title(own, after) or _is_somebody(own, before)
    ]
    return without_owner(left[kept[0].start() : kept[-1].end()]) if kept else ""


def _subject(words: str) -> str:
    """Return the words for a subject; "" where they only point at one."""
    pointing = STOP_WORDS | _ANYTHING
    return "" if all(word.lower() in pointing for word in _WORD.findall(words)) else words.strip()


def _is_verb(word: str) -> bool:
    return bool(meanings_of(word)) and word not in _ASKING


def _is_asking(word: str) -> bool:
    listed = word in STOP_WORDS or word in _ASKING or word in _ANYBODY or word in _TEXTS or word in _PRONOUNS
    return listed or bool(meanings_of(word)) or word.endswith("n't")


def _is_part_of_title(word: str, after: str) -> bool:
    """Whether a verb's form belongs to a title or an organisation: "press secretary", "State Department"."""
    return bool(meanings_of(word)) and word not in _ASKING and (is_role(after) or after in ORGANISATION_NOUNS)


def _is_somebody(word: str, before: str) -> bool:
    """Whether a verb's form is a noun for a person: "the advocates"."""
    return is_role(word) and before in ("the", "do", "did", "of", "by", "from")


def _first_cue(words: str, start: int) -> re.Match[str] | None:
    return next((word for word in _WORD.finditer(words, start) if meanings_of(word.group().lower())), None)


def _asked_meanings(word: str) -> frozenset[CueMeaning]:
    """Return which kind of statement a verb asks for; "say" and the like ask for any."""
    found = meanings_of(word.lower())
    return frozenset() if found & {CueMeaning.SAY} else found
