"""Numbers written in words, and regular expressions of them."""

import re

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: n for n, word in enumerate(_BELOW_TWENTY)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_LARGER = {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_LARGE = "|".join(_LARGER)
_PART = rf"(?:{'|'.join(_PARTS)})s?\b"
BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_BELOW_TWENTY[1:10])}))?|{'|'.join(_BELOW_TWENTY)})\b"
)
# What follows "and" belongs to the number only if it is smaller: "between two hundred and three hundred".
_HUNDREDS = (
    rf"(?:(?:an?|(?:{BELOW_HUNDRED}))[\s-]hundred\b(?:(?:\sand)?[\s-](?:{BELOW_HUNDRED})(?!\shundred))?"
    rf"|(?:{BELOW_HUNDRED}))"
)

NUMBER_WORDS = (
    rf"(?:(?:an?|{_HUNDREDS})[\s-](?:{_LARGE})\b(?:[\s-]{_HUNDREDS}[\s-](?:{_LARGE})\b){{0,4}}"
    rf"(?:(?:\sand)?[\s-]{_HUNDREDS}(?!\s(?:hundred|{_LARGE})\b))?"
    rf"|{_HUNDREDS}|an?(?=[\s-]dozen\b))"
)
"""A regular expression for a number in words; an "a" before "dozen" or "hundred" belongs to it."""

PART_OF = (
    rf"(?:an?[\s-]|(?:one|two|three|four)[\s-])?{_PART}(?:\sof)?(?:[\s-]an?)?"
    rf"(?=[\s-](?:dozen|hundred|{_LARGE})\b)"
)
"""A regular expression for what stands before a large number of which a part is meant: "half a" million."""

AND_PART = rf"[\s-]and[\s-](?:an?|one|two|three)[\s-]{_PART}"
"""A regular expression for the part after a number: two "and a half"."""

FRACTION_FOLLOWS = rf"[\s-](?:{_PART}|halves\b|eighths?\b)"
"""A regular expression for what makes a number before it the numerator of a fraction."""


def number_in_words(text: str) -> tuple[float, float]:
    """Return the number that words stand for, and what its last word multiplies by: two hundred is 200, 100.

    Args:
        text: matched by `NUMBER_WORDS`.
    """
    total, current, last = 0.0, 0.0, 1.0
    for word in re.findall(r"[a-z]+", text.lower()):
        last = 100.0 if word == "hundred" else _LARGER.get(word, 1.0)
        if word in _LARGER:
            total, current = total + (current or 1.0) * last, 0.0
        elif word == "hundred":
            current = (current or 1.0) * last
        else:
            current += _VALUES.get(word, 0)
    return total + current or 1.0, last


def part_in_words(text: str) -> float:
    """Return the part that words name which `PART_OF` or `AND_PART` matched: three quarters are 0.75."""
    spoken = re.findall(r"[a-z]+", text.lower())
    parts = next(_PARTS[word] for word in (word.removesuffix("s") for word in spoken) if word in _PARTS)
    return max(_VALUES.get(word, 0) for word in (*spoken, "one")) / parts
