"""Year inference: the year of a day or month that is told without one, and which weekday is meant."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from index.text.calendar_words import MONTHS, WEEKDAYS
from qa.chronology.verb_tense import AHEAD, HAPPENED, SCHEDULED
from qa.language import TimeExpression
from qa.language.time_expressions import days_of, shifted
from qa.language.time_expressions.rule_match import calendar_unit
from qa.language.time_expressions.vocabulary import compiled, count_number

PLANNED_DAYS = 40
"""Number of days after its publication up to which an article's dates are left as they are: it may have been
updated since."""

FAR = 400
"""Number of characters between a time and "the same day" from which on that is another day."""

AGREED = 0.75
"""Share of a day's mentions with a year that name one year, from which on those without are of it: a holiday
is told of in many."""

AROUND = 120
"""Number of characters before and after a time that are read for the tense of its clause."""

_HAS_YEAR = re.compile(r"\d{4}|[’']\d\d\b")
_NAMES_MONTH = re.compile("|".join(month[:3] for month in MONTHS), re.IGNORECASE)
_DAY = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<day>\d\d(?:-\d\d)?)(?!\d)")
_ANAPHORIC = re.compile(
    r"(?:(?:earlier|later|early|late) )?(?:on )?(?:that|the same) (?:same )?(?:month|(?P<day>day))",
    re.IGNORECASE,
)
_DISTANCE = compiled(
    r"(?:(?:about|around|some|just|only) )?"
    r"(?P<count>COUNT) (?P<unit>day|week|month|year|decade)s? (?P<where>later|earlier)"
)
_WEEKDAY = re.compile(
    rf"(?:early |late )?(?:{'|'.join(WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_NAMED = re.compile(r"\d{4}(?!\d)")
_NAMED_DAY = re.compile(r"\d{4}-\d\d")
_AFTER = re.compile(r"\b(?:after|since|following)\s+(?:(?:the|his|her|its|their)\s+)?$", re.IGNORECASE)
_OF_YEAR = re.compile(r"\s(?:of\s)?(last|this|next)\syear\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:by|until|till|through|before|into)\s+(?:the\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[^\W_A-Z])[.!?;:]\s|\n")


def with_inferred_years(
    found: Sequence[TimeExpression], text: str, published: date | None
) -> Iterator[TimeExpression]:
    """Yield a text's times; a day without a year is of the year that the text names with it elsewhere.

    Else one of the months ahead which a clause in the past tense tells of is of the year before, one of the
    months before in a clause that tells of nothing past of the year after. "That month" is the last named,
    and so is "the same day"; a weekday on which something "opens" is the next.
    """
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if _HAS_YEAR.search(text[one.start : one.end]) and (day := _DAY.match(one.value)):
            told[day["day"]][day["year"]] += 1
    last: TimeExpression | None = None
    for one in found:
        words = text[one.start : one.end]
        inferred: TimeExpression | None = one
        if anaphoric := _ANAPHORIC.fullmatch(words):
            inferred = _last_named(one, last, 10 if anaphoric["day"] else 7)
        elif distance := _DISTANCE.fullmatch(words):
            inferred = _after_last_named(one, last, distance)
        elif published and _WEEKDAY.fullmatch(words):
            inferred = _scheduled(text, one, published)
        elif _NAMES_MONTH.search(words) and not _HAS_YEAR.search(words):
            inferred = _with_year(text, one, told, published)
        if inferred:
            last = inferred if _NAMED.match(inferred.value) else last
            yield inferred


def _last_named(one: TimeExpression, last: TimeExpression | None, length: int) -> TimeExpression | None:
    """Return "that month" or "the same day" as the one named shortly before; None where none was."""
    is_near = last is not None and one.start - last.end <= FAR
    if last and is_near and _NAMED_DAY.match(last.value) and len(last.value) >= length:
        return replace(one, value=last.value[:length])
    return None


def _after_last_named(
    one: TimeExpression, last: TimeExpression | None, distance: re.Match[str]
) -> TimeExpression | None:
    """Return "six months later" as counted from what was named shortly before; None where nothing was.

    From a day it is counted already.
    """
    count = count_number(distance["count"])
    if not last or one.start - last.end > FAR or count is None or "X" in last.value:
        return None
    step = int(count) if distance["where"].lower() == "later" else -int(count)
    unit = distance["unit"].lower()
    if unit in ("year", "decade"):
        return replace(one, value=f"{_year_after(last.value, step * (10 if unit == 'decade' else 1)):04}")
    if len(last.value) >= len("2019-03-05"):
        return one
    if unit != "month" or not re.match(r"\d{4}-\d\d", last.value):
        return None
    return replace(one, value=calendar_unit(date.fromisoformat(f"{last.value[:7]}-01"), "month", step))


def _year_after(value: str, step: int) -> int:
    return max(1, min(9999, int(value[:4]) + step))


def _scheduled(text: str, one: TimeExpression, published: date) -> TimeExpression:
    """Return a weekday as the next where the verb before it tells of plans, as the last where it is past.

    "The fair opens Friday", "by Friday it had opened".
    """
    days = days_of(one.value)
    before = _CLAUSE.split(text[max(0, one.start - AROUND) : one.start])[-1]
    plays = max((match.end() for match in SCHEDULED.finditer(before)), default=0)
    other = max((match.end() for match in HAPPENED.finditer(before)), default=0)
    if days and days[0] < published and (plays > other or _UNTIL.search(before)):
        return replace(one, value=shifted(days[0], 7).isoformat() + one.value[10:])
    clause = before + _CLAUSE.split(text[one.end : one.end + AROUND])[0]
    if days and days[0] > published and HAPPENED.search(clause) and not AHEAD.search(clause):
        return replace(one, value=shifted(days[0], -7).isoformat() + one.value[10:])
    return one


def _with_year(
    text: str, one: TimeExpression, told: Mapping[str, Counter[str]], published: date | None
) -> TimeExpression:
    """Return a day or month that is told without its year in the year that is likeliest."""
    day = _DAY.match(one.value)
    if day and published and (which := _OF_YEAR.match(text, one.end)):
        return _of_year(one, published.year + {"last": -1, "this": 0, "next": 1}[which[1].lower()])
    if day and len(day["day"]) == len("03-05") and (years := told.get(day["day"])):
        year, count = years.most_common(1)[0]
        if count >= AGREED * years.total():
            return _of_year(one, int(year))
    if day and published and day["year"] != "XXXX":
        return _of_year(one, int(day["year"]) + _years_off(text, one, published))
    return one


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
        return -1 if is_past and not AHEAD.search(clause) and not _UNTIL.search(before) else 0
    return 1 if not is_past and (AHEAD.search(clause) or SCHEDULED.search(before)) else 0
