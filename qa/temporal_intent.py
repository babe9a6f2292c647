"""Temporal intent of a query: the days that a question is about, counted from the day of asking."""

import re
from datetime import date

from index.retrieval.recency import Coverage, QueryTime
from index.text.calendar_words import MONTHS
from qa.language.time_expressions import TimeExpression, days_of, shifted, times

RECENT_WEIGHT = 0.4
"""Recency boost of the days of a recent time in a question ("this week"): twice that of the day of asking. On
121 news questions over 2,500 articles, more than half of which say "this week" or the like, the right article
was then among the first five for 0.94 instead of 0.92; 0.5 did no better."""

CALENDAR_WEIGHT = 0.1
"""Recency boost of a month or year in a question: articles of any day speak of it."""

RECENTLY = 14
"""Number of days that "recently" reaches back."""

LATE = 62
"""Largest age, in days, of a recent time that is counted from the day of asking."""

SOON = 31
"""Largest distance, in days, of a future date without a year; one farther off is of the year before."""

_ANCHORED_ELSEWHERE = re.compile(r" of (?!this|last|the (?:past|last|current))")
"""Regular expression of what follows the time in "the last week of the war"."""
_NOWADAYS = re.compile(r"today|these days")
_PRESENT = re.compile(r"\b(?:do|does|is|are)\b")
_HABIT = re.compile(
    r"(?!.*\b(?:was|were|did|had|has|have|been|being|happening|after|before|said|"
    r"(?!(?:clos|need|allow|permitt|requir|reduc|charg|offer|schedul|limit|open)ed\b)\w{2,}ed)\b)"
    r".*\b(?:do|does|is|are|can|may|must)\b(?!.*\b(?:you|who|that|which|what)\b)"
)
"""Regular expression of a question that asks what is so at all times, up to the weekday that it names."""
_RECENT = re.compile(
    r"recent(?! (?:years|decades|centuries|history|times|memory))\b|recently|lately|of late", re.IGNORECASE
)
_FEW = re.compile(r"(?:last|past) (?:few|several) (days|weeks|months)")
_SINCE = re.compile(r"\b(?:this|last|past)\b")
_PERIOD = re.compile(r"P(\d{1,4})([DWMY])")
_NAMED = re.compile(rf"\d|{'|'.join(month[:3] for month in MONTHS)}|^(?:last|this)\b")
"""Regular expression of what a time without a year has, unless it is a mere "winter" or "Christmas"."""
_ANAPHORIC = re.compile(r"overnight|(?:the )?same|that\b")
_YEAR = re.compile(r"\d{4}")
_BEFORE_A_YEAR = re.compile(r"\b(?:in|during|since|of|from) $", re.IGNORECASE)
_DAYS_IN = {"D": 1, "W": 7, "M": 30, "Y": 365, "days": 7, "weeks": 30, "months": 91}

_Days = tuple[date, date]
"""The first and the last of some days."""


def query_time_of(question: str, asked: date) -> QueryTime | None:
    """Return the days a question speaks of, as seen from the day of asking; None where it names no time.

    Only times up to the day of asking are read; what is to come ("next week", "in 2090") is told of today.
    Where there are several, the first of the most telling kind is taken: "this week" before "on Monday", that
    before a date, a month and a year.
    """
    day = date(asked.year, asked.month, asked.day)
    text = question.lower() if question.isupper() else question[:1].lower() + question[1:]
    undated = {one.start: one.value for one in times(text)}
    found = [_ranked(text, one, undated.get(one.start, ""), day) for one in times(text, day)]
    return min((one for one in found if one), key=lambda one: one[0], default=(0, None))[1]


