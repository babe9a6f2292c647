"""Numbers written in words."""

import re

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: n for n, word in enumerate(_BELOW_TWENTY)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_LARGER = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted((*_VALUES, "dozen"), key=len, reverse=True))
_ANY = "|".join(sorted((*_VALUES, *_LARGER), key=len, reverse=True))

NUMBER_WORDS = (
    rf"(?:an?\s)?(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_ANY}))*|an?\s(?:hundred|thousand|million|billion)"
)
"""A regular expression for a number in words; an optional "a" before "dozen" or "hundred" belongs to it."""


def number_in_words(text: str) -> float | None:
    """Return the number that some words stand for: twenty-four, two hundred and five, a dozen; or None."""
    total, current = 0.0, 0.0
    spoken = [word for word in re.findall(r"[a-z]+", text.lower()) if word not in {"and", "a", "an"}]
    for word in spoken:
        if word in _VALUES:
            current += _VALUES[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _LARGER:
            total, current = total + (current or 1) * _LARGER[word], 0.0
        elif word == "dozen":
            current = (current or 1) * 12
        else:
            return None
    return total + current if spoken else None
