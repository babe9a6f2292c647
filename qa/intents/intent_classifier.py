"""Intent classification: what kind of answer a request asks for."""

import re
from collections.abc import Sequence

from index.library import Library
from index.text.words import STOP_WORDS, words
from qa.agreement_questions import asks_for_agreement
from qa.answers import Answer, AnswerKind
from qa.conversation.substitution import OPENING
from qa.intents.catalog import asks_of_title
from qa.intents.definition_request import surely_defines
from qa.intents.last_answer import ABOUT_AN_ANSWER, names_nothing
from qa.intents.request import Request
from qa.requests.network import ELLIPSIS, shipped_network
from qa.requests.parts import Part
from qa.small_talk import small_talk
from qa.turns import Turn

LIKELIEST_FACT = 0.1
"""Probability that a request asks for a fact, above which it is taken for one: so that at most 1 % of those
in `dev-xquad`, `news` and the judged half of `squad2` are taken for another (`benchmarks.quality`)."""

LEAST_LIKELY = 0.35
"""Probability of the likeliest kind, below which a request is taken for a fact."""

LEAST_LIKELY_COMPARISON = 0.6
"""The same of a comparison: what one says of another names two as well. None of the 49 comparisons in
`benchmarks.quality` and two sets of strangers' requests that are told as such is told with less than 0.7."""

LEAST_LIKELY_LEANING = 0.75
"""The same of kinds that lean on the answer before: "Where is it?" asks for a place."""

LEAST_LIKELY_OF_A_SUBJECT = 0.9
"""The same of a request of one word, which mostly names a subject."""

TURNS_BACK = 3
"""Number of turns in which what is asked for is looked for."""

LAST_LATIN = "\u024f"
"""The last letter of the Latin script in its Unicode blocks up to Latin Extended-B."""

_NOT_OF_ARTICLES = frozenset((AnswerKind.FACT.value, AnswerKind.CONVERSATION.value, AnswerKind.CATALOG.value))
_LEANING = frozenset((AnswerKind.MORE.value, AnswerKind.SUPPORT.value))
"""Kinds that lean on the answer before, where a request names nothing itself."""
_ASKING_WHO = frozenset((AnswerKind.FACT, AnswerKind.STATEMENTS, AnswerKind.SPEAKERS, AnswerKind.NAMES))
"""Kinds that a question for the author of a title is taken for."""

_WHO_SAID_THAT = re.compile(r"\W*(?:and |so |but )?who (?:said|says) (?:that|this|so|it)\W*", re.IGNORECASE)
_WHAT_ARTICLES_SAY = re.compile(
    r"\bwhat\s(?:do|does|did)\s(?:\w+\s){0,4}"
    r"(?:articles?|texts?|essays?|reports?|stor(?:y|ies)|pieces?|sources?|one)\s"
    r"(?:say|tell(?:\sme|\sus)?|write|report)(?:\s(?:about|on|of)\s|\W*$)",
    re.IGNORECASE,
)
_ASKS_A_FACT = re.compile(r"\W*(?:and |so |but )?(?:who|when|where|why|how)\b", re.IGNORECASE)
_ADDRESSES = re.compile(
    r"\b(?:you|your|yours|u|ur|i|i[’']?m|me|my|we|us|here|this|it|that|bot|assistant|app|tool|program|hello|hi|hey|"
    r"thanks?|thx|please|sorry|help)\b",
    re.IGNORECASE,
)
"""Regular expression of words that address the assistant: two key words without them are searched for."""

_ASKS_ONE_THING = re.compile(
    r"\W*(?:(?:and|so|but|on|in|of|for|from|by|to|with) )?(?:what|which|who|when|where|why)\b"
    r"(?!.*(?:compar|contrast|differ|versus|\bvs\b|common|similar|alike|same|agree|both|each|between|change|"
    r"against|clash|contradict|conflict|distinguish|separat|apart|overlap|only|leaves? out|omit|other))",
    re.IGNORECASE,
)
"""Regular expression of a question with no word that compares, however many it names: it asks for a fact."""

_ASKS_OF_ONE_THING = re.compile(
    r"\W*(?:(?:and|so|but) )?(?:along|at|by|for|from|in|into|near|of|on|over|through|to|under|with)\s"
    r"(?:what|which|whose|whom)\b(?!\s(?:order|sequence|succession|\w+s)\b)(?!.*\b(?:each|every|all|order)\b)",
    re.IGNORECASE,
)
"""Regular expression of a question that opens with a preposition and a single thing ("Under which bridge was
the treaty signed, and when?"): it asks for a fact, and for no series of events."""

