"""Time expressions: a text's dates, times, durations and sets, with TIMEX3 values (TimeML)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qa.language.time_expressions import calendar_dates, calendar_periods, durations, relative_times
from qa.language.time_expressions.intervals import days_of
from qa.language.time_expressions.rule_match import Reference, RuleMatch, shifted
from qa.language.time_expressions.vocabulary import HAS_UNIT, ordinal_number

__all__ = ["TimeExpression", "days_of", "shifted", "times"]

_RULES = (*calendar_dates.RULES, *calendar_periods.RULES, *relative_times.RULES, *durations.RULES)
_UNIT_RULES = (*durations.UNIT_RULES[:2], *relative_times.UNIT_RULES, *durations.UNIT_RULES[2:])
_ODD_SPACE = re.compile(r"[^\S\n ]")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression and its place in the text, in characters.

    Attributes:
        type: TIMEX3's: DATE, TIME, DURATION or SET.
        value: TIMEX3's, as far as it can be told ("1998-02-13", "1998-W07", "198", "P2D", "PAST_REF").
    """

    start: int
    end: int
    type: str
    value: str


@lru_cache(maxsize=256)
def times(text: str, published: date | str | None = None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of an English text, in order; none overlaps another.

    The longest match of a rule wins among those that begin first. Time is linear in the text's length.

    Args:
        published: the day on which the text was written, which relative expressions count from. Without it
            they have the value PAST_REF, PRESENT_REF or FUTURE_REF, or X in the place of what is unknown
            ("XXXX-07-05", "XXXX-WXX-5").
    """
    text = _ODD_SPACE.sub(" ", text)
    day = date.fromisoformat(published[:10]) if isinstance(published, str) else published
    reference = Reference(day, day)
    rules = (*_RULES, *_UNIT_RULES) if HAS_UNIT.search(text) else _RULES
    candidates = [(match, resolve) for pattern, resolve in rules for match in pattern.finditer(text)]
    candidates.sort(key=lambda one: (one[0].start(), -one[0].end()))
    found: list[TimeExpression] = []
    end = 0
    for match, resolve in candidates:
        if match.start() < end or _is_part_of_a_word(match, text):
            continue
        if resolved := resolve(RuleMatch(match, text, reference)):
            end = match.end()
            found += _expressions(match, *resolved)
            reference = reference.after(resolved[1])
    return tuple(found)


def _is_part_of_a_word(match: re.Match[str], text: str) -> bool:
    """Whether a letter beside a match goes on with its word: patterns know those of ASCII only."""
    start, end = match.span()
    return text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()


def _expressions(match: re.Match[str], type: str, value: str) -> list[TimeExpression]:
    """Return the expression of a match, or two where it names a first and a last ("5-7 May", "1994-95")."""
    told = match.groupdict()
    if last := told.get("until"):
        group = "day" if "day" in told else "year"
        end = _on_day(value, last) if group == "day" else f"{value[: -len(last)]}{last}"
        return [
            TimeExpression(match.start(), match.end(group), type, value),
            TimeExpression(match.start("until"), match.end(), type, end),
        ]
    if first := told.get("since"):
        return [
            TimeExpression(*match.span("since"), type, _on_day(value, first)),
            TimeExpression(match.start("day"), match.end(), type, value),
        ]
    return [TimeExpression(match.start(), match.end(), type, value)]


def _on_day(value: str, day: str) -> str:
    return f"{value[:-2]}{ordinal_number(day):02}"
