"""Year inference: the year of a day or month that is told without one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from index.text.calendar_words import MONTHS
from qa.chronology.verb_tense import AHEAD, HAPPENED
from qa.language import TimeExpression
from qa.language.time_expressions import days_of

PLANNED_DAYS = 40
"""Number of days after its publication up to which an article's dates are left as they are: it may have been
updated since."""

AROUND = 120
"""Number of characters before and after a time that are read for the tense of its clause."""

_HAS_YEAR = re.compile(r"\d{4}|[’']\d\d\b")
_NAMES_MONTH = re.compile("|".join(month[:3] for month in MONTHS), re.IGNORECASE)
_DAY = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<day>\d\d(?:-\d\d)?)(?!\d)")
_THAT_MONTH = re.compile(r"(?:(?:earlier|later|early|late) )?(?:that|the) (?:same )?month", re.IGNORECASE)
_PLAYS = re.compile(
    r"\b(?:plays?|opens?|hosts?|meets?|faces?|concludes?|ends?|returns?|runs?|begins?|starts?)\b"
)
_AFTER = re.compile(r"\b(?:after|since|following)\s+(?:(?:the|his|her|its|their)\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[^\W_A-Z])[.!?;:]\s|\n")


def with_inferred_years(
    found: Sequence[TimeExpression], text: str, published: date | None
) -> Iterator[TimeExpression]:
    """Yield a text's times; a day without a year is of the year that the text names with it elsewhere.

    Else one of the months ahead which a clause in the past tense tells of is of the year before, one of the
    months before in a clause that tells of nothing past of the year after. "That month" is the last named.
    """
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if _HAS_YEAR.search(text[one.start : one.end]) and (day := _DAY.match(one.value)):
            told[day["day"]][day["year"]] += 1
    month = ""
    for one in found:
        words, day = text[one.start : one.end], _DAY.match(one.value)
        if month and _THAT_MONTH.fullmatch(words):
            yield replace(one, value=month)
        elif not day or not _NAMES_MONTH.search(words) or _HAS_YEAR.search(words):
            yield one
        elif years := told.get(day["day"]):
            yield _of_year(one, int(years.most_common(1)[0][0]))
        elif published and day["year"] != "XXXX":
            yield _of_year(one, int(day["year"]) + _years_off(text, one, published))
        else:
            yield one
        month = day["year"] + "-" + day["day"][:2] if day and day["year"] != "XXXX" else month


def _of_year(one: TimeExpression, year: int) -> TimeExpression:
    return replace(one, value=f"{max(1, min(year, 9999)):04}{one.value[4:]}")


def _years_off(text: str, one: TimeExpression, published: date) -> int:
    """Return how many years a time is off by the tense of its clause: -1, 0 or 1."""
    days = days_of(one.value)
    if not days or abs((days[0] - published).days) <= PLANNED_DAYS:
        return 0
    is_ahead = days[0] > published
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    if not before.rpartition("\n")[2].strip():
        return 0  # A date that opens a line may have been added later.
    if is_ahead and _AFTER.search(before):
        return -1
    clause = _CLAUSE.split(before)[-1] + _CLAUSE.split(after)[0]
    is_past = bool(HAPPENED.search(clause))
    if is_ahead:
        return -1 if is_past and not AHEAD.search(clause) else 0
    return 1 if not is_past and (AHEAD.search(clause) or _PLAYS.search(before)) else 0
