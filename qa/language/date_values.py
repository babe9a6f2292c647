"""Dates that can be compared: the years and the days of a year that a time expression may mean."""

import re
from dataclasses import dataclass

from index.passages import Span
from qa.language.mentions import Mention
from qa.language.time_expressions import times

_TO = re.compile(r"\s*(?:-|–|—|\b(?:to|through|until|till)\b)\s*(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_VALUE = re.compile(
    r"(?P<year>\d{2,4}|XXXX)(?:-(?:Q(?P<quarter>\d)|H(?P<half>\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?|\w+))?(?:T.*)?"
)
"""Regular expression of the TIMEX3 values that name days of the calendar."""

Day = tuple[int, int]
"""A month and a day of it."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or a time from one to another; what is not told is None.

    Attributes:
        years: the first and last year it may mean; the same twice for a year.
        days: the first and last day of a year it may mean; the same twice for a day.
    """

    years: tuple[int, int] | None = None
    days: tuple[Day, Day] | None = None

    def compare(self, other: "Date") -> bool | None:
        """Whether both can mean one day; None where they tell nothing of the same kind."""
        told: list[bool] = []
        if self.years and other.years:
            told.append(self.years[0] <= other.years[1] and other.years[0] <= self.years[1])
        if self.days and other.days:
            told.append(self.days[0] <= other.days[1] and other.days[0] <= self.days[1])
        return all(told) if told else None

    def until(self, last: "Date") -> "Date":
        """Return the time from this date to another; a year that only the other tells is this one's too."""
        years = self.years or last.years
        if years and last.years:
            years = min(years[0], last.years[0]), max(years[1], last.years[1])
        days = None
        # From December to January, or over years, any day of a year may be meant.
        in_a_year = years is None or years[0] == years[1]
        if in_a_year and self.days and last.days and self.days[0] <= last.days[1]:
            days = self.days[0], last.days[1]
        return Date(years, days)


def dates(text: str) -> list[Mention]:
    """Return the dates in a text, in order; those that hang on the day of writing ("last year") are none."""
    found: list[Mention] = []
    before: tuple[Date, int, int] | None = None
    for expression in times(text):
        date, start, end = date_of(expression.value), expression.start, expression.end
        if not date or expression.type not in ("DATE", "TIME"):
            continue
        begun = _begin(text, before[1:], start) if before else None
        if before and begun is not None:
            date, start = before[0].until(date), begun
            found.pop()
        found.append(Mention(date, start, end))
        before = date, start, end
    return found


def date_of(value: str) -> Date | None:
    """Return the date of a TIMEX3 value; None where it names no year and no day."""
    told = _VALUE.fullmatch(value)
    if not told:
        return None
    years = None
    if told["year"] != "XXXX":
        digits = len(told["year"])
        first = int(told["year"]) * 10 ** (4 - digits)
        # A century ends with the first day of the next, as many count.
        years = first, first + {2: 100, 3: 9, 4: 0}[digits]
    days = None
    if told["month"] and told["month"] != "XX":
        month = int(told["month"])
        days = (month, int(told["day"] or 1)), (month, int(told["day"] or 31))
    elif part := told["quarter"] or told["half"]:
        months = 3 if told["quarter"] else 6
        days = (int(part) * months - months + 1, 1), (int(part) * months, 31)
    return Date(years, days) if years or days else None


def _begin(text: str, first: Span, second: int) -> int | None:
    """Return where the time begins that two dates are the first and the last of, or None."""
    between = text[first[1] : second]
    if _TO.fullmatch(between):
        return first[0]
    named = _BETWEEN.search(text[: first[0]]) if between.strip() == "and" else None
    return named.start() if named else None
