"""Answer values: the date, quantity or name that an answer comes down to, and whether two can both be right.

Other words, units, spellings or another precision make no other value: "2022" and "July 2022", "1,000 km" and
"621 miles", "Lind" and "Ada Lind" go together; "July 2022" and "July 2023" do not.
"""

from collections.abc import Sequence
from functools import lru_cache

from qa.language.answer_types import AnswerType
from qa.language.date_values import dates
from qa.language.mentions import Mention
from qa.language.name_values import name_values
from qa.language.quantity_values import quantities

_EXTRACTORS = {AnswerType.TIME: dates, AnswerType.NUMBER: quantities, AnswerType.NAME: name_values}


@lru_cache(maxsize=1024)
def answer_values(text: str, type: AnswerType) -> tuple[Mention, ...]:
    """Return the values of a type in a text, in order; none of a type that has no values (reasons).

    They are cached, because every sentence is compared with many others.
    """
    extract = _EXTRACTORS.get(type)
    return tuple(extract(text)) if extract else ()


def compatible(first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    """Whether a value of one goes together with a value of the other, or nothing can be compared.

    Lists that have something in common agree: one may only say more.
    """
    compared = [one.value.compare(other.value) for one in first for other in second]
    return any(compared) or False not in compared
