"""Dates as far as they are told: a day, a month, a year, a decade, a century."""

import re
from dataclasses import dataclass

from index.passages import Span
from index.text.calendar_words import MONTHS
from qa.language.values.found import Found
from qa.language.values.plain import plain

_MONTH = (
    rf"(?:(?:{'|'.join(MONTHS)})(?!\w)|(?:{'|'.join(month[:3] for month in MONTHS)}|sept)(?!\w)\.?(?!\w))"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d%])(?![.,]\d)"
_UNTIL = rf"(?:\s*(?:-|–|to|and)\s*{_DAY})?"
_WRITTEN = re.compile(
    rf"""
    \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | \b(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?P<until>{_UNTIL})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?
    | \b(?P<day2>{_DAY})(?P<until2>{_UNTIL})\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR}))?
    | \b(?P<month3>{_MONTH}),?\s+(?:of\s+)?(?P<year3>{_YEAR})
    | \b(?P<decade>(?:1\d|20)\d0)s\b
    | \b(?P<century>\d\d?)(?:st|nd|rd|th)[\s-]century
    | (?<![\w$€£¥.,-])(?P<year4>{_YEAR})(?:\s?[-–]\s?(?P<last>{_YEAR}|\d\d(?!\d)))?
    | (?<!\w)(?P<month4>{_MONTH})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALSO_A_WORD = {"may", "march", "mar", "dec", "sep", "jan", "jun"}


_TO = re.compile(r"\s*(?:-|–|—|\b(?:to|through|until|till)\b)\s*(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_NEXT_MONTH = re.compile(rf"\s*(?:-|–|—|\b(?:to|through|until|and|or)\b)\s*{_MONTH}", re.IGNORECASE)

_THINGS = re.compile(r"\s(?:[a-z]{2,}s|people|men|women|children|cattle|sheep|euro|percent|km|kg)\b")
_DOING = re.compile(
    r"(?<!\w)(?!(?:in|since|by|of|during|from|until|till|to|for|before|after|between|and|or|the|a|an|this|that|its|"
    r"his|her|their|our|year|years|early|late|mid|spring|summer|autumn|fall|winter|season)\s)[a-z]+\s$"
)
"""Before a number of things, but for what stands before a year."""

Day = tuple[int, int]
"""A month and a day of it."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a time from one to another; what is not told is None.

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


def dates(text: str) -> list[Found]:
    """Return the dates in a text, in order; those that hang on the day of writing ("last year") are none."""
    text = plain(text)
    found: list[Found] = []
    before: tuple[Date, int, int] | None = None
    for match in _WRITTEN.finditer(text):
        date, (start, end) = _date(match, text), match.span()
        if not date:
            continue
        begun = _begin(text, before[1:], start) if before else None
        if before and begun is not None:
            date, start = before[0].until(date), begun
            found.pop()
        found.append(Found(date, start, end))
        before = date, start, end
    return found


def _begin(text: str, first: Span, second: int) -> int | None:
    """Return where the time begins that two dates are the first and the last of, or None."""
    between = text[first[1] : second]
    if _TO.fullmatch(between):
        return first[0]
    named = _BETWEEN.search(text[: first[0]]) if between.strip() == "and" else None
    return named.start() if named else None


def _date(match: re.Match[str], text: str) -> Date | None:
    told = match.groupdict()
    if told["iso"]:
        year, month, day = (int(part) for part in told["iso"].split("-"))
        return Date((year, year), ((month, day), (month, day)))
    if told["decade"]:
        return Date((int(told["decade"]), int(told["decade"]) + 9))
    if told["century"]:
        return Date((100 * int(told["century"]) - 100, 100 * int(told["century"])))
    if (told["month4"] and not _is_month(match, text)) or _counts_things(match, text):
        return None
    month_name = told["month"] or told["month2"] or told["month3"] or told["month4"]
    year_told = told["year"] or told["year2"] or told["year3"] or told["year4"]
    days = [
        int(number)
        for place in ("day", "until", "day2", "until2")
        for number in re.findall(r"\d+", told[place] or "")
    ]
    return Date(_years(year_told, told["last"]), _days(month_name, days) if month_name else None)


def _years(first: str | None, last: str | None) -> tuple[int, int] | None:
    if first is None:
        return None
    end = first[: 4 - len(last)] + last if last else first
    return int(first), max(int(first), int(end))


def _days(month_name: str, days: list[int]) -> tuple[Day, Day]:
    beginning = month_name[:3].lower()
    month = next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(beginning))
    return (month, min(days, default=1)), (month, max(days, default=31))


def _counts_things(match: re.Match[str], text: str) -> bool:
    """Whether what might be a year alone is a number of things: killed 1500 people, paid 2000 dollars."""
    alone = match["year4"] is not None and match["last"] is None
    return alone and bool(_THINGS.match(text, match.end()) and _DOING.search(text[: match.start()]))


def _is_month(match: re.Match[str], text: str) -> bool:
    """Whether a month's name that stands alone is one: "may" and "march" are words too."""
    name = match.group()
    if not name[0].isupper():
        return False
    if name.rstrip(".").lower() not in _ALSO_A_WORD or name == text.strip():
        return True
    if _NEXT_MONTH.match(text, match.end()):
        return True
    return bool(
        re.search(r"\b(?:in|by|since|until|of|last|next|early|late|mid|this)[\s-]$", text[: match.start()])
    )
