"""Rules for dates as they are written: days, months, years, decades, centuries, holidays."""

import re
from datetime import date

from index.text.calendar_words import MONTHS
from qa.language.time_expressions.rule_match import Resolved, Rule, RuleMatch, weekday_near, year_near
from qa.language.time_expressions.vocabulary import (
    DAYPARTS,
    compiled,
    month_number,
    ordinal_number,
    spoken_year,
)

UNKNOWN_YEAR = "XXXX"
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TENSES = {"last": -2, "past": -2, "next": 2, "coming": 2}

_BEFORE_A_MONTH = re.compile(
    r"(?<!\w)(?:in|by|since|until|till|of|last|next|early|late|mid|this|during|from|through|between|and|or|to)"
    r"[\s-]{1,2}$",
    re.IGNORECASE,
)
_SURELY_A_MONTH = re.compile(
    r"(?<!\w)(?:in|during|since|between|last|early|late|mid"
    rf"|(?:between|from|in) (?-i:{'|'.join(MONTHS)}) (?:and|to|until|through|or))[\s-]$",
    re.IGNORECASE,
)
_PART_OF_A_NUMBER = tuple(".,:/-$€£")
_NEXT_MONTH = compiled(r"(?:(?:to|through|until|and|or) )?(?:the )?PHASE?MONTH")
_TO_A_MONTH = compiled(r"(?:to|through|until) (?:the )?PHASE?MONTH")
_ARTICLE_AFTER = re.compile(r"\s(?:stor(?:y|ies)|pieces?|reports?|articles?|posts?)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:(?<!\w)(?:the|his|her|its|their|your|our|my)|[’']s)\s$", re.IGNORECASE)
_ALSO_A_WORD = re.compile(r"\w{3,4}\.|march|may|(?!june|july)\w{3,4}", re.IGNORECASE)
_SHORT_TEXT = 20
_NO_DAY = re.compile(r"\s\d\d?(?!\d)")
_COUNTED = r"people|men|women|children|cattle|sheep|euro|km|kg|feet|miles"
_NO_YEAR_BEFORE = re.compile(
    r"(?:[$€£¥#]|(?<!\w)(?:no|nos|number|flight|route|page|room|nearly|over|than)\.?)\s?$",
    re.IGNORECASE,
)
_NO_YEAR_AFTER = re.compile(
    r"\s?(?:per ?cent|%|[mb]illion|trillion|dollars?|euros?|pounds|degrees|[a-z]*(?:watts?|bytes?)|"
    rf"[a-z]*met(?:er|re)s?|{_COUNTED})\b"
)
_THINGS = re.compile(r"\s[a-z]{2,}s\b")
_YEAR_BEFORE_THINGS = re.compile(
    r"(?:(?<!\w)(?:in|since|by|during|from|until|till|to|for|before|after|between|and|or|the|an?|this|that|its|"
    r"his|her|their|our|years?|early|late|mid|spring|summer|autumn|fall|winter|season|through)\s{1,3}|"
    r"(?<!\w)(?-i:[A-Z])\w*\s|[^\w\s]\s*|^)$",
    re.IGNORECASE,
)
_TENS = {"twen": 2, "thir": 3, "fort": 4, "fift": 5, "sixt": 6, "seve": 7, "eigh": 8, "nine": 9}
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing": (12, 26),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "independence": (7, 4),
    "may day": (5, 1),
}
_WEEKDAY_HOLIDAYS = {"thanksgiving": (11, 22, 3), "labor": (9, 1, 0), "memorial": (5, 25, 0)}
"""The month of a holiday, the first day of it that it can be, and its weekday."""


def _year(found: RuleMatch, month: int, day: int | None) -> str:
    """Return the year of a date as it is told, else the likeliest by the day of publication and the tense."""
    if told := found["year"]:
        return told
    if not found.published:
        return UNKNOWN_YEAR
    which = found["which"]
    if which == "this":
        return f"{found.published.year:04}"
    tense = _TENSES.get(which) or found.tense()
    return f"{year_near(month, day, found.published, tense):04}"


