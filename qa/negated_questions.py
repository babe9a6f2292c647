"""Who did not: of the sentences that may tell, those count that say so, also in other words (stayed away)."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.words import content_words, words
from qa.language.word_forms import same_stem
from qa.reader import Reading

SAYS_SO = 3.0
MAY_SAY_SO = 0.5
SAYS_NOTHING_OF_IT = -1.5
"""Logits that a sentence gains in which somebody stays away, refuses or does not what is asked; in which is
any other negation; and in which there is none. The network reads over a "not": it is as sure of who did. Of
49 such questions in four reading sets, 18 are answered by a sentence of the first kind, 16 of the second."""

_SUBJECT = r"(?:who(?:se\s[\w’'-]+){0,1}|(?:which|what)(?:\sof)?(?:\s[\w’'-]+){1,6}?)"
_ASKS = re.compile(
    rf"\W*(?:(?:and|so|but)\s)?{_SUBJECT}\s"
    r"(?:(?:did|does|do|has|have|had|was|were|is|are|will|would)(?:n[’']?t|\s(?:\w+\s)?(?:not|never))\b"
    r"|(?:(?:has|have|had)\s)?(?:never\s|refused\sto|declined\sto|abstained|boycotted|stayed\saway)\b)",
    re.IGNORECASE,
)
_STAYS_AWAY = re.compile(
    r"\b(?:st(?:ay|ays|ayed|aying)\s(?:away|at home|out|absent)|abst(?:ain|ention)\w*|"
    r"refus(?:e|es|ed|ing|al)\b|"
    r"declin(?:es?|ed|ing)\sto|boycott\w*|"
    r"(?:was|were|is|are|remain(?:s|ed)?)\s(?:\w+\s)?(?:absent|missing|against)|"
    r"vot(?:e|es|ed|ing)\s(?:it down|no\b|against)|against\s(?:it|them|the)\b|reject(?:s|ed|ing)?|"
    r"oppos(?:es?|ed|ing)|fail(?:s|ed)?\sto|skip(?:s|ped)?|(?:pull|walk|opt|drop|back|h[eo]ld)\w{0,4}\sout|"
    r"withdr[ae]w\w*|except(?:ing)?\b|with the exception|with(?:held|hold\w*)|"
    r"turn(?:s|ed)?\s(?:it|them|the \w+)\sdown|ke(?:ep|eps|pt)\saway|miss(?:es|ed)\b|dissent\w*|"
    r"(?:has|have|had)\syet\sto|unwilling|le(?:ft|aves?)\s(?:out|empty)|hold-?outs?)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|neither|nor|nobody|without|absence|lack\w*|instead|unlike|but|only|un\w+ed)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"(?:\bnot|\bnever|n[’']t)\s(\w+(?:\s\w+){0,2})", re.IGNORECASE)


def is_negated_question(question: str) -> bool:
    """Whether a question asks for those who did not do something."""
    return bool(_ASKS.match(question))


def reweight_negated(question: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, where it is asked who did not: surer those that tell it, less sure the others."""
    if not is_negated_question(question):
        return list(readings)
    asked = content_words(question)
    weighed = [
        replace(reading, confidence=_shifted(reading.confidence, _weight(asked, reading.quote)))
        for reading in readings
    ]
    return sorted(weighed, key=lambda reading: -reading.confidence)


def _weight(asked: Sequence[str], quote: str) -> float:
    undone = {word for match in _NOT_DONE.finditer(quote) for word in words(match[1])}
    if _STAYS_AWAY.search(quote) or any(same_stem(word, other) for word in asked for other in undone):
        return SAYS_SO
    return MAY_SAY_SO if _NEGATION.search(quote) else SAYS_NOTHING_OF_IT


def _shifted(confidence: float, logits: float) -> float:
    odds = confidence * math.exp(logits)
    return odds / (odds + 1 - confidence)