_FURTHER = re.compile(r"\b(?:else|other|another|more|further|additional)\b", re.IGNORECASE)


_ASKS = "what|who|when|where|which|how|why|did|does|do|is|was|are|were|has"
_NO_QUESTION = rf"(?:(?!(?:{_ASKS})\b)[\w’']+[,\s]+){{0,6}}"
_SOURCES = r"(?:(?:the|your|all|any) )?sources?\W*$"
"""Regular expression of a request for sources alone: those of the answer before, else of the articles."""

_COLLECTION = (
    r"(?:(?:(?:the|all|my|your|these|those) ){0,3}articles|"
    r"(?:my|your|these|this) (?:texts|documents|files|library|collection|archive))"
)
"""Regular expression of what names the collection; "the documents" may be those that an article tells of."""

_CERTAIN = {
    AnswerKind.SUMMARY: rf"{_NO_QUESTION}(?:summar(?:i[sz]e|y)|sum (?:it |this |that |them )?up|tl;?\s?dr)\b"
    r"|.{0,100}\b(?:in a nutshell|tl;?\s?dr)\b",
    AnswerKind.TIMELINE: rf"{_NO_QUESTION}(?:time ?line|chronology)\b",
    AnswerKind.COMPARISON: rf"{_NO_QUESTION}(?:compare|contrast)\b"
    rf"|(?!.{{0,200}}\b(?:{_ASKS})\b).{{0,100}}\w\s(?:versus|vs\.?|compared (?:to|with))\s\w"
    r"|.{0,100}\w\s(?:versus|vs\.?)\s\w.{0,100}\b(?:each|both|differ|compare)\b",
    AnswerKind.STATEMENTS: rf"{_NO_QUESTION}(?:quotes?|quotations?) (?:from|by) \w"
    r"|what (?:did|does|do|has|have) "
    r"(?!.*\b(?:articles?|texts?|pieces?|stor(?:y|ies)|reports?|essays?|sources?|they|it|both)\b)"
    r"(?:\S+ ){1,5}?(?:say|said|think|thought)(?: (?:about|on|of|regarding) .+|\W*$)"
    rf"|(?!.{{0,200}}\b(?:{_ASKS}|whom)\b)(?:[\w’'.-]+ ){{0,3}}[\w-]+(?:[’']s|s[’']) "
    r"(?:take|views?|opinions?|stance|reaction|verdict|thoughts)(?: (?:on|about|of) .+|\W*$)"
    rf"|(?:(?!(?:{_ASKS}|more|other|all|any|the|show|give|these|those)\b)[\w’'-]+ ){{1,3}}quotes\W*$",
    AnswerKind.CATALOG: rf"{_SOURCES}"
    r"|(?:what|which) (?:(?:time )?(?:period|span|frame)|timespan|timeframe|dates|years) "
    rf"(?:(?:do|does) {_COLLECTION} (?:cover|span)|(?:is|are) (?:covered|spanned) by {_COLLECTION})\W*$",
}
"""Regular expressions of requests that name what they ask for; no question of the reading sets has one."""

_NAMES_SOURCES = re.compile(rf"\W*{_SOURCES}", re.IGNORECASE)
_CERTAIN_FORMS = {kind: re.compile(rf"\W*(?:{form})", re.IGNORECASE) for kind, form in _CERTAIN.items()}


def classify_intent(request: Request, library: Library) -> AnswerKind:
    """Return what a request asks for; a fact where nothing else is sure."""
    kind = intent_of(request.question, request.history)
    # To the network, which knows no titles, "Who wrote Mill gets roof?" asks of any book.
    of_catalog = kind in _ASKING_WHO and asks_of_title(request, library)
    return AnswerKind.CATALOG if of_catalog else kind


def intent_of(question: str, history: Sequence[Turn]) -> AnswerKind:
    """Return what a question asks for in its conversation, oldest first; a fact where nothing else is sure.

    "And in 2017?" asks for what the turn before asks for, and "What else did Berg say?" for more of it where
    that was what somebody said.
    """
    if certain := _certain_kind(question, history):
        return certain
    probabilities = dict(shipped_network().read(question).probabilities)
    fact = probabilities.pop(AnswerKind.FACT.value)
    label = max(probabilities, key=probabilities.__getitem__)
    if label in _LEANING and not (history or names_nothing(question)):
        label = max(probabilities.keys() - _LEANING, key=probabilities.__getitem__)
    least = LEAST_LIKELY_OF_A_SUBJECT if len(words(question)) == 1 else _least(label)
    if fact > LIKELIEST_FACT or probabilities[label] < least:
        return AnswerKind.FACT
    is_fragment = bool(history) and label not in _LEANING and _is_fragment(question)
    if is_fragment or label == ELLIPSIS:
        return _kind_before(history) if history else _kind_of_parts(question)
    kind = AnswerKind(label)
    if _is_mistaken(kind, question):
        return AnswerKind.FACT
    going_on = history and _FURTHER.search(question)
    return AnswerKind.MORE if going_on and kind is _kind_before(history) else kind


