"""The parser of calendar days in numbers and words; an ambiguous day is not read."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from index.text.calendar_words import month_number


class DayOrder(Enum):
    """The order of day, month and year in a text's numeric dates whose year comes last or has two digits."""

    UNKNOWN = "unknown"
    """English, which is written in countries of both orders, or nothing known."""
    DAY_FIRST = "day first"
    """The other European languages: `03/04/2024` is the third of April."""
    YEAR_FIRST = "year first"
    """Chinese, Japanese and Korean: `24.06.16` is in June 2024."""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day written in a text.

    Attributes:
        end: its end in the text.
        day: the day; None where day and month could be either way round.
    """

    end: int
    day: date | None


_BEFORE = r"(?<![\d])"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|e|o|\.)?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_SHORT_YEAR = r"(?P<year>[12]\d{3}|['’]?\d{2})(?!\d)(?!\s?(?:[:h]\s?\d|h\b|[ap]\.?\s?m|uhr|uur|ч))(?!\.\d)"
_OF = r"(?:(?:de|del|of|do)\s+)?"
_AFTER_YEAR = r"(?:\s?(?:года|г\b\.?))?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_FORMS = tuple(
    re.compile(_BEFORE + form, re.IGNORECASE)
    for form in (
        rf"{_D}(?:\s+|\s?[-/.]\s?)?{_OF}{_MONTH},?(?:\s+|\s?[-/.]\s?){_OF}{_SHORT_YEAR}{_AFTER_YEAR}",
        rf"{_MONTH}(?:\s+|[-/]){_D}(?:\s?,\s*|\s+|[-/]){_OF}{_YEAR}",
        rf"{_MONTH}\s+{_D}\s?,?\s+(?P<year>['’]\d{{2}})(?!\d)",
        rf"{_MONTH}\s+{_D}\s+{_CLOCK}(?:\s[A-Z]{{2,5}})?\s+{_YEAR}",
        rf"{_YEAR}[-/.\s]\s?(?P<month>[^\W\d_]{{3,12}})[-/.\s]\s?(?P<day>\d{{1,2}})(?!\d)",
        r"(?P<year>[12]\d{3})\s?(?:[-/.]|年|년)\s?(?P<month>\d{1,2})\s?(?:[-/.]|月|월)\s?(?P<day>\d{1,2})(?!\d)"
        r"(?:\s?[日일号號]|\.(?!\d))?",
        r"(?P<era>令和|平成|昭和|民國|民国)\s?(?P<year>\d{1,3}|元)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        r"(?P<year>[〇零○一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
        r"(?P<day>[一二三四五六七八九十]{1,3})[日号號]",
        r"(?P<a>\d{1,2})(?P<mark>[-/.])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<c>[12]\d{3}|\d{2})(?!\d)(?![:.]\d)",
    )
)
_WITHOUT_YEAR = re.compile(
    rf"{_BEFORE}(?:{_D}\s+{_OF}{_MONTH}|{_MONTH.replace('month', 'month2')}\s+{_D.replace('day', 'day2')}|"
    r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])(?!\w)",
    re.IGNORECASE,
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "十": 10}
_FAR_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LOOK = 5_000
"""Number of characters that are enough to tell a language."""

_FEWEST_WORDS = 20
"""Number of words that are enough to tell that a text is not English."""
_ENGLISH = frozenset({"the", "and"})
_RARE = 0.02
"""Share of those words in a text below which it is not English; in English they make up six to ten in a
hundred."""


def day_order(text: str, start: int = 0) -> DayOrder:
    """Return the order of numeric dates in the language of a text, or of its part from `start` on."""
    beginning = text[start : start + _LOOK]
    words = re.findall(r"[^\W\d_]+", beginning.lower())
    if len(_FAR_EAST.findall(beginning)) * 10 > sum(map(len, words)):
        return DayOrder.YEAR_FIRST
    english = sum(word in _ENGLISH for word in words)
    return (
        DayOrder.DAY_FIRST
        if len(words) >= _FEWEST_WORDS and english < _RARE * len(words)
        else DayOrder.UNKNOWN
    )


def day_at(text: str, at: int, order: DayOrder = DayOrder.UNKNOWN) -> WrittenDay | None:
    """Return the day at an offset of a folded text; None where there is none.

    Raises:
        ValueError: a day that no calendar has (31 June).
    """
    for form in _FORMS:
        match = form.match(text, at)
        if not match:
            continue
        found = match.groupdict()
        if "mark" in found:
            return WrittenDay(
                match.end(), _in_numbers(found["a"], found["b"], found["c"], found["mark"], order)
            )
        month = _month(found["month"])
        if month:
            return WrittenDay(match.end(), date(_year(found), month, _counted(found["day"])))
    return None


def end_of_day_without_year(text: str, at: int) -> int | None:
    """Return the end of a day and month without a year at an offset of a folded text, or None."""
    match = _WITHOUT_YEAR.match(text, at)
    if not match:
        return None
    word = match["month"] or match["month2"]
    return match.end() if not word or _month(word) else None


def _month(word: str) -> int | None:
    if word[0] in _DIGITS or word[0] == "十":
        return _counted(word.removesuffix("份").removesuffix("月"))
    return int(word) if word.isdecimal() else month_number(word)


def _year(found: dict[str, str]) -> int:
    year = found["year"].strip("'’")
    if found.get("era"):
        return _ERAS[found["era"]] + (1 if year == "元" else int(year))
    if year[0] in _DIGITS:
        return int("".join(str(_DIGITS[char]) for char in year))
    return int(year) if len(year) > 2 else _full_year(int(year))


def _full_year(short: int) -> int:
    return short + (2000 if short < 70 else 1900)


def _counted(number: str) -> int:
    """Return a number up to 99 that is written in digits or in Chinese numerals (二十一), 0 for any other."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if any(part and part not in _DIGITS for part in (tens, ones)):
        return 0
    if not ten:
        return _DIGITS.get(number, 0)
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _in_numbers(a: str, b: str, c: str, mark: str, order: DayOrder) -> date | None:
    """Return the day of three numbers; None where it is ambiguous. A year of two digits may also stand first.

    Raises:
        ValueError: none of the orders gives a day.
    """
    year = int(c) if len(c) > 2 else _full_year(int(c))
    first, second = int(a), int(b)
    if len(c) == 2 and order is DayOrder.YEAR_FIRST:
        return date(_full_year(first), second, int(c))
    if len(c) == 2 and mark == "-" and order is DayOrder.UNKNOWN:
        return None  # 24-06-16 is also how a year is shortened in the international order
    if second > 12:
        return date(year, first, second)
    # With points no country writes the month first.
    if first > 12 or first == second or mark == "." or order is not DayOrder.UNKNOWN:
        return date(year, second, first)
    return None
