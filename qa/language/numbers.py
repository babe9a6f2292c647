"""Numbers with their units, and the bounds that precision and words such as "about" leave open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.number_words import (
    AND_PART,
    FRACTION_FOLLOWS,
    NUMBER_WORDS,
    PART_OF,
    number_in_words,
    part_in_words,
)
from qa.language.units import CURRENCY_SIGNS, SCALES, Unit, unit_of

ABOUT = 0.1
"""Share by which a number may be off that is given as "about" or "nearly" so many, or as half a million."""

MORE = 9.0
"""Share by which a number may exceed what is given as "more than" or "at least" so many: logically there
is no limit, but nobody says "more than 20" of 300. What is "fewer than" so many may be any smaller number."""

CONVERTED = 0.02
"""Share by which numbers in different units may differ: one of them was rounded when it was converted."""

MOST_DIGITS = 18
"""Number of digits of a number at most; what has more is a code, or noise, and nobody compares it."""

_SIGN = "|".join(map(re.escape, sorted(CURRENCY_SIGNS, key=len, reverse=True)))
_SCALE_WORD = "|".join(scale for scale in SCALES if len(scale) > 1)
_SCALE_LETTER = "|".join(scale for scale in SCALES if len(scale) == 1)
_FEWER = (-1.0, CONVERTED)
_OVER = (-CONVERTED, MORE)
_HEDGES = (
    (
        r"(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|an estimated|close to|~)",
        (-ABOUT, ABOUT),
    ),
    (r"(?:no|not) (?:more|higher|greater|larger) than", _FEWER),
    (r"(?:no|not) (?:less|fewer|lower|smaller) than", _OVER),
    (r"(?:(?:more|higher|greater|larger) than|over|at least|above|exceeding|upwards of|a minimum of)", _OVER),
    (
        r"(?:(?:less|fewer|lower|smaller) than|under|up to|at most|below|as many as|as much as|a maximum of)",
        _FEWER,
    ),
)
# Atomic groups: where a whole number is none, no part of it is one either.
_NUMBER = re.compile(
    rf"(?<![\w.,/:–-])(?P<sign>(?:{_SIGN})\s?)?"
    r"(?:(?P<digits>(?>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:\x20\d{3})+(?!\d)|\d+)(?:\.\d+)?))"
    rf"|(?P<part>(?>{PART_OF}))|(?P<words>(?>{NUMBER_WORDS})))"
    rf"(?P<more>{AND_PART})?"
    rf"(?P<scales>(?:(?:[\s-]?(?:{_SCALE_WORD}))+|{_SCALE_LETTER})\b)?"
    rf"(?!\w|[-–:]\d|,\d|\.\d|/\d|{FRACTION_FOLLOWS})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands, in characters.

    Attributes:
        told: what it says.
        low, high: what it may mean.
        scale: what a word after it has multiplied it by.
    """

    start: int
    end: int
    told: float
    low: float
    high: float
    scale: float
    unit: Unit


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in a plain text, in order; ordinal numbers and codes are none."""
    for match in _NUMBER.finditer(text):
        if match["digits"] and len(match["digits"].partition(".")[0]) > MOST_DIGITS:
            continue
        number, half, scale = _read(match)
        if number >= 10.0**MOST_DIGITS:
            continue
        unit, length = unit_of(text[match.end() :])
        if match["sign"]:
            unit = Unit(CURRENCY_SIGNS[match["sign"].strip().upper()])
        low, high = _left_open(text[: match.start()], number, half)
        yield Number(match.start(), match.end() + length, number, low, high, scale, unit)


def _read(match: re.Match[str]) -> tuple[float, float, float]:
    """Return the number, by how much it may be off by its precision, and its scale."""
    scale = 1.0
    for word in re.findall(f"{_SCALE_WORD}|{_SCALE_LETTER}", (match["scales"] or "").lower()):
        scale *= SCALES[word]
    if match["part"]:
        return part_in_words(match["part"]) * scale, ABOUT * scale / 2, scale
    if match["digits"]:
        plain = re.sub("[, ]", "", match["digits"])
        number, half = float(plain) * scale, _precision(plain, scale >= 1000) * scale / 2
    else:
        in_words, last = number_in_words(match["words"])
        number, scale = in_words * scale, last * scale
        half = scale / 2 if scale >= 1000 else 0.0
    if match["more"]:
        return number + part_in_words(match["more"]) * scale, ABOUT * scale / 2, scale
    return number, half, scale


def _precision(plain: str, scaled: bool) -> float:
    """Return what the last digit that tells something is worth: of "2.9" a tenth, of "12,000" a hundred."""
    _, _, decimals = plain.partition(".")
    if decimals:
        return float(10 ** -len(decimals))
    if scaled:
        return 1.0
    zeros = len(plain) - len(plain.rstrip("0"))
    # Of a round number the second digit is taken to be meant: 10,000 is no rounded 12,000. And what lies just
    # between two of them, 105, is rounded to neither.
    return 0.99 * 10 ** min(zeros, max(0, len(plain) - 2)) if zeros else 0.0


def _left_open(before: str, number: float, half: float) -> tuple[float, float]:
    low, high = number - half, number + half
    for hedge, (less, more) in _HEDGES:
        if re.search(rf"(?<!\w){hedge}\s?$", before[-20:], re.IGNORECASE):
            return min(low, number * (1 + less)), max(high, number * (1 + more))
    return low, high
