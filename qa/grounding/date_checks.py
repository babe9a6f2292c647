"""Date checks: every day, month, year and time of a claim is told by its quotes, counted from their day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.text.calendar_words import WEEKDAYS
from qa.chronology import CalendarTime, calendar_times
from qa.grounding.premise import Claim, Premise
from qa.language.date_values import Date, date_of
from qa.language.time_expressions import TimeExpression, times
from qa.support import Evidence, Fault, Reason

_VAGUE = re.compile(r"(?:PAST|PRESENT|FUTURE)_REF|P.*")
_COUNTED = re.compile(r"\d|\b(?:day|week|month|year|decade|yesterday|tomorrow|tonight|night)s?\b")
_NOWADAYS = re.compile(r"\bth(?:is day|ese days)\b")
_LIMIT = re.compile(r"\b(since|until|till|by|before|after)\s+(?:the\s+)?$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)
_CLOCK = re.compile(r"T(?P<clock>\d\d(?::\d\d)?)")
_PHASE = re.compile(r"(?:the )?(?:early|mid|late|beginning|start|middle|end)\b")
_YEAR = re.compile(r"(?<![\d.,])\d{4}(?![\d,]|\.\d)")
_SHORTEST_PUBLISHED = 28
"""Days of the shortest time that a claim may take from the day on which an article was published."""


@dataclass(frozen=True, slots=True)
class Known:
    """The times of one evidence, as far as they are told: days of the calendar, and dates without a year."""

    published: date | None
    days: tuple[tuple[date, date], ...]
    dates: tuple[Date, ...]
    clocks: frozenset[str]


def check_dates(claim: Claim, premise: Premise) -> list[Reason]:
    """Find the times of a claim that the quotes do not tell."""
    claimed = [one for one in times(claim.text) if one.type in ("DATE", "TIME")]
    if not claimed:
        return []
    known = [_known(one) for one in premise.evidence]
    said = " ".join(f"{premise.whole} {premise.rejoined}".lower().split())
    return [
        Reason(Fault.DATE, f"The quotes do not have “{claim.text[one.start : one.end]}”.")
        for one in claimed
        if not _is_told(claim.text, one, known, said) or _is_another_limit(claim.text, one, premise.text)
    ]


def _is_another_limit(text: str, claimed: TimeExpression, told: str) -> bool:
    """Whether the quotes have another time after the same word: since 2015, not since 1884."""
    limit = _LIMIT.search(text[max(0, claimed.start - 16) : claimed.start])
    if not limit:
        return False
    limited = [
        one
        for one in times(told)
        if (other := _LIMIT.search(told[max(0, one.start - 16) : one.start]))
        and other[1].lower() == limit[1].lower()
    ]
    years = [set(_YEAR.findall(told[one.start : one.end])) for one in limited]
    own = set(_YEAR.findall(text[claimed.start : claimed.end]))
    return bool(own) and bool(years) and all(year and year.isdisjoint(own) for year in years)


def _known(evidence: Evidence) -> Known:
    days: list[tuple[date, date]] = []
    dates: list[Date] = []
    clocks: set[str] = set()
    for text in (evidence.context, evidence.text, evidence.title):
        days += [(time.first, time.last) for time in calendar_times(text, evidence.published)]
        found = times(text)
        dates += [told for one in found if (told := date_of(one.value))]
        clocks |= {match["clock"] for one in found if (match := _CLOCK.search(one.value))}
    return Known(evidence.published, tuple(days), tuple(dates), frozenset(clocks))


def _is_told(text: str, claimed: TimeExpression, known: Sequence[Known], said: str) -> bool:
    written = " ".join(text[claimed.start : claimed.end].lower().split())
    if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", said):
        return True
    clock = _CLOCK.search(claimed.value)
    if clock and not any(_same_clock(clock["clock"], one) for each in known for one in each.clocks):
        return False
    if _VAGUE.fullmatch(claimed.value) and (not _COUNTED.search(written) or _NOWADAYS.search(written)):
        return True
    day = None if _PHASE.match(written) else date_of(claimed.value)
    return (
        any(_is_within(one, _resolved(text, claimed, each)) for each in known for one in each.days)
        or bool(day and any(_tells(one, day, said) for each in known for one in each.dates))
        or _is_on_weekday(written, known)
        or bool(clock and not day)
        or any(_was_published(text, claimed, each) for each in known)
    )


def _is_on_weekday(written: str, known: Sequence[Known]) -> bool:
    weekday = _only_weekday(written)
    return any(
        WEEKDAYS[first.weekday()] == weekday for each in known for first, last in each.days if first == last
    )


def _resolved(text: str, claimed: TimeExpression, known: Known) -> list[CalendarTime]:
    """Return the days of a claim's time, counted as those of the evidence are."""
    return [
        time
        for time in calendar_times(text, known.published)
        if time.start < claimed.end and claimed.start < time.end
    ]


def _is_within(told: tuple[date, date], claimed: Sequence[CalendarTime]) -> bool:
    """Whether what the quotes tell is no longer than what is claimed: a day in March for March."""
    return any(
        (one.first <= told[0] and told[1] <= one.last)
        or (one.unit == "range" and told[0] <= one.first and one.last <= told[1])
        for one in claimed
    )


def _tells(told: Date, claimed: Date, said: str) -> bool:
    """Whether a date of the quotes without its year, or the year elsewhere in them, tells the claimed one."""
    if claimed.days:
        if not told.days or not (claimed.days[0] <= told.days[0] and told.days[1] <= claimed.days[1]):
            return False
        if claimed.years is None:
            return True
        if told.years is None:
            return str(claimed.years[0]) in _YEAR.findall(said)
    if claimed.years is None:
        return False
    return bool(told.years and claimed.years[0] <= told.years[0] and told.years[1] <= claimed.years[1])


def _only_weekday(written: str) -> str:
    found = _WEEKDAY.search(written)
    rest = _WEEKDAY.sub("", written) if found else written
    vague = re.fullmatch(r"(?:\s|on|the|last|next|this|early|late|morning|evening|afternoon|night)*", rest)
    return found[1].lower() if found and vague else ""


def _same_clock(first: str, second: str) -> bool:
    return first.removesuffix(":00") == second.removesuffix(":00")


def _was_published(text: str, claimed: TimeExpression, known: Known) -> bool:
    """Whether a month or year is that of the article, whose quote tells no time of its own."""
    if not known.published or known.days:
        return False
    return any(
        (one.last - one.first).days >= _SHORTEST_PUBLISHED - 1 and one.first <= known.published <= one.last
        for one in _resolved(text, claimed, known)
    )
