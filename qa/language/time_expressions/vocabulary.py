"""The vocabulary of English time expressions, and regular expressions written with it."""

import re

from index.text.calendar_words import MONTHS, WEEKDAYS
from qa.language.number_words import BELOW_HUNDRED, NUMBER_WORDS, number_in_words

UNITS = {
    "second": ("T", "S", 1),
    "minute": ("T", "M", 1),
    "hour": ("T", "H", 1),
    "day": ("", "D", 1),
    "night": ("", "D", 1),
    "week": ("", "W", 1),
    "fortnight": ("", "W", 2),
    "month": ("", "M", 1),
    "quarter": ("", "Q", 1),
    "year": ("", "Y", 1),
    "decade": ("", "Y", 10),
    "century": ("", "Y", 100),
}
"""ISO 8601's designator of a unit, after "T" for units of the clock, and how many of that it has."""

DAYPARTS = {"morning": "MO", "noon": "MI", "afternoon": "AF", "evening": "EV", "night": "NI"}
"""TIMEX3's codes of the parts of a day."""

NEAR_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
"""The days around the day of writing, and how many days later they are."""

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
"""TIMEX3's codes of the seasons."""

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
).split()
_ORDINAL = rf"(?:(?:twenty|thirty)[\s-](?:{'|'.join(_ORDINALS[:9])})|{'|'.join(_ORDINALS)})"
_UNIT = "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade"
_VAGUE = frozenset("several some many few couple dozen dozens".split())

_CLASSES = {
    "MONTH": rf"(?:(?:{'|'.join(MONTHS)})\b|(?:{'|'.join(m[:3] for m in MONTHS)}|sept)\b\.?)",
    "WEEKDAY": rf"(?:{'|'.join(WEEKDAYS)})\b",
    "DAY": r"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?)",
    "YEAR": r"(?:(?:1\d{3}|20\d\d)(?![\d%])(?![.,]\d))",
    "SPOKEN": rf"(?:nineteen|eighteen|seventeen)[\s-]{BELOW_HUNDRED}",
    "ORDINAL": rf"(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))\b",
    "COUNT": (
        r"(?:\d{1,6}(?:,\d{3})?(?:\.\d{1,3})?(?![\d,.])"
        rf"|{NUMBER_WORDS}|(?:a\s)?(?:few|couple(?:\sof)?|dozen)\b|an?\b|several|some|many|dozens\sof)"
    ),
    "UNIT": rf"(?:(?:{_UNIT})s?|century|centuries)\b",
    "DAYPART": rf"(?:{'|'.join(DAYPARTS)})\b",
    "SEASON": rf"(?:{'|'.join(SEASONS)})\b",
    "PHASE": r"(?:(?:early|late|mid|(?:beginning|start|middle|end)\sof)[\s-]{1,2})",
}
"""Classes of words and a regular expression of each."""

HAS_UNIT = re.compile(rf"(?:{_UNIT}|centur)", re.IGNORECASE)
"""Regular expression of what every text with a unit of time has."""


def compiled(pattern: str, *, any_case: bool = True) -> re.Pattern[str]:
    """Return the regular expression that a pattern stands for; only ASCII letters and digits match.

    In a pattern, a word in capitals stands for a class of words ("MONTH"), a space for white space and "~"
    for white space or a hyphen.
    """
    for name in sorted(_CLASSES, key=len, reverse=True):
        pattern = pattern.replace(name, _CLASSES[name])
    pattern = pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}").replace("~", r"(?:\s{1,3}|-\s?)")
    return re.compile(
        rf"(?<!\w)(?=[\w'’`])(?:{pattern})(?!\w)", re.ASCII | (re.IGNORECASE if any_case else re.NOFLAG)
    )


def month_number(word: str) -> int:
    """Return the number of the month that a `MONTH` names."""
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word[:3].lower()))


def unit_name(word: str) -> str:
    """Return the unit that a `UNIT` names, as `UNITS` has it."""
    return word.lower().removesuffix("s").replace("centurie", "century")


def count_number(words: str) -> float | None:
    """Return the number that a `COUNT` stands for, or None of a vague one ("several")."""
    plain = words.lower().replace(",", "")
    if plain[0].isdigit():
        return float(plain)
    if plain == "a dozen":
        return 12.0
    return number_in_words(plain)[0] if _VAGUE.isdisjoint(plain.split()) else None


def ordinal_number(words: str) -> int:
    """Return the number that an `ORDINAL` or a `DAY` stands for."""
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    *tens, last = re.split(r"[\s-]+", words.lower())
    number = 30 if last == "thirtieth" else _ORDINALS.index(last) + 1
    return number + sum({"twenty": 20, "thirty": 30}[ten] for ten in tens)


def spoken_year(words: str) -> int:
    """Return the year that a `SPOKEN` stands for ("nineteen ninety-four")."""
    hundreds, rest = re.split(r"[\s-]+", words, maxsplit=1)
    return 100 * int(number_in_words(hundreds)[0]) + int(number_in_words(rest)[0])
