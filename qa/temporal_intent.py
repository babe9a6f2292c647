"""When a question is about: "this week", "yesterday", "in June" as days, counted from the day of asking."""

import re
from collections.abc import Callable
from datetime import date

from index.retrieval.recency import Coverage, QueryTime
from index.text.calendar_words import MONTHS, WEEKDAYS

RECENT_WEIGHT = 0.4
"""What an article of those days gains where a question names a time of late: twice what the day of asking
gives. On 121 news questions over 2,500 articles, more than half of which say "this week" or the like, the
right article was then among the first five for 0.94 instead of 0.92; 0.5 did no better."""

CALENDAR_WEIGHT = 0.1
"""Where it names a month or a year: often a part of what was said, and told of in articles of any day."""

RECENTLY = 14
"""Days that "recently" reaches back."""

_Days = tuple[int, int, Coverage]
"""The first and last of some days, and when they are told of."""


def _week(today: int) -> int:
    """Return the Monday of a day's week; the first day of the calendar was one."""
    return today - (today - 1) % 7


def _weekend(today: int) -> tuple[int, int]:
    """Return the last Saturday up to now, and the Monday on which its news stands."""
    saturday = today - (today - 6) % 7
    return saturday, saturday + 2


_LATE: tuple[tuple[str, Callable[[int], tuple[int, int]]], ...] = (
    (r"today|tonight|this (?:morning|afternoon|evening)", lambda today: (today, today)),
    # What happened in the evening is told on the next day.
    (r"yesterday|last night", lambda today: (today - 1, today)),
    (
        r"(?:this|(?:the|this) (?:past|last)|the current) week|(?:the )?(?:last|past) (?:few|seven) days",
        lambda today: (today - 6, _week(today) + 6),
    ),
    (r"(?:last|the previous) week", lambda today: (_week(today) - 7, _week(today) - 1)),
    (r"(?:this|(?:this |the )?(?:last|past)|(?:on|over|at) the) weekend", _weekend),
    (r"this month|the current month", lambda today: _months_before(today, 0)),
    (r"(?:the|this) (?:past|last) month|(?:last|past) (?:few|four) weeks", lambda today: (today - 30, today)),
    (r"(?:last|the previous) month", lambda today: _months_before(today, 1)),
    (
        r"(?<!most )recent(?! (?:years|decades|centuries|history|times|memory))"
        r"|recently|lately|of late|these days",
        lambda today: (today - RECENTLY + 1, today),
    ),
)
"""Words and the days they mean, first and last; days are numbered as `date.toordinal` does."""
_NOT_OURS = r"(?! of (?!this|last|the (?:past|last|current)))"
"""After such words: "the last week of the war" is none of ours."""
_NOWADAYS = re.compile(r"today|these days")
_PRESENT = re.compile(r"\b(?:do|does|is|are)\b")

_COMPILED = tuple((re.compile(rf"\b(?:{words})\b{_NOT_OURS}"), days) for words, days in _LATE)

_ANY_CASE = re.IGNORECASE | re.ASCII
"""Of English letters: else a Turkish "ı" would be an i, and stand in no list."""
_WEEKDAY = re.compile(rf"\b(?:on|last|this|since) ({'|'.join(WEEKDAYS)})\b", _ANY_CASE)
_MONTH = re.compile(
    rf"\b(?:in|during|since|last|this|late|early|mid) ({'|'.join(MONTHS)})(?:,? (?:of )?([12]\d{{3}}))?\b",
    _ANY_CASE,
)
_TH = "(?:st|nd|rd|th)?"
_DAY = re.compile(
    rf"\b(?:({'|'.join(MONTHS)}) (\d{{1,2}}){_TH}|(\d{{1,2}}){_TH} (?:of )?({'|'.join(MONTHS)}))"
    rf"(?:,? ([12]\d{{3}}))?\b",
    _ANY_CASE,
)
_YEAR = re.compile(
    r"\b(?:(?:in|during|since) ([12]\d{3})\b|of ([12]\d{3})\b(?= ?(?:$|[?.!,;:]))|(this|last) year\b"
    rf"{_NOT_OURS})"
)
"""In the middle of a question, "of 1500 people" is no year."""


def query_time_of(question: str, asked: date) -> QueryTime | None:
    """Return the days a question speaks of, as seen from the day of asking; None where it names no time.

    Only times up to the day of asking are read; what is to come ("next week", "in 2090") is told of today.
    Where there are several, the first of the most telling kind is taken: "this week" before "on Monday", that
    before a date, a month and a year.
    """
    today = asked.toordinal()
    text = question.lower() if question.isupper() else question[:1].lower() + question[1:]
    late = [(found, days) for words, days in _COMPILED if (found := words.search(text))]
    if late:
        found, days = min(late, key=lambda named: named[0].start())
        nowadays = _NOWADAYS.fullmatch(found[0]) and _PRESENT.search(text)
        return _late(*days(today), Coverage.ANY_TIME if nowadays else Coverage.DURING)
    if weekday := _WEEKDAY.search(text):
        day = today - (today - 1 - WEEKDAYS.index(weekday[1].lower())) % 7
        return _late(day, day + 1, Coverage.DURING)
    for named in (_dated(text, today), _month(text, today), _year(text, today)):
        if named and named[0] <= today:
            first, last, told = named
            return QueryTime(_date(first), _date(last), CALENDAR_WEIGHT, told)
    return None


def _late(first: int, last: int, told: Coverage) -> QueryTime:
    return QueryTime(_date(first), _date(last), RECENT_WEIGHT, told)


def _date(day: int) -> date:
    """Return a numbered day; those outside the calendar become its first or last."""
    return date.fromordinal(min(max(day, 1), date.max.toordinal()))


def _months_before(today: int, months: int) -> tuple[int, int]:
    day = _date(today)
    first = day.year * 12 + day.month - 1 - months
    return _month_days(first // 12, first % 12 + 1)


def _month_days(year: int, month: int) -> tuple[int, int]:
    """Return the first and last day of a month; of the calendar's first year where it is before that."""
    first = date(max(year, 1), month, 1).toordinal()
    following = date(max(year, 1), month, 28).toordinal() + 4
    return first, following - _date(following).day


def _dated(text: str, today: int) -> _Days | None:
    """Return the day a date names, and the next one."""
    found = _DAY.search(text)
    if not found:
        return None
    name, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    month = MONTHS.index(name.lower()) + 1
    first, last = _month_days(int(found[5]), month) if found[5] else _latest(month, today)
    day = first + int(number) - 1
    return (day, day + 1, _told(found[5])) if first <= day <= last else None


def _month(text: str, today: int) -> _Days | None:
    found = _MONTH.search(text)
    if not found:
        return None
    month = MONTHS.index(found[1].lower()) + 1
    first, last = _month_days(int(found[2]), month) if found[2] else _latest(month, today)
    return first, last, _told(found[2])


def _told(year: str | None) -> Coverage:
    """Return when a date is told of: which year's it is may be a guess."""
    return Coverage.SINCE if year else Coverage.ANY_TIME


def _latest(month: int, today: int) -> tuple[int, int]:
    """Return the days of the last month of that name that has begun."""
    now = _date(today)
    return _month_days(now.year - (month > now.month), month)


def _year(text: str, today: int) -> _Days | None:
    found = _YEAR.search(text)
    if not found:
        return None
    number = found[1] or found[2]
    year = int(number) if number else max(1, _date(today).year - (found[3] == "last"))
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), Coverage.SINCE