def _ranked(text: str, time: TimeExpression, undated: str, asked: date) -> tuple[int, QueryTime] | None:
    """Return the days of a time expression and how little its kind tells, from 0; None of days to come.

    Args:
        undated: its value where the day of asking is not known, which tells whether it hangs on that.
    """
    words = text[time.start : time.end].lower()
    if recent := _up_to_now(text, words, time, asked):
        nowadays = _NOWADAYS.fullmatch(words) and _PRESENT.search(text)
        weight = RECENT_WEIGHT if (recent[1] - recent[0]).days <= LATE else CALENDAR_WEIGHT
        return 0, QueryTime(*recent, weight, Coverage.ANY_TIME if nowadays else Coverage.DURING)
    days = days_of(time.value) if time.type in ("DATE", "TIME") else None
    if not days or not undated or _ANAPHORIC.match(words):
        return None
    if undated.endswith("_REF") or undated.startswith(("XXXX-WXX", "XXXX-XX")):
        weekday = undated.startswith("XXXX-WXX-") and not undated.endswith("E")
        of_any_week = undated.startswith("XXXX-WXX-") and _is_of_any_week(text, words, time)
        elsewhere = of_any_week or _ANCHORED_ELSEWHERE.match(text, time.end)
        return None if elsewhere else _relative(*days, asked, weekday=weekday)
    year_told = not undated.startswith("XXXX") or words.startswith(("last", "this"))
    alone = _YEAR.fullmatch(words) and not _BEFORE_A_YEAR.search(text[: time.start])
    if alone or not (year_told or _NAMED.search(words)):
        # "A film of 2019" is about that year, "the 2019 film" about the film.
        return None
    first, last = days
    if not year_told and (first - asked).days > (SOON if first == last else 0):
        first, last = _year_before(first), _year_before(last)
    if first > asked:
        return None
    rank = 2 if first == last else 3 if (last - first).days < LATE else 4
    coverage = Coverage.SINCE if year_told else Coverage.ANY_TIME
    return rank, QueryTime(first, _reported_until(first, last), CALENDAR_WEIGHT, coverage)


def _is_of_any_week(text: str, words: str, time: TimeExpression) -> bool:
    """Whether a weekday is that of any week: "Does the pool open on Monday?" """
    return not _SINCE.match(words) and bool(_HABIT.match(text[: time.start]))


def _up_to_now(text: str, words: str, time: TimeExpression, asked: date) -> _Days | None:
    """Return the days of a time that ends with the day of asking: "recently", "the last two weeks"."""
    if _ANCHORED_ELSEWHERE.match(text, time.end):
        return None
    if _NOWADAYS.fullmatch(words):
        return asked, asked
    most_recent = words.startswith("recent") and words != "recently" and text[: time.start].endswith("most ")
    if _RECENT.match(text, time.start) and not most_recent:
        return shifted(asked, 1 - RECENTLY), asked
    period, few = _PERIOD.fullmatch(time.value), _FEW.search(words)
    if period and time.type == "DURATION" and _SINCE.search(words):
        length = int(period[1]) * _DAYS_IN[period[2]]
    elif few:
        length = _DAYS_IN[few[1]]
    else:
        return None
    return _this_week(asked) if length == _DAYS_IN["W"] else (shifted(asked, -length), asked)


def _relative(first: date, last: date, asked: date, *, weekday: bool) -> tuple[int, QueryTime] | None:
    """Return the same of a time that counts from the day of asking: "yesterday", "on Monday"."""
    if first > asked and (weekday or (last - first).days == 1):
        # Questions look back: Monday is the last one, and so is the weekend.
        first, last = shifted(first, -7), shifted(last, -7)
    if first > asked:
        return None
    if (last - first).days > LATE or (asked - last).days > LATE:
        return 4, QueryTime(first, last, CALENDAR_WEIGHT, Coverage.SINCE)
    if first <= asked <= last and (last - first).days == 6:
        first, last = _this_week(asked)
    return int(weekday), QueryTime(first, _reported_until(first, last), RECENT_WEIGHT, Coverage.DURING)


def _this_week(asked: date) -> _Days:
    return shifted(asked, -6), shifted(asked, 6 - asked.weekday())


def _reported_until(first: date, last: date) -> date:
    """Return the last day on which news of some days is published: that of an evening, on the next."""
    return shifted(last, 1) if (last - first).days < 2 else last


def _year_before(day: date) -> date:
    return day.replace(year=max(1, day.year - 1), day=min(day.day, 28) if day.month == 2 else day.day)
