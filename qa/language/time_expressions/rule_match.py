"""A match of a rule for times, and what resolves it: the day of publication, other times, the tense."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from qa.language.past_tense import IRREGULAR_PAST, REGULAR_PAST

AGAINST_TENSE = 3.0
"""Factor by which a date is taken to be further away that the tense of its clause speaks against."""

FAR_AHEAD = 2.0
"""Factor by which a date is taken to be further away that lies more than `PLANNED_DAYS` ahead."""

PLANNED_DAYS = 75
"""Number of days ahead up to which news often tells of dates, whatever the tense."""

CLAUSE = 90
"""Number of characters before and after a match that are read for the tense of its clause."""

_FUTURE = (
    r"(?:will|would|shall|to|can|could|may|might|should|must)\sbe\s\w+|will|won['’]t|['’]ll|would|shall|going\sto|"
    r"to\s(?:begin|end|start|take|vote|meet|hold|visit|complete|report)|expect(?:ed|s)|schedul\w+|plans?|planned|"
    r"due\sto\s(?:begin|end|start|take|vote|meet|expire|open|return|arrive|face|appear)|due(?!\sto)|"
    r"set\s(?:to|for)|next|effective|payable|upcoming|coming|starting|matur\w+|expires?|deadline|"
    r"(?:can|could|may|might|should|must)(?!\shave\s)|hopes?|forecasts?|projected|proposed|as\s(?:soon|early)\sas|starts|begins|opens|returns|"
    r"resumes|takes\splace|kicks\soff"
)
_PAST = (
    rf"(?:was|were)\ssupposed\sto\s\w+|since|ago|last|says|earlier|has|have|been|cut|hit|"
    rf"{IRREGULAR_PAST}|{REGULAR_PAST}"
)
_CUES = re.compile(rf"(?<!\w)(?:(?P<future>{_FUTURE})|(?:{_PAST}))(?!\w)", re.ASCII | re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:by|until|till|through|beginning|starting)\s{1,3}$", re.ASCII | re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.!?;:]\s|\n\s?\n")

Resolved = tuple[str, str] | None
"""TIMEX3's type and value of a match; None where the words name no time."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative expressions count from.

    Attributes:
        published: the day of publication, where it is known.
        day: the last day that the text named, else that of publication.
        year: the last year that it named.
        quarter: the quarter whose figures it reports, as year and number.
    """

    published: date | None
    day: date | None = None
    year: int | None = None
    quarter: tuple[int, int] | None = None

    def after(self, value: str) -> "Reference":
        """Return the reference for what follows a time of that value."""
        found = re.match(r"(\d{4})(?:-Q(\d)|-(\d\d)-(\d\d))?(?!\d)", value)
        if not found:
            return self
        following = replace(self, year=int(found[1]))
        if found[2] and self._is_reported(int(found[1]), int(found[2])):
            return replace(following, quarter=(int(found[1]), int(found[2])))
        try:
            return replace(following, day=date.fromisoformat(value[:10])) if found[3] else following
        except ValueError:
            return self

    def _is_reported(self, year: int, quarter: int) -> bool:
        """Whether figures of a quarter can be out: it ended less than a year ago, or is the first named."""
        if not self.published:
            return True
        ended = self.published.year * 4 + (self.published.month - 1) // 3 - (year * 4 + quarter - 1)
        return 0 < ended < 4 or (self.quarter is None and ended >= 0)


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """Words that a rule matched in a text, with what they are resolved against."""

    match: re.Match[str]
    text: str
    reference: Reference

    def __getitem__(self, group: str) -> str:
        """Return what a group of the rule's pattern matched, in lower case; "" where it did not."""
        return (self.match.groupdict().get(group) or "").lower()

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.reference.published

    def before(self, characters: int) -> str:
        """Return so many characters that stand before it."""
        return self.text[max(0, self.match.start() - characters) : self.match.start()]

    def tense(self) -> int:
        """Return 1 where the clause tells of the future, -1 of the past, 0 where no word tells."""
        if _UNTIL.search(self.before(12)):
            return 1
        end = self.match.end()
        cues = list(_CUES.finditer(_CLAUSE_END.split(self.before(CLAUSE))[-1]))
        if not cues:
            following = _CLAUSE_END.split(self.text[end : end + CLAUSE], maxsplit=1)[0]
            cues = list(_CUES.finditer(following))[:1]
        return (1 if cues[-1]["future"] else -1) if cues else 0


Rule = tuple[re.Pattern[str], Callable[[RuleMatch], Resolved]]
"""A pattern and what resolves its matches."""


def shifted(day: date, days: int) -> date:
    """Return a day so many days later; those outside the calendar become its first or last."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """Return the next (1) or last (-1) weekday of a number, Monday's being 0; the day itself counts."""
    apart = (weekday - day.weekday()) % 7 if direction > 0 else -((day.weekday() - weekday) % 7)
    return shifted(day, apart)


def year_near(month: int, day: int | None, published: date, tense: int) -> int:
    """Return the year of a date that names none: the nearest, those against the tense counted further away.

    Args:
        tense: 1 of the future, -1 of the past, 0 if unknown; 2 or -2 where a word such as "last" says so.
    """

    def distance(year: int) -> float:
        apart = 365 * year + 30.4 * month + (day or published.day) - beginning
        factor = FAR_AHEAD if apart > PLANNED_DAYS else 1
        return abs(apart) * factor * (AGAINST_TENSE**tense**2 if apart * tense < 0 else 1)

    beginning = 365 * published.year + 30.4 * published.month + published.day
    return max(1, min((published.year - 1, published.year, published.year + 1), key=distance))


def calendar_unit(day: date, unit: str, step: int) -> str:
    """Return the value of the unit of the calendar that lies so many units after a day's own."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if unit in ("decade", "century"):
        return (
            f"{max(0, day.year // 10 + step):03}"
            if unit == "decade"
            else f"{max(0, day.year // 100 + step):02}"
        )
    if months:
        year, number = divmod(day.year * (12 // months) + (day.month - 1) // months + step, 12 // months)
        mark = {"month": f"-{number + 1:02}", "quarter": f"-Q{number + 1}", "year": ""}[unit]
        return f"{max(1, year):04}{mark}"
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = shifted(day, step * (14 if unit == "fortnight" else 7)).isocalendar()
        return f"{year:04}-W{week:02}{'-WE' if unit == 'weekend' else ''}"
    return shifted(day, step if unit in ("day", "night") else 0).isoformat()
