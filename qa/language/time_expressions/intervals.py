"""The interval of a TIMEX3 value: its first and last day."""

import re
from datetime import date, timedelta

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>\d)|H(?P<half>\d)|"
    r"(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)


def days_of(value: str) -> tuple[date, date] | None:
    """Return the first and last day of a value; None of one that names no day, or none of the calendar."""
    told = _VALUE.fullmatch(value)
    try:
        return _interval(told) if told else None
    except (ValueError, OverflowError):
        return None


def _interval(told: re.Match[str]) -> tuple[date, date]:
    unknown = 10 ** (4 - len(told["year"]))
    year = max(1, int(told["year"]) * unknown)
    if told["week"]:
        monday = date.fromisocalendar(year, int(told["week"]), 1)
        return monday + timedelta(5 if told["weekend"] else 0), monday + timedelta(6)
    if told["day"]:
        day = date(year, int(told["month"]), int(told["day"]))
        return day, day
    if told["month"] or told["season"]:
        month = int(told["month"] or _SEASON_MONTHS[told["season"]])
        return _months(year, month, 1 if told["month"] else 3)
    if part := told["quarter"] or told["half"]:
        length = 3 if told["quarter"] else 6
        return _months(year, (int(part) - 1) * length + 1, length)
    return date(year, 1, 1), date(year + unknown - 1, 12, 31)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    start, after = date(year, first, 1), year * 12 + first - 1 + count
    if after // 12 > date.max.year:
        return start, date.max
    return start, date(after // 12, after % 12 + 1, 1) - timedelta(1)
