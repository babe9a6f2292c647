"""Citation markers: the numbers that stand in square brackets, in whichever form a model writes them."""

import re

MOST_NUMBERS = 20
"""Number of numbers read of one marker: of "[1-9999]" the first of them."""

UNKNOWN = 9999
"""Number that stands for one of more digits than any quote has."""

_PARTS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_SEPARATORS = frozenset(",;&/^#:.")
_RANGE = frozenset("-–—‑−")
_LABELS = frozenset(
    "source sources quote quotes citation citations ref refs reference s q no nr and to".split()
)


def cited_numbers(marker: str) -> tuple[int, ...]:
    """Return the numbers of what stands in square brackets; nothing where it is no citation marker.

    "1", "1, 2", "1-3", "^1", "Source 2" and "1†source" are; "sic", "3.5" and "May 2024" are not.
    """
    found: list[int] = []
    before = ""
    ranges = False
    for part in _PARTS.findall(marker):
        if part == "†" and found:
            break
        if part.isdecimal():
            if before == ".":
                return ()
            number = int(part) if len(part) < 5 else UNKNOWN
            first = found[-1] + 1 if found and ranges and found[-1] < number else number
            found += range(first, min(number, first + MOST_NUMBERS) + 1)
            ranges = False
        elif part in _RANGE or part.casefold() == "to":
            ranges = True
        elif part not in _SEPARATORS and part.casefold() not in _LABELS:
            return ()
        before = part
    return tuple(dict.fromkeys(found))[:MOST_NUMBERS]
