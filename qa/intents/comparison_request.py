"""What a request for a comparison asks for: its sides, as it words them, and what they are compared in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index.text.words import content_words, words
from qa.language import times
from qa.language.name_extraction import without_owner
from qa.requests.network import shipped_network
from qa.requests.parts import Part, Place, text_of

MOST_SIDES = 3
"""Number of sides that are compared, at most."""

_CONNECTIVE = r"and|or|with|to|versus|vs|v|than|from|against|compared (?:to|with)|as opposed to"
_BETWEEN = re.compile(
    rf"(?:['’]s?)?\s*(?:[,&/:]|(?:[,&]\s*)?\b(?:{_CONNECTIVE})\b\.?)"
    r"\s*(?:(?:that|those) of\s+)?(?:(?:the|an?)\s+)?",
    re.IGNORECASE,
)
"""Regular expression of what stands between two sides."""

_POINTER = re.compile(r"\b(?:this|that|these|those|my|our|his|her|their)\s$", re.IGNORECASE)
"""Regular expression of a word before a side that belongs to it."""

_OF_ITS_DAY = re.compile(r"['’]s?\s(?:(?:one|report|article|piece|story)\s)?(?:from|of|on)\s", re.IGNORECASE)
"""Regular expression of what stands between a source and the day of its article: "the Gull's from Friday"."""

_ARTICLE_NOUNS = frozenset(
    """
    article articles pieces stories texts documents docs reports essays sources papers newspapers outlets
    publications sites
    """.split()
)
_ANY_ARTICLE = _ARTICLE_NOUNS | frozenset(
    "the newspaper paper text piece story report other others rest".split()
)
"""Words of a side that is told by nothing but the other one: "the newspaper"."""

_ONE_OF_KIND = re.compile(
    r"(?:this |that |the )?"
    r"((?:(?!(?:first|second|third|last|latest|newest|oldest|previous|next|other)\b)\w+ )?)one",
    re.IGNORECASE,
)
"""Regular expression of a side that is one of what the other side is."""

_BY_SOURCE = re.compile(r"\b(?:sources|papers|newspapers|outlets|publications|sites)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """What is to be compared.

    Attributes:
        sides: what they are called in the request, two or three; none where it means the articles.
        topic: the words for what they are compared in; "" for everything.
        by_source: whether its articles are to be compared source by source.
    """

    sides: tuple[str, ...]
    topic: str = ""
    by_source: bool = False


def comparison_request(text: str) -> ComparisonRequest:
    """Return the sides that a request names, and the topic."""
    reading = shipped_network().read(text)
    sides = _sides(text, reading.parts)
    if len(sides) < 2:
        sides = _coordinated(text, reading.parts)
    topic = text_of(
        text, (one for one in reading.places(Part.SUBJECT) if not any(_holds(side, one) for side in sides))
    )
    named = tuple(without_owner(text_of(text, [side])) for side in sides)
    are_told = not any(_ANY_ARTICLE.issuperset(words(side)) for side in named)
    if 2 <= len(named) <= MOST_SIDES and are_told:
        return ComparisonRequest(named, topic)
    return ComparisonRequest((), topic, bool(_BY_SOURCE.search(text)))


def named_by_kind(sides: Sequence[str], asked: date) -> tuple[str, ...]:
    """Return what sides are called, "the 2024 one" by the noun of the other: "2024 visit"."""
    other = next((side for side in sides if not _ONE_OF_KIND.fullmatch(side)), "")
    for time in reversed(times(other, asked)):
        other = f"{other[: time.start]} {other[time.end :]}"
    kind = " ".join(content_words(other))
    if not kind or _ANY_ARTICLE.issuperset(kind.split()):
        return tuple(sides)
    return tuple(_ONE_OF_KIND.sub(rf"\1{kind}", side) for side in sides)


def points_at_sides(text: str) -> bool:
    """Whether a request names nothing but "the two", "both" or "them", which may be persons or articles."""
    asked = comparison_request(text)
    return not (asked.sides or asked.topic or _ARTICLE_NOUNS.intersection(words(text)))


def _sides(text: str, parts: Sequence[Place]) -> list[Place]:
    """Return the sides with the subject right beside each: "the visit of 2000 and the visit of 2024"."""
    sides: list[Place] = []
    for place in (part for part in parts if part.part is Part.SIDE):
        beside = [one for one in parts if one.part is Part.SUBJECT and _is_beside(text, one, place)]
        start = min([place, *beside]).start
        pointer = _POINTER.search(text[:start])
        end = max(one.end for one in (place, *beside))
        side = Place(pointer.start() if pointer else start, end, Part.SIDE)
        if sides and _OF_ITS_DAY.fullmatch(text[sides[-1].end : side.start]):
            side = Place(sides.pop().start, end, Part.SIDE)
        sides.append(side)
    return sides


def _is_beside(text: str, one: Place, other: Place) -> bool:
    first, second = sorted((one, other))
    return text[first.end : second.start].isspace()


def _holds(side: Place, one: Place) -> bool:
    return side.start <= one.start and one.end <= side.end


def _coordinated(text: str, parts: Sequence[Place]) -> list[Place]:
    """Return the parts of a request that "and", "versus" or the like stand between; else none."""
    for first, second in pairwise(parts):
        if _BETWEEN.fullmatch(text[first.end : second.start]):
            return [first, second]
    return []