def _full(two_digits: str) -> str:
    return f"{'19' if int(two_digits) >= 30 else '20'}{two_digits}" if len(two_digits) == 2 else two_digits


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _LONGEST_MONTHS[month - 1]


def _iso(found: RuleMatch) -> Resolved:
    """Resolve "2024-06-16", "2024-06-16T10:30", "2024/06/16", "2024-06" and "2024-W07"."""
    if found["week"]:
        return "DATE", found.match[0].upper()
    if not _is_day(int(found["month"]), int(found["day"] or 1)):
        return None
    value = "-".join(filter(None, (found["year"], found["month"], found["day"])))
    return ("TIME", f"{value}T{found['clock']}") if found["clock"] else ("DATE", value)


def _numeric(found: RuleMatch) -> Resolved:
    """Resolve "6/16/2024" and "16.06.2024": the month stands first with slashes, where it can."""
    month, day = int(found["first"]), int(found["second"])
    if found["sign"] == "." or month > 12:
        month, day = day, month
    return ("DATE", f"{_full(found['year'])}-{month:02}-{day:02}") if _is_day(month, day) else None


def _month_day(found: RuleMatch) -> Resolved:
    """Resolve a day of a month: "Aug. 7", "Saturday, 5th of July 2022", "the night of March 3"."""
    month, day = month_number(found["month"]), ordinal_number(found["day"])
    if not _is_day(month, day) or found.before(1) in _PART_OF_A_NUMBER:
        return None
    value = f"{_year(found, month, day)}-{month:02}-{day:02}"
    return ("TIME", f"{value}T{DAYPARTS[found['part']]}") if found["part"] else ("DATE", value)


def _month(found: RuleMatch) -> Resolved:
    """Resolve a month, with a year or without: "early December", "last May", "October 1998"."""
    name = found.match["month"]
    start, end = found.match.span("month")
    if not found["year"]:
        before = found.text[max(0, start - 32) : start]
        # "The march story" may be that of a march.
        of_an_article = _ARTICLE_AFTER.match(found.text, end) and (
            not _ALSO_A_WORD.fullmatch(name) or _DETERMINER.search(before)
        )
        marked = of_an_article or found["which"] or found["phase"] or _BEFORE_A_MONTH.search(before)
        is_sure = _SURELY_A_MONTH.search(before) or _TO_A_MONTH.match(
            found.text, min(len(found.text), end + 1)
        )
        a_verb = name in ("may", "march") and not is_sure
        if a_verb or (name.islower() and not marked) or _NO_DAY.match(found.text, end):
            return None
        if _ALSO_A_WORD.fullmatch(name) and not marked and not _stands_alone(found.text, start, end):
            return None
    month = month_number(name)
    return "DATE", f"{_year(found, month, None)}-{month:02}"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a month's name is all of a text, or the first of two."""
    only = len(text) < _SHORT_TEXT and text.strip() == text[start:end]
    return only or bool(_NEXT_MONTH.match(text, min(len(text), end + 1)))


def _calendar_year(found: RuleMatch) -> Resolved:
    """Resolve a year: "1998", "fiscal 1998", "the year 2000"."""
    after = found.match.end()
    if not found["kind"]:
        before = found.before(14)
        if _NO_YEAR_BEFORE.search(before) or _NO_YEAR_AFTER.match(found.text, after):
            return None
        if _THINGS.match(found.text, after) and not _YEAR_BEFORE_THINGS.search(before):
            return None
    return "DATE", found["year"]


def _spoken_year(found: RuleMatch) -> Resolved:
    return "DATE", f"{spoken_year(found.match[0])}"


def _short_year(found: RuleMatch) -> Resolved:
    return "DATE", _full(found["year"])


def _decade(found: RuleMatch) -> Resolved:
    """Resolve "the early 1980s", "the '80s", "the eighties"."""
    if found["long"]:
        return "DATE", found["long"][:3]
    return "DATE", f"19{found['short'][:1] or _TENS[found['words'][:4]]}"


