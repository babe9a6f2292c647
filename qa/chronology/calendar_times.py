"""Calendar times: time expressions that name days of the calendar, with the heading they stand under."""

import re
from dataclasses import dataclass, replace
from datetime import date

from index.articles import written_date
from index.text.calendar_words import MONTHS
from qa.chronology.year_inference import with_inferred_years
from qa.language import TimeExpression, times
from qa.language.time_expressions import days_of, shifted

_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|(?P<part>[QH])(?P<number>\d)|"
    r"(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T(?P<clock>.*))?"
)
_TO = re.compile(r"\s*(?:--?|–|—|\b(?:to|through|until|till)\b)\s*(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_APPROXIMATE = re.compile(
    r"\b(?:about|around|circa|c\.|roughly|approximately|nearly|almost)\s+$", re.IGNORECASE
)
_AROUND = re.compile(r"\b(?:around|circa)\s+$", re.IGNORECASE)
_DEICTIC = re.compile(r"(?:last|this|next|yester|to(?:day|morrow|night))", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?P<word>since|by|before|after|until|till|as of)\s+(?:the\s+)?$", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b")
_PHASE = re.compile(
    r"(?:the )?(?:(?P<early>early|(?:beginning|start) of)|(?P<middle>mid|middle of)|"
    r"(?P<late>late|end of))[\s-]",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"(?:\w*[05]|ten|fifteen|twenty|thirty|forty|fifty|sixty|a hundred)\s+years?|decades?|centur(?:y|ies)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:ago|earlier|later|back|before)$", re.IGNORECASE)
_COMPOUND = re.compile(r"-[a-z]")
_OF_A_DAY = re.compile(r"day|tonight|this|last", re.IGNORECASE)

THIRDS = {"early": (0, 1), "middle": (1, 2), "late": (2, 3)}
"""Which thirds of a period its early, middle and late parts are."""


@dataclass(frozen=True, slots=True)
class CalendarTime:
    """A time expression, or a range of two, that names days of the calendar.

    Attributes:
        start, end: its place in the text, in characters.
        first, last: its days.
        value: TIMEX3's, of a range the first's.
        heading: the days as a heading writes them: "16 June 2024", "about 2018", "early June 2024".
        unit: how exact it is: "day", "week", "month", "quarter", "year", "decade", "century" or "range".
    """

    start: int
    end: int
    first: date
    last: date
    value: str
    heading: str
    unit: str


def calendar_times(text: str, published: date | None) -> list[CalendarTime]:
    """Return the times of a text that name days of the calendar, in order.

    A time of the clock without a day is none; "2016-20" and "from 5 to 7 May" are one each.
    """
    found: list[CalendarTime] = []
    for expression in with_inferred_years(times(text, published), text, published):
        time = _calendar_time(expression, text)
        if time is None:
            continue
        if found and (joined := _joined(text, found[-1], time)):
            found[-1] = joined
        else:
            found.append(time)
    return [_with_limit(time, text) for time in found]


def _calendar_time(expression: TimeExpression, text: str) -> CalendarTime | None:
    days = days_of(expression.value) if expression.type in ("DATE", "TIME") else None
    told = _VALUE.fullmatch(expression.value)
    if not days or not told:
        return None
    words = text[expression.start : expression.end]
    if told["part"] == "H" and not any(map(str.isdigit, words)):
        return None  # The first half is mostly that of a match.
    if _COMPOUND.match(text, expression.end) and not any(map(str.isdigit, words)):
        return None
    if told["clock"] and not _OF_A_DAY.search(words) and not any(map(str.isdigit, _without_clock(words))):
        return None
    heading, unit = _written(told, days[0])
    before = text[max(0, expression.start - 16) : expression.start]
    if unit != "day" and (phase := _PHASE.match(words)):
        name = str(phase.lastgroup)
        days = _part(days, name)
        heading = f"mid-{heading}" if name == "middle" else f"{name} {heading}"
    approximate = _AROUND if unit == "day" else _APPROXIMATE
    rounded = _COUNTED.search(words) and _ROUND.match(words) and unit in ("year", "decade")
    if rounded or (approximate.search(before) and not _DEICTIC.match(words)):
        heading = f"about {heading}"
    return CalendarTime(expression.start, expression.end, *days, expression.value, heading, unit)


def _without_clock(words: str) -> str:
    return re.sub(r"\d{1,2}(?::\d\d)?\s?[ap]\.?m|\d{1,2}[:.]\d\d", "", words, flags=re.IGNORECASE)


def _written(told: re.Match[str], first: date) -> tuple[str, str]:
    """Return a value's heading and unit."""
    year = told["year"]
    if told["day"]:
        return written_date(first), "day"
    if told["week"]:
        return f"{'weekend' if told['weekend'] else 'week'} of {written_date(first)}", "week"
    if told["month"]:
        return f"{MONTHS[first.month - 1].capitalize()} {year}", "month"
    if told["season"] or told["part"]:
        return _written_quarter(told), "quarter"
    if len(year) == 4:
        return str(int(year)), "year"
    return (f"{year}0s", "decade") if len(year) == 3 else (f"{_ordinal(int(year) + 1)} century", "century")


def _written_quarter(told: re.Match[str]) -> str:
    year, season = told["year"], told["season"]
    if not season:
        return f"{_ORDINALS[told['number']]} {'quarter' if told['part'] == 'Q' else 'half'} of {year}"
    return f"{_SEASONS[season]} {year}" + (f"–{(int(year) + 1) % 100:02}" if season == "WI" else "")


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _part(days: tuple[date, date], phase: str) -> tuple[date, date]:
    first, last = days
    length = (last - first).days + 1
    begin, end = THIRDS[phase]
    return shifted(first, length * begin // 3), shifted(first, length * end // 3 - 1)


def _joined(text: str, first: CalendarTime, second: CalendarTime) -> CalendarTime | None:
    """Return the range from one time to the next where the text joins them so."""
    between = text[first.end : second.start]
    joins = _TO.fullmatch(between) or (
        between.strip().lower() == "and" and _BETWEEN.search(text[max(0, first.start - 20) : first.start])
    )
    relative = not any(map(str.isdigit, text[second.start : second.end]))
    if not joins or relative or second.last <= first.first or first.unit == "range":
        return None
    heading = f"{first.heading} to {second.heading}"
    return CalendarTime(first.start, second.end, first.first, second.last, first.value, heading, "range")


def _with_limit(time: CalendarTime, text: str) -> CalendarTime:
    """Return a time with the word that makes it a limit: "by 2030", but not "since 1998, when …"."""
    limit = _LIMIT.search(text[max(0, time.start - 16) : time.start])
    if not limit or time.unit == "range" or _WHEN.match(text, time.end):
        return time
    word = limit["word"].lower()
    return replace(time, heading=f"{'until' if word == 'till' else word} {time.heading}")
