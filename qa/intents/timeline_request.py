"""What a request for a timeline asks for: a subject, a period, and where in the order of events."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from index.text.words import STOP_WORDS
from qa.chronology import Period, is_of_no_year, period_of
from qa.intents.event_borders import NO_BORDERS, Borders, borders_of, is_border
from qa.intents.request import Request
from qa.intents.scope import ARCHIVE_AGE, Scope
from qa.intents.statement_requests import unread_names
from qa.language import times
from qa.requests.network import shipped_network
from qa.requests.parts import Part, text_of


class Step(Enum):
    """Where in the order of events a request asks."""

    FIRST = "first"
    LAST = "last"
    NEXT = "next"
    BEFORE = "before"


_EXCLUDED = re.compile(r"[,;]?\s(?:but\s)?(?:not|without)\s[^,;.]*$", re.IGNORECASE)
"""Regular expression of what is left out: ", not this summer"."""

_PREPOSITIONS = STOP_WORDS | frozenset(
    "since between until till before after during around throughout within late early mid".split()
)

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
        borders: the events between which they are to be.
    """

    subject: str
    period: Period | None
    step: Step | None
    borders: Borders = NO_BORDERS


def timeline_request(request: Request, scope: Scope) -> TimelineRequest:
    """Return what a request for a timeline asks for, by its own words, completed from the conversation."""
    step = next((step for step, pattern in _STEPS if pattern.search(request.question.strip())), None)
    text = request.question if step else request.standalone
    text = _EXCLUDED.sub("", text)
    period = period_of(text, _day_of_asking(text, request, scope))
    reading = shipped_network().read(text)
    days = [text_of(text, [place]) for place in reading.places(Part.DAY)]
    if period is None:  # A day may stand without "in" or "on": "Anything new, 2031?"
        asked = _day_of_asking(text, request, scope)
        period = next(filter(None, (period_of(f"in {one}", asked) for one in days)), None)
    newest = max((entry.published for entry in scope.articles if entry.published), default=request.asked)
    is_archive = (request.asked - newest).days > ARCHIVE_AGE
    if period and is_archive and period.first > newest:  # "This year" of an archive is its last one.
        period = period_of(text, newest) or period
    borders = NO_BORDERS if step else borders_of(reading, request.asked)
    if period and any(period.words in border for border in (borders.after, borders.before)):
        period = None  # "After the flood of 1904": the year is that of the border.
    first, _, rest = _without_times(reading.asking, request.asked).partition(" ")
    unread = " ".join(unread_names(rest if text.startswith(first) else f"{first} {rest}"))
    unread = unread if borders == NO_BORDERS else ""
    subject = scope.subject or ("" if scope.is_named else reading.text(Part.SUBJECT) or unread)
    for place in reading.places(Part.SUBJECT):
        if is_border(place, reading, borders):
            subject = subject.replace(text_of(text, [place]), "")
    beside = [
        _beside_times(text_of(text, [place]), request.asked)
        for place in reading.places(Part.DAY)
        if not is_border(place, reading, borders)
    ]
    subject = " ".join([_without_times(subject, request.asked), *filter(None, beside)]).strip()
    return TimelineRequest(subject, period, step, borders)


def _day_of_asking(text: str, request: Request, scope: Scope) -> date:
    """Return the day that a request counts from: "since May" asked of old articles is since their May."""
    newest = max((entry.published for entry in scope.articles if entry.published), default=request.asked)
    return min(newest, request.asked) if is_of_no_year(text) else request.asked


def _without_times(subject: str, asked: date) -> str:
    """Return a subject without the times in it, which are the period that is asked about."""
    for time in reversed(times(subject, asked)):
        subject = f"{subject[: time.start]} {subject[time.end :]}"
    return " ".join(subject.split())


def _beside_times(words: str, asked: date) -> str:
    """Return what stands beside a day and is none: "Aahus between 2000 and 2010" happened in Aahus."""
    left = [word for word in _without_times(words, asked).split() if word.lower() not in _PREPOSITIONS]
    return " ".join(left) if times(words, asked) else ""
