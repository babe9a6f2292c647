"""Dates as newspapers print them; a day is read only where it can be read in one way."""

import re
from dataclasses import dataclass
from datetime import date

from index.calendar_words import MONTHS

LONGEST_DATE = 120
"""Characters; a longer line is prose."""

_MONTHS = tuple(month[:3] for month in MONTHS)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ZONE = (
    r"(?:\s?\(?(?-i:UTC|GMT|Z|[A-Z]{2,5})?(?:[+-]\d{1,2}(?::?\d{2})?)?\)?"
    r"(?:\s(?:local|eastern|pacific|central)\stime)?)?"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?\s?m\.?)?"
_TIME = rf"(?:{_CLOCK}|\d{{1,2}}\s?[ap]\.?m\.?){_ZONE}"
_LABEL = (
    r"(?P<label>(?:date\s+)?(?:first\s+|last\s+|originally\s+)?(?:published|posted|updated|modified|"
    r"revised|issued|released|uploaded|created)(?:\s+(?:at|on|date))?|(?:publication\s+)?date|"
    r"(?:publish|release)\s+date)\s*[:：]?\s+"
)
_FORMS = tuple(
    re.compile(
        rf"(?:{_LABEL})?(?:{_TIME},?\s+)?{_WEEKDAY}{form}(?:[T\s,|@–—-]*(?:at\s+)?{_TIME})?\.?", re.IGNORECASE
    )
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        rf"(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.]{_YEAR}",
    )
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says a date and nothing else.

    Attributes:
        day: the day, or None where day and month could be either way round (`05/06/2024`).
        label: what the line calls it in lower case (`published`, `last updated`), or None.
    """

    day: date | None
    label: str | None

    @property
    def updated(self) -> bool:
        """Whether the line tells of a later change, not of the first publication."""
        return self.label is not None and any(
            word in self.label for word in ("updated", "modified", "revised")
        )


def read_date_line(line: str) -> DateLine | None:
    """Read a line such as `Published : June 16, 2024 - 18:26`; None when it says anything else."""
    line = " ".join(line.split())
    if len(line) > LONGEST_DATE:
        return None
    for form in _FORMS:
        match = form.fullmatch(line)
        if match:
            found = match.groupdict()
            label = found["label"]
            try:
                return DateLine(_day(found), label.lower() if label else None)
            except ValueError:
                return None
    return None


def parse_date(text: str) -> date | None:
    """Return the day a text names, in any form `read_date_line` knows; None when it names none for sure."""
    found = read_date_line(text.strip())
    return found.day if found else None


def _day(found: dict[str, str | None]) -> date | None:
    year = int(found["year"] or 0)
    if "first" in found:
        first, second = int(found["first"] or 0), int(found["second"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return None
        return date(year, second, first) if first > 12 else date(year, first, second)
    month = found["month"] or ""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return date(year, number, int(found["day"] or 0))
