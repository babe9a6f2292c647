"""Answer types: the kind of thing that a question asks for, by its question words."""

import re
from enum import Enum


class AnswerType(Enum):
    """The type of a question's answer."""

    TIME = "time"
    NUMBER = "number"
    NAME = "name"
    REASON = "reason"
    OTHER = "other"


_TIMES = "year|date|day|month|time|century"
_NAMED = "country|city|state|person|company|organi[sz]ation|place|team|name"
_ASKS = (
    (AnswerType.TIME, rf"\b(?:when|(?:what|which|in what|in which)\s+(?:\w+\s+)?(?:{_TIMES}))\b"),
    (AnswerType.NUMBER, r"\bhow\s+(?:many|much|old|long|far|often|large|big|tall|high|fast|close|near)\b"),
    (AnswerType.NUMBER, r"\bwhat\s+(?:percentage|percent|share|number|proportion|amount|price)\b"),
    (AnswerType.NAME, r"\b(?:who|whom|whose|where)\b"),
    (AnswerType.NAME, rf"\b(?:what|which)\s+(?:\w+\s+)?(?:{_NAMED})\b"),
    (AnswerType.REASON, r"\bwhy\b"),
)


def answer_type_of(question: str) -> AnswerType:
    """Return the type of the answer that a question asks for."""
    return next((type for type, asks in _ASKS if re.search(asks, question, re.IGNORECASE)), AnswerType.OTHER)
