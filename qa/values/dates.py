"""Dates as far as they are told: a day, a month, a year, a decade, a century."""

import re
from dataclasses import dataclass

from qa.values.found import Found

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = (
    rf"(?:(?:{'|'.join(_MONTHS)})(?!\w)|(?:{'|'.join(month[:3] for month in _MONTHS)}|sept)(?!\w)\.?(?!\w))"
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


@dataclass(frozen=True, slots=True)
class Date:
    """A date; what is not told is None.

    Attributes:
        years: the first and last year it may mean; the same twice for a year.
    """

    years: tuple[int, int] | None = None
    month: int | None = None
    day: int | None = None

    def compare(self, other: "Date") -> bool | None:
        """Whether both can mean one day; None where they tell nothing of the same kind."""
        told: list[bool] = []
        if self.years and other.years:
            told.append(self.years[0] <= other.years[1] and other.years[0] <= self.years[1])
        if self.month and other.month:
            told.append(self.month == other.month)
            if self.day and other.day:
                told.append(self.day == other.day)
        return all(told) if told else None


def dates(text: str) -> list[Found]:
    """Return the dates in a text, in order; those that hang on the day of writing ("last year") are none."""
    found = []
    for match in _WRITTEN.finditer(text):
        date = _date(match, text)
        if date:
            found.append(Found(date, *match.span()))
    return found


def _date(match: re.Match[str], text: str) -> Date | None:
    told = match.groupdict()
    if told["iso"]:
        iso = [int(part) for part in told["iso"].split("-")]
        return Date((iso[0], iso[0]), iso[1], iso[2])
    if told["decade"]:
        return Date((int(told["decade"]), int(told["decade"]) + 9))
    if told["century"]:
        return Date((100 * int(told["century"]) - 100, 100 * int(told["century"])))
    if told["month4"] and not _is_month(match, text):
        return None
    month = told["month"] or told["month2"] or told["month3"] or told["month4"]
    year = told["year"] or told["year2"] or told["year3"] or told["year4"]
    day = None if told["until"] or told["until2"] else told["day"] or told["day2"]
    return Date(
        _years(year, told["last"]),
        _number(month) if month else None,
        int(re.sub(r"\D", "", day)) if day else None,
    )


def _years(first: str | None, last: str | None) -> tuple[int, int] | None:
    if first is None:
        return None
    end = first[: 4 - len(last)] + last if last else first
    return int(first), max(int(first), int(end))


def _number(month: str) -> int:
    beginning = month[:3].lower()
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(beginning))


def _is_month(match: re.Match[str], text: str) -> bool:
    """Whether a month's name that stands alone is one: "may" and "march" are words too."""
    name = match.group()
    if not name[0].isupper():
        return False
    if name.rstrip(".").lower() not in _ALSO_A_WORD or match.group() == text.strip():
        return True
    return bool(
        re.search(r"\b(?:in|by|since|until|of|last|next|early|late|mid|this)[\s-]$", text[: match.start()])
    )