def _least(label: str) -> float:
    """Return the probability of a kind from which on a request is taken for it."""
    if label == AnswerKind.COMPARISON.value:
        return LEAST_LIKELY_COMPARISON
    return LEAST_LIKELY_LEANING if label in _LEANING else LEAST_LIKELY


def _is_mistaken(kind: AnswerKind, question: str) -> bool:
    """Whether a question's form rules out the kind that the network takes it for."""
    match kind:
        case AnswerKind.CONVERSATION:
            return not _ADDRESSES.search(question)
        case AnswerKind.COMPARISON:
            return bool(_ASKS_ONE_THING.match(question))
        case AnswerKind.TIMELINE:
            return bool(_ASKS_OF_ONE_THING.match(question))
        case _:
            return False


def _is_fragment(question: str) -> bool:
    """Whether a question is nothing but a part of the one before: "And to whom?"."""
    return bool(OPENING.match(question)) and STOP_WORDS.issuperset(words(question))


def _kind_of_parts(question: str) -> AnswerKind:
    """Return what a request asks for that has no verb and nothing before: a timeline of nothing but a day."""
    parts = shipped_network().read(question).parts
    return AnswerKind.TIMELINE if parts and all(one.part is Part.DAY for one in parts) else AnswerKind.FACT


def likeliest_but_fact(question: str) -> AnswerKind | None:
    """Return what a question that is no fact most likely asks for by its own words; None where nothing is."""
    probabilities = shipped_network().read(question).probabilities
    is_on_something = bool(shipped_network().read(question).places(Part.SUBJECT))
    if is_on_something and probabilities[AnswerKind.CATALOG.value] >= LEAST_LIKELY_LEANING:
        return AnswerKind.SUMMARY  # "Anything on the flood?": what they say on it.
    if probabilities[AnswerKind.CONVERSATION.value] >= LEAST_LIKELY and _ADDRESSES.search(question):
        return AnswerKind.CONVERSATION
    own = probabilities.keys() - _LEANING - _NOT_OF_ARTICLES - {ELLIPSIS}
    label = max(own, key=probabilities.__getitem__)
    return AnswerKind(label) if probabilities[label] >= _least(label) else None


def asks_for_the_articles(question: str) -> bool:
    """Whether a request surely asks for the articles themselves, and for no fact about them or a subject."""
    reading = shipped_network().read(question)
    is_sure = reading.probabilities[AnswerKind.CATALOG.value] >= LEAST_LIKELY_OF_A_SUBJECT
    return is_sure and not reading.places(Part.SUBJECT) and not _ASKS_A_FACT.match(question)


def asks_what_articles_say(question: str) -> bool:
    """Whether a question asks for all that articles say on something: where no quote answers, sums it up."""
    return bool(_WHAT_ARTICLES_SAY.search(question))


def _certain_kind(question: str, history: Sequence[Turn]) -> AnswerKind | None:
    """Return what a question asks for where its form leaves no doubt; None where the head is to tell."""
    if small_talk(question):
        return AnswerKind.CONVERSATION
    if surely_defines(question):
        return AnswerKind.DEFINITION
    if _WHO_SAID_THAT.fullmatch(question) or (history and _NAMES_SOURCES.match(question)):
        return AnswerKind.SUPPORT
    if not _is_readable(question) or asks_for_agreement(question):
        return AnswerKind.FACT
    return next((kind for kind, form in _CERTAIN_FORMS.items() if form.match(question)), None)


def _kind_before(history: Sequence[Turn]) -> AnswerKind:
    """Return what the last turn asked for that asked for something new; a fact where none of the last did."""
    for place in range(len(history) - 1, max(-1, len(history) - 1 - TURNS_BACK), -1):
        turn = history[place]
        if isinstance(turn.answer, Answer):
            kind = turn.answer.kind
        else:
            # One turn before it is enough, and the next is looked back from alone.
            kind = intent_of(turn.question, history[max(0, place - 1) : place])
        if kind not in ABOUT_AN_ANSWER:
            return kind
    return AnswerKind.FACT


def _is_readable(question: str) -> bool:
    """Return whether most of the letters are of the script of the wordings that the head has learnt from."""
    letters = [letter for letter in question if letter.isalpha()]
    return sum(letter <= LAST_LATIN for letter in letters) * 2 > len(letters)
