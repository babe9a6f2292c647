"""Quantities: a number with its unit or what it counts, and how far the words leave it open."""

import re
from dataclasses import dataclass
from itertools import islice, takewhile

from index.fulltext import STOP_WORDS, words
from qa.cues import covered
from qa.values.dates import dates
from qa.values.found import Found
from qa.values.units import CURRENCY_SIGNS, SCALES, Unit, unit_of
from qa.values.written_numbers import NUMBER_WORDS, number_in_words

ABOUT = 0.1
"""Share by which a number may be off that is given as "about" or "nearly" so many."""

MORE = 0.5
"""Share by which a number may exceed what is given as "more than" or "at least" so many, or fall short of "up
to": logically there is no limit, but nobody says "more than 20" of 300."""

CONVERTED = 0.02
"""Share by which numbers in different units may differ: one of them was rounded when it was converted."""

COUNTED = 3
"""Words after a number that may say what it counts."""

_SIGN = "|".join(map(re.escape, sorted(CURRENCY_SIGNS, key=len, reverse=True)))
_SCALE = "|".join(rf"[\s-]?{scale}" if len(scale) > 1 else scale for scale in SCALES)
_HEDGES = (
    (
        r"(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|an estimated|close to|~)",
        (-ABOUT, ABOUT),
    ),
    (
        r"(?:more than|over|at least|above|exceeding|upwards of|a minimum of)",
        (-CONVERTED, MORE),
    ),
    (
        r"(?:less than|under|up to|at most|below|fewer than|as many as|no more than)",
        (-MORE, CONVERTED),
    ),
)
_NUMBER = re.compile(
    rf"(?<![\w.,/:–-])(?P<sign>(?:{_SIGN})\s?)?"
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>(?:{NUMBER_WORDS})\b))"
    rf"(?:(?P<scale>{_SCALE})\b)?(?!\w|[-–:]\d|,\d|\.\d|/\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its dimension.

    Attributes:
        low, high: the numbers it may mean, by its precision and words such as "about".
        unit: its unit as it is given; of no dimension where things are counted.
        counted: the words after it, which say what it counts.
    """

    number: float
    low: float
    high: float
    unit: Unit
    counted: tuple[str, ...] = ()

    def compare(self, other: "Quantity") -> bool | None:
        """Whether both can be right; None of different dimensions, currencies or things counted."""
        if self.unit.dimension != other.unit.dimension:
            return None
        if self.counted and other.counted and not any(covered(self.counted, other.counted)):
            return None
        if self.low <= other.number <= self.high or other.low <= self.number <= other.high:
            return True
        converted = self.unit.factor != other.unit.factor
        return converted and abs(self.number - other.number) <= CONVERTED * abs(self.number)


def quantities(text: str) -> list[Found]:
    """Return the quantities in a text, in order. Dates and ordinal numbers are none."""
    dated = [(found.start, found.end) for found in dates(text)]
    found = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if any(first < end and start < last for first, last in dated) and not match["sign"]:
            continue
        read = _quantity(match, text)
        if read:
            found.append(read)
    return found


def _quantity(match: re.Match[str], text: str) -> Found | None:
    scale = SCALES[match["scale"].strip(" -").lower()] if match["scale"] else 1.0
    if match["digits"]:
        plain = match["digits"].replace(",", "")
        number, half = float(plain) * scale, _precision(plain, scale > 1) * scale / 2
    else:
        in_words = number_in_words(match["words"])
        if in_words is None:
            return None
        number, half = in_words * scale, scale / 2 if scale > 1 else 0.0
    unit, length = unit_of(text[match.end() :])
    end = match.end() + length
    if match["sign"]:
        unit = Unit(CURRENCY_SIGNS[match["sign"].strip().upper()])
    low, high = _left_open(text[: match.start()], number, half)
    counted = () if unit.dimension else _counted(text[end:])
    convert = unit.to_base
    quantity = Quantity(convert(number), convert(low), convert(high), unit, counted)
    return Found(quantity, match.start(), end)


def _precision(plain: str, scaled: bool) -> float:
    """Return what the last digit that tells something is worth: of "2.9" a tenth, of "12,000" a hundred."""
    _, _, decimals = plain.partition(".")
    if decimals:
        return float(10 ** -len(decimals))
    if scaled:
        return 1.0
    zeros = len(plain) - len(plain.rstrip("0"))
    # Of a round number the second digit is taken to be meant: 10,000 is no rounded 12,000.
    return float(10 ** min(zeros, max(0, len(plain) - 2))) if zeros else 0.0


def _left_open(before: str, number: float, half: float) -> tuple[float, float]:
    low, high = number - half, number + half
    for hedge, (less, more) in _HEDGES:
        if re.search(rf"(?<!\w){hedge}\s?$", before[-20:], re.IGNORECASE):
            return min(low, number * (1 + less)), max(high, number * (1 + more))
    return low, high


def _counted(after: str) -> tuple[str, ...]:
    beginning = re.match(r"[^.,;:!?()\n]*", after[:60])
    following = words(beginning.group()) if beginning else []
    counted = takewhile(lambda word: not word[0].isdecimal(), following)
    return tuple(islice((word for word in counted if word not in STOP_WORDS), COUNTED))
