"""What a request for a timeline asks for: a subject, a period, and where in the order of events."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa.catalog.vocabulary import LEADING
from qa.chronology import Period, period_of
from qa.intents.request import Request
from qa.intents.scope import Scope
from qa.language import times

_WORD = re.compile(r"[^\W_][\w’'.-]*[^\W_]|[^\W_]")


class Step(Enum):
    """Where in the order of events a request asks."""

    FIRST = "first"
    LAST = "last"
    NEXT = "next"
    BEFORE = "before"


_FROM_TO = re.compile(
    r"(?:^|,|\bevents)\s*from\s(?P<ends>.+?\s(?:to|until|till|up to)\s.+?|.+?\son)\W*$", re.IGNORECASE
)
"""Regular expression of events between which others are asked for, and not what all of them are about."""

_HAPPENED = r"(?:happened|came|went|occurred|took place)"
_STEPS = tuple(
    (step, re.compile(pattern, re.IGNORECASE))
    for step, pattern in (
        (
            Step.BEFORE,
            rf"\b{_HAPPENED} (?:[^?]* )?(?:before(?: (?:that|this|it|then))?|earlier|previously)\W*$",
        ),
        (Step.NEXT, rf"\b{_HAPPENED} (?:[^?]* )?(?:next|then|after(?:wards| (?:that|this|it))|later)\W*$"),
        (Step.BEFORE, r"^\W*(?:and |so |but )?(?:what (?:about )?)?before (?:that|this|then)\W*$"),
        (
            Step.NEXT,
            r"^\W*(?:and |so |but )?(?:what )?(?:(?:after|since) (?:that|this)|then|next|afterwards)\W*$",
        ),
        (Step.LAST, rf"\b{_HAPPENED} (?:last|most recently|latest|at the end)\W*$"),
        (Step.LAST, r"\b(?:last|latest|most recent|newest) (?:\w+ )?event\b"),
        (Step.FIRST, rf"\b{_HAPPENED} (?:first|at first|earliest|in the beginning)\W*$"),
        (Step.FIRST, r"\b(?:first|earliest|oldest) (?:\w+ )?event\b"),
    )
)


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What a timeline is narrowed to.

    Attributes:
        subject: the words that the events are to be about; "" for all.
        period: the days that they are to be of; None for all.
        step: where in the order; None for the whole.
    """

    subject: str
    period: Period | None
    step: Step | None


def timeline_request(request: Request, scope: Scope) -> TimelineRequest:
    """Return what a request for a timeline asks for, by its own words, completed from the conversation."""
    step = next((step for step, pattern in _STEPS if pattern.search(request.question.strip())), None)
    text = request.question if step else request.standalone
    period = period_of(text, request.asked)
    words = scope.subject or ("" if scope.is_named else text)
    if ends := _FROM_TO.search(text):
        words = "" if words in ends["ends"] else words.replace(ends["ends"], "")
    return TimelineRequest(subject_words(words, request.asked, has_period=period is not None), period, step)


def subject_words(text: str, asked: date, *, has_period: bool) -> str:
    """Return the words of a request from the first to the last that names its subject; "" where none does.

    Args:
        has_period: whether the times in it are the period that is asked about, and no part of the subject.
    """
    for time in reversed(times(text, asked) if has_period else ()):
        text = f"{text[: time.start]} {text[time.end :]}"
    asking = [part for part in text.split(",") if LEADING.issuperset(_WORD.findall(part.lower()))]
    text = ",".join(part for part in text.split(",") if part not in asking)
    named = [word for word in _WORD.finditer(text) if word[0].lower() not in LEADING]
    return text[named[0].start() : named[-1].end()] if named else ""
