"""Units of measure and currencies: enough of them to see that two numbers mean the same."""

import re
from dataclasses import dataclass

SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
"""What a word after a number multiplies it by; single letters only where they touch it ("5m", not "5 m")."""

CURRENCY_SIGNS = {
    "$": "dollar",
    "US$": "dollar",
    "€": "euro",
    "£": "pound sterling",
    "¥": "yen",
    "₩": "won",
    "₹": "rupee",
}

_FACTORS: dict[str, dict[str, float]] = {
    "length": {
        "km|kilomet(?:re|er)s?": 1000,
        "met(?:re|er)s?": 1,
        "cm|centimet(?:re|er)s?": 0.01,
        "mm|millimet(?:re|er)s?": 0.001,
        "miles?|mi": 1609.344,
        "yards?": 0.9144,
        "feet|foot|ft": 0.3048,
        "inch(?:es)?": 0.0254,
    },
    "area": {
        "(?:sq|square) (?:km|kilomet(?:re|er)s?)|km²": 1e6,
        "(?:sq|square) (?:met(?:re|er)s?)|m²": 1,
        "(?:sq|square) (?:miles?|mi)": 2.59e6,
        "(?:sq|square) (?:feet|foot|ft)": 0.0929,
        "hectares?|ha": 1e4,
        "acres?": 4046.86,
    },
    "mass": {
        "kg|kilos?|kilograms?": 1,
        "grams?|g": 0.001,
        "tonnes?|tons?": 1000,
        "pounds?|lbs?": 0.4536,
        "ounces?|oz": 0.02835,
    },
    "volume": {"lit(?:re|er)s?": 1, "gallons?": 3.785, "barrels?": 158.99},
    "time": {
        "seconds?|secs?": 1,
        "minutes?|mins?": 60,
        "hours?|hrs?": 3600,
        "days?": 86400,
        "weeks?": 604800,
        "months?": 2629800,
        "years?|yrs?": 31557600,
        "decades?": 315576000,
    },
    "speed": {"km/h|kph|kilomet(?:re|er)s? (?:per|an) hour": 1, "mph|miles (?:per|an) hour": 1.609344},
    "share": {"%|percent|per cent|percentage points?": 1},
    "dollar": {"(?:us )?dollars?|usd": 1},
    "euro": {"euros?|eur": 1},
    "yen": {"yen": 1},
    "won": {"won": 1},
    "yuan": {"yuan|renminbi|rmb": 1},
    "rouble": {"rou?bles?": 1},
    "rupee": {"rupees?": 1},
}
_UNITS = [
    (re.compile(rf"[\s-]?(?:{names})(?!\w)", re.IGNORECASE), dimension, float(factor))
    for dimension, units in _FACTORS.items()
    for names, factor in units.items()
]
_DEGREES = re.compile(
    r"\s?(?:°\s?|degrees?\s)(?:(?P<c>c(?:elsius)?)|(?P<f>f(?:ahrenheit)?))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: a number of it times `factor`, plus `offset`, is the number of the base unit.

    Attributes:
        dimension: what it measures, or a currency; "" of a bare number. Only equal dimensions compare.
    """

    dimension: str = ""
    factor: float = 1.0
    offset: float = 0.0

    def to_base(self, number: float) -> float:
        """Return a number of this unit in the base unit of its dimension."""
        return number * self.factor + self.offset

    def is_divided_into(self, smaller: "Unit") -> bool:
        """Whether a number of smaller units may follow one of this: feet and inches, hours and minutes."""
        return bool(self.dimension) and self.dimension == smaller.dimension and self.factor > smaller.factor


def unit_of(after: str) -> tuple[Unit, int]:
    """Return the unit that a text following a number begins with, and its length in characters."""
    degrees = _DEGREES.match(after)
    if degrees:
        celsius = Unit("temperature") if degrees["c"] else Unit("temperature", 5 / 9, -160 / 9)
        return celsius, degrees.end()
    # The longest name wins: "miles per hour" begins with miles.
    matches = [
        (match.end(), dimension, factor) for name, dimension, factor in _UNITS if (match := name.match(after))
    ]
    if not matches:
        return Unit(), 0
    end, dimension, factor = max(matches)
    return Unit(dimension, factor), end
