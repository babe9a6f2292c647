"""Quantities: a number or a range with its unit or what it counts."""

import re
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from index.text.words import STOP_WORDS, words
from qa.language.date_values import dates
from qa.language.mentions import Mention
from qa.language.numbers import CONVERTED, Number, numbers
from qa.language.units import Unit
from qa.language.word_forms import covered_terms

COUNTED = 3
"""Number of words after a number that may say what it counts."""

# Case is ignored, so that ſ is taken for s, ı and İ for i and the Kelvin sign for k.
_LETTERS = str.maketrans("ſıİ\u212a\u2010\u2011", "siIK--")
_SPACES = re.compile(r"[^\S\n]")
_RANGE = re.compile(r"\s(?:to|or)\s")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|some\s)?$", re.IGNORECASE)
_SUM = re.compile(r",?\s(?:and\s)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range in the base unit of its dimension.

    Attributes:
        least, most: the ends of a range; the same twice for a number.
        low, high: what it may mean, by its precision and words such as "about".
        unit: its unit as it is given; of no dimension where things are counted.
        counted: the words after it, which say what it counts.
    """

    least: float
    most: float
    low: float
    high: float
    unit: Unit
    counted: tuple[str, ...] = ()

    def compare(self, other: "Quantity") -> bool | None:
        """Whether both can be right; None of different dimensions, currencies or things counted."""
        if self.unit.dimension != other.unit.dimension:
            return None
        if self.counted and other.counted and not any(covered_terms(self.counted, other.counted)):
            return None
        if self._may_be(other) or other._may_be(self):
            return True
        apart = max(self.least - other.most, other.least - self.most)
        converted = self.unit.factor != other.unit.factor
        return converted and apart <= CONVERTED * max(abs(self.most), abs(other.most))

    def _may_be(self, other: "Quantity") -> bool:
        return self.low <= other.most and other.least <= self.high


def quantities(text: str) -> list[Mention]:
    """Return the quantities in a text, in order. Dates and ordinal numbers are none."""
    text = _SPACES.sub(" ", text.translate(_LETTERS))
    dated = [(found.start, found.end) for found in dates(text)]
    found: list[Mention] = []
    before: Number | None = None
    for number in numbers(text):
        in_date = any(first < number.end and number.start < last for first, last in dated)
        if in_date and text[number.start].isalnum():
            continue
        joined = _joined(text, before, number) if before else None
        if joined:
            found[-1] = joined
        else:
            found.append(Mention(_quantity(number, text), number.start, number.end))
        before = None if joined else number
    return found


def _quantity(number: Number, text: str) -> Quantity:
    told, low, high = map(number.unit.to_base, (number.told, number.low, number.high))
    counted = () if number.unit.dimension else _counted(text[number.end :])
    return Quantity(told, told, low, high, number.unit, counted)


def _joined(text: str, first: Number, second: Number) -> Mention | None:
    """Return what two numbers make together: a range, or a sum such as five feet ten inches; or None."""
    between = text[first.end : second.start]
    named = _BETWEEN.search(text[: first.start]) if between.strip() == "and" else None
    if named or _RANGE.fullmatch(between):
        start = named.start() if named else first.start
        first, second = _completed(first, second)
        least, most = _quantity(first, text), _quantity(second, text)
        if first.unit.dimension == second.unit.dimension and least.least < most.most:
            low, high = min(least.low, most.low), max(least.high, most.high)
            return Mention(replace(most, least=least.least, low=low, high=high), start, second.end)
    elif _SUM.fullmatch(between) and first.unit.is_divided_into(second.unit):
        one, rest = _quantity(first, text), _quantity(second, text)
        told = one.least + rest.least
        whole = Quantity(told, told, min(one.low + rest.low, told), one.high + rest.high, first.unit)
        return Mention(whole, first.start, second.end)
    return None


def _completed(first: Number, second: Number) -> tuple[Number, Number]:
    """Give each end of a range what is only said at the other: 10 to 20 million, $10 to 20."""
    if first.scale == 1 and first.told < second.told / second.scale:
        told, low, high = (value * second.scale for value in (first.told, first.low, first.high))
        first = replace(first, told=told, low=low, high=high)
    unit = second.unit if second.unit.dimension else first.unit
    return replace(first, unit=first.unit if first.unit.dimension else unit), replace(second, unit=unit)


def _counted(after: str) -> tuple[str, ...]:
    beginning = re.match(r"[^.,;:!?()\n]*", after[:60])
    following = words(beginning.group()) if beginning else []
    counted = takewhile(lambda word: not word[0].isdecimal(), following)
    return tuple(islice((word for word in counted if word not in STOP_WORDS), COUNTED))
