"""What an answer comes down to, a date, a quantity or a name, and whether two of them can both be right.

Other words, units, spellings or another precision make no other value: "2022" and "July 2022", "1,000 km" and
"621 miles", "Lind" and "Ada Lind" go together; "July 2022" and "July 2023" do not.
"""

from collections.abc import Sequence
from functools import lru_cache

from qa.language.answer_types import Kind
from qa.language.values.dates import dates
from qa.language.values.found import Found
from qa.language.values.names import names
from qa.language.values.quantities import quantities

__all__ = ["Found", "agree", "values"]

_READERS = {Kind.TIME: dates, Kind.NUMBER: quantities, Kind.NAME: names}


@lru_cache(maxsize=1024)
def values(text: str, kind: Kind) -> tuple[Found, ...]:
    """Return the values of one kind in a text, in order; none of a kind that has no values (reasons).

    Remembered, because every sentence is compared with many others.
    """
    reader = _READERS.get(kind)
    return tuple(reader(text)) if reader else ()


def agree(first: Sequence[Found], second: Sequence[Found]) -> bool:
    """Whether a value of one goes together with a value of the other, or nothing can be compared.

    Lists that have something in common agree: one may only say more.
    """
    compared = [one.value.compare(other.value) for one in first for other in second]
    return any(compared) or False not in compared
