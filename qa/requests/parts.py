"""The parts of a request: its subject, the speaker, the sides compared, the articles and the days.

Words that are no part only ask, or say how the answer should look.
"""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class Part(Enum):
    """What words of a request are to it."""

    SUBJECT = "subject"
    SPEAKER = "speaker"
    SIDE = "side"
    ARTICLES = "articles"
    DAY = "day"


class Place(NamedTuple):
    """Where a part stands in a request: (start, end) in characters."""

    start: int
    end: int
    part: Part


def text_of(request: str, places: Iterable[Place]) -> str:
    """Return the words at some places of a request, with a blank where others stand between."""
    return " ".join(request[place.start : place.end] for place in places)


def outside(request: str, places: Iterable[Place]) -> str:
    """Return a request without the words at some places."""
    kept, last = [], 0
    for place in places:
        kept.append(request[last : place.start])
        last = place.end
    return " ".join([*kept, request[last:]])
