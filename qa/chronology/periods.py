"""Periods: the days that a request asks about, and whether an event's time falls into them."""

import re
from dataclasses import dataclass
from datetime import date

from index.passages import Span
from qa.chronology.calendar_times import CalendarTime
from qa.language import TimeExpression, times
from qa.language.time_expressions import days_of, shifted

_BEFORE = re.compile(
    r"\b(?:(?P<since>since|after|from)|(?P<until>before|until|till|up to)|(?:in|on|at|during|of|by|for))\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:-|–|—|\b(?:and|to|through|until|till)\b)\s*(?:the\s+)?", re.IGNORECASE)
_A_NOUN = re.compile(
    r"\s+(?!(?:and|or|in|on|at|by|to|for|from|with|about|of|according|as|that|when)\b)[^\W\d_]{3,}"
)
_WITHOUT_YEAR = re.compile(r"XXXX-(?:W\w\w-(?P<weekday>\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Some days that a request asks about.

    Attributes:
        start, end: the place of its words in the request, with the preposition.
        words: what stands there: "in 2017".
        first, last: its days.
        weekday: the weekday it is on where it names no other day: Monday's is 1.
        month, day: its month, and day of that, where it names no year: those of any year.
    """

    start: int
    end: int
    words: str
    first: date
    last: date
    weekday: int | None = None
    month: int | None = None
    day: int | None = None

    def includes(self, time: CalendarTime) -> bool:
        """Whether most of an event's time falls into the period."""
        if self.weekday or self.month:
            return self._recurs_in(time)
        first, last = max(self.first, time.first), min(self.last, time.last)
        return first <= last and 2 * ((last - first).days + 1) > (time.last - time.first).days

    def _recurs_in(self, time: CalendarTime) -> bool:
        if self.weekday or self.day:
            same_day = self.day is None or (self.month, self.day) == (time.first.month, time.first.day)
            return time.unit == "day" and same_day and self.weekday in (None, time.first.isoweekday())
        return (time.last - time.first).days < 31 and time.first.month == self.month == time.last.month


def period_of(text: str, asked: date) -> Period | None:
    """Return the period that a request asks about; None where it names none, or only something of a year.

    Args:
        asked: the day of asking, which "last year" counts from.
    """
    found = [(time, days) for time in times(text, asked) if (days := _days(time))]
    undated = {time.start: time.value for time in times(text)}
    for number, (time, days) in enumerate(found):
        if number + 1 < len(found) and (span := _joined(text, time, found[number + 1][0])):
            return Period(*span, text[slice(*span)], days[0], found[number + 1][1][1])
        before = _BEFORE.search(text[: time.start])
        if not before and _A_NOUN.match(text, time.end):
            continue
        if re.search(r"\b(?:the|an?)\s+$", text[: time.start], re.IGNORECASE) and _A_NOUN.match(
            text, time.end
        ):
            continue
        start = before.start() if before else time.start
        words = text[start : time.end]
        if before and before["since"]:
            return Period(start, time.end, words, days[0], date.max)
        if before and before["until"]:
            return Period(start, time.end, words, date.min, shifted(days[0], -1))
        recurring = _WITHOUT_YEAR.fullmatch(undated.get(time.start, ""))
        return Period(start, time.end, words, *days, *_numbers(recurring))
    return None


def is_of_no_year(text: str) -> bool:
    """Whether a request names a month or a day without its year."""
    return any(_WITHOUT_YEAR.fullmatch(time.value) for time in times(text))


def _numbers(recurring: re.Match[str] | None) -> list[int | None]:
    """Return the weekday, month and day of a time without a year; None of each that it does not name."""
    told = recurring.group("weekday", "month", "day") if recurring else ()
    return [int(number) if number else None for number in told]


def _days(time: TimeExpression) -> tuple[date, date] | None:
    return days_of(time.value) if time.type in ("DATE", "TIME") else None


def _joined(text: str, first: TimeExpression, second: TimeExpression) -> Span | None:
    """Return the place of "between A and B", "from A to B" or "A-B"."""
    between = text[first.end : second.start]
    if not _AND.fullmatch(between):
        return None
    opened = _BETWEEN.search(text[: first.start])
    if between.strip().lower() == "and" and not opened:
        return None
    return opened.start() if opened else first.start, second.end
