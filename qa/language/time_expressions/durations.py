"""Rules for how long and how often: "two weeks", "a year and a half", "for decades", "every month"."""

import re

from index.text.calendar_words import WEEKDAYS
from qa.language.time_expressions.relative_times import FUTURE, PAST, distance
from qa.language.time_expressions.rule_match import Resolved, Rule, RuleMatch
from qa.language.time_expressions.vocabulary import DAYPARTS, UNITS, compiled, count_number, unit_name

_RATE = re.compile(
    r"(?:[$€£¥]\s?\d[\d.,]*|%|\d|percent|cents?|dollars?|[mb]illion|times|once|twice|hours?|days?|miles)\s{1,3}$",
    re.IGNORECASE,
)
"""Regular expression of what stands before "a day" where that means each day."""

_HALVES = {"minute": "PT{}M30S", "hour": "PT{}H30M", "day": "P{}DT12H", "year": "P{}Y6M"}
_ADVERBS = {
    "daily": "P1D",
    "hourly": "PT1H",
    "nightly": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P3M",
}


def period(unit: str, count: float | None) -> str:
    """Return ISO 8601's form of so many units; "X" stands for an unknown number."""
    clock, letter, each = UNITS[unit]
    if count is None:
        return f"P{clock}X{ {10: 'DE', 100: 'CE'}.get(each, letter) }"
    return f"P{clock}{round(count * each, 2):.15g}{letter}"


def _counted(found: RuleMatch) -> Resolved:
    """Resolve a counted duration or a distance: "two weeks", "a year and a half", "two days ago"."""
    name, words = unit_name(found["unit"]), found["count"]
    if found["where"] and (UNITS[name][0] != "T" or found["where"] == "ago"):
        return distance(found)
    start = found.match.start("count")
    if words in ("a", "an") and _RATE.search(found.text[max(0, start - 16) : start]):
        return "SET", period(name, 1.0)
    if _is_other(found, name, words):
        return None
    count = count_number(words)
    if (found["half"] or found["and"]) and count is not None:
        return "DURATION", _HALVES[name].format(int(count)) if name in _HALVES else period(name, count + 0.5)
    return "DURATION", period(name, count)


def _is_other(found: RuleMatch, name: str, words: str) -> bool:
    """Whether the words count no time: "a second man", "three quarters of a million"."""
    if words in ("a", "an"):
        return name in ("second", "quarter", "night")
    if name == "quarter":
        return words == "one" or found.text.startswith(" of", found.match.end())
    return found["unit"] == "second" and not (words[0].isdigit() or words == "one")


def _uncounted(found: RuleMatch) -> Resolved:
    """Resolve "for weeks", "decades-long", "years ago"."""
    if found["where"]:
        return "DATE", PAST if found["where"] == "ago" else FUTURE
    return "DURATION", period(unit_name(found["unit"]), None)


def _one(found: RuleMatch) -> Resolved:
    """Resolve "the past year", up to the day of writing ("last year" is the calendar's), and "yearlong"."""
    return "DURATION", period(found["unit"], 1.0)


def _half(found: RuleMatch) -> Resolved:
    """Resolve "half an hour", "a half-year"."""
    halves = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}
    return "DURATION", halves[found["unit"]]


def _recurring(found: RuleMatch) -> Resolved:
    """Resolve "every month", "each Friday", "every two years"."""
    name = unit_name(found["unit"])
    if name in UNITS:
        return "SET", period(name, count_number(found["count"]) if found["count"] else 1.0)
    return (
        "SET",
        f"XXXX-XX-XXT{DAYPARTS[name]}" if name in DAYPARTS else f"XXXX-WXX-{WEEKDAYS.index(name) + 1}",
    )


def _adverb(found: RuleMatch) -> Resolved:
    """Resolve "daily", "annually"."""
    return "SET", _ADVERBS.get(found.match[0].lower(), "P1Y")


RULES: tuple[Rule, ...] = (
    (compiled(r"(?:every|each)(?: (?P<count>COUNT))? (?P<unit>UNIT|WEEKDAY|DAYPART)"), _recurring),
    (compiled(r"daily|hourly|nightly|weekly|monthly|quarterly|yearly|annually"), _adverb),
)
"""Patterns of what recurs, and what resolves them."""

UNIT_RULES: tuple[Rule, ...] = (
    (compiled(r"(?:the|this) (?:past|last) (?P<unit>day|week|month|year)"), _one),
    (compiled(r"(?P<unit>day|week|month|year|decade)[\s-]?long"), _one),
    (
        compiled(
            r"(?:(?:about|almost|nearly|more than|over|less than|at least|just over|just|only|up to|within|"
            r"each of|around) )?(?:the )?(?:(?:last|past|next|first|previous|coming|final|following) )?"
            r"(?P<count>COUNT)"
            r"(?P<half>[\s-]1/2|½|[\s-]and[\s-]a[\s-]half)?"
            r"(?: (?:more|full|straight|consecutive|whole|additional|long|solid|or so))?~(?P<unit>UNIT)"
            r"(?P<and> and a half)?(?: (?P<where>ago|earlier|later|from now|hence|back))?"
            r"(?![\s-]{1,2}olds?\b)"
        ),
        _counted,
    ),
    (
        compiled(
            r"(?:the )?(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)(?:[\s-]long)?"
            r"(?: (?:ahead|(?P<where>ago|later)))?(?! old\b)"
        ),
        _uncounted,
    ),
    (compiled(r"(?:an? )?half(?:~an?)?~(?P<unit>hour|day|year|decade|century)"), _half),
)
"""Patterns of durations, and what resolves them."""