def _century(found: RuleMatch) -> Resolved:
    """Resolve "the 20th century", whose years begin with 19."""
    return "DATE", f"{ordinal_number(found['ordinal']) - 1:02}"


def _holiday(found: RuleMatch) -> Resolved:
    """Resolve a holiday whose day is known: "Christmas Eve", "Thanksgiving"."""
    name = found.match[0].lower().replace("’", "'")
    month, day, weekday = next(
        (rule for start, rule in _WEEKDAY_HOLIDAYS.items() if name.startswith(start)), (0, 0, None)
    )
    if weekday is None:
        month, day = next(fixed for start, fixed in _HOLIDAYS.items() if name.startswith(start))
    year = _year(found, month, day)
    if weekday is None or year == UNKNOWN_YEAR:
        return "DATE", f"{year}-{month:02}" + (f"-{day:02}" if weekday is None else "")
    return "DATE", weekday_near(date(int(year), month, day), weekday, 1).isoformat()


_WHICH = r"(?:(?P<which>last|past|next|this|coming) )?"
_OF_YEAR = r"(?:,? (?:of )?(?P<year>YEAR))?"
_TO = r"(?: ?[-–] ?| (?:to|and|or|through|until) (?:the )?)"
_NO_COUNT = rf"(?! (?!was|is|as|has)[a-z]{{2,}}s\b| (?:{_COUNTED})\b)"

RULES: tuple[Rule, ...] = (
    (
        compiled(
            r"(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)"
            r"(?:[t ](?P<clock>\d\d:\d\d(?::\d\d)?))?"
        ),
        _iso,
    ),
    (compiled(r"(?P<year>\d{4})-(?:w(?P<week>[0-5]\d)(?:-[1-7])?|(?P<month>\d\d))(?!-)"), _iso),
    (compiled(r"(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)"), _numeric),
    (
        compiled(
            rf"(?:(?:the )?(?P<part>DAYPART) of |WEEKDAY,? (?:the )?)?{_WHICH}(?P<month>MONTH) (?:the )?"
            rf"(?P<day>ORDINAL|DAY)(?:{_TO}(?P<until>DAY){_NO_COUNT})?{_OF_YEAR}"
        ),
        _month_day,
    ),
    (
        compiled(
            rf"(?:WEEKDAY,? )?(?:the )?(?:(?P<since>DAY){_TO})?(?P<day>ORDINAL|DAY) (?:of )?(?P<month>MONTH)"
            rf"{_OF_YEAR}"
        ),
        _month_day,
    ),
    (compiled(rf"{_WHICH}(?P<phase>(?:the )?PHASE)?(?P<month>MONTH){_OF_YEAR}"), _month),
    (
        compiled(
            r"(?<![$€£¥.,#/:–-])(?P<kind>(?:the )?(?:(?:fiscal|calendar)(?: year)?|year) |PHASE|pre-|post-)?"
            r"(?P<year>YEAR)(?:[-–/](?P<until>YEAR|\d\d(?![\d-])))?"
        ),
        _calendar_year,
    ),
    (compiled(r"SPOKEN"), _spoken_year),
    (compiled(r"(?<=[\s(])['’`](?P<year>\d\d)"), _short_year),
    (
        compiled(
            r"(?:the )?PHASE?(?P<long>(?:1\d|20)\d0)['’]?s|(?:the PHASE?['’`]?|['’`])(?P<short>\d0)['’]?s|"
            r"(?:the )?PHASE?(?:nineteen[\s-])?(?P<words>(?:twen|thir|for|fif|six|seven|eigh|nine)ties)"
        ),
        _decade,
    ),
    (compiled(r"(?:the )?PHASE?(?P<ordinal>ORDINAL)~century"), _century),
    (
        compiled(
            r"(?:christmas(?: (?:day|eve))?|new year['’]s(?: (?:day|eve))|halloween|valentine['’]s day|"
            r"thanksgiving(?: day)?|(?:labor|memorial|independence|may|boxing) day)(?:,? (?P<year>YEAR))?"
        ),
        _holiday,
    ),
)
"""Patterns of dates, and what resolves them."""
