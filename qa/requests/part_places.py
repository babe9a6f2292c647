"""Where the parts of a request stand, from the part of each of its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qa.requests.parts import Part, Place

MOST_JOINING = 2
"""Number of words between two places of one part that are taken to belong to it, at most."""

LONGEST_QUOTED = 60
"""Number of characters between quotation marks that are one part as a whole, at most."""

_PREPOSITIONS = frozenset("of at in to for from on with by the a an his her its their 's ’s".split())
_JOINING = {
    Part.SPEAKER: _PREPOSITIONS,
    Part.SUBJECT: _PREPOSITIONS | {"and", "between"},
    Part.SIDE: frozenset(("'s", "’s", "'", "’", "s")),
}
"""Words that may stand within a part and be read as none of it."""

_NUMBERED = frozenset((Part.DAY, Part.SIDE))
"""Parts to which a number behind them belongs: "July 8"."""

_QUOTED = re.compile(rf"[“\"](?P<said>[^“”\"]{{1,{LONGEST_QUOTED}}})[”\"]")
_OF_WHOM = re.compile(
    r"\b(?:about|on|regarding|concerning|over)\s+(?:(?:the|an?|this|that)\s+)?$", re.IGNORECASE
)
"""Regular expression of what stands before whatever is spoken of, and nobody who speaks."""

_BEFORE_HYPHEN = re.compile(r"(?:[^\W_]+[-‐‑])+$")
_AFTER_HYPHEN = re.compile(r"(?:[-‐‑][^\W_]+)+")

_SIGNS = " \t\n.,;:!?'’‘“”\"…-–—"


class WordPart(NamedTuple):
    """A word, or a sign, of a request: (start, end) in characters, and the part that it is read as."""

    start: int
    end: int
    part: Part | None


def places_of(request: str, words: Sequence[WordPart]) -> tuple[Place, ...]:
    """Return the places of a request's parts, in order, without signs at their ends."""
    found = _quoted(request, _bridged(request, _joined(request, words)))
    whole = (_whole_words(request, place) for one in found if (place := _trimmed(request, one)))
    trimmed = _disjoint(whole)
    return tuple(
        Place(place.start, place.end, Part.SUBJECT)
        if place.part is Part.SPEAKER and _OF_WHOM.search(request[: place.start])
        else place
        for place in trimmed
    )


def _joined(request: str, words: Sequence[WordPart]) -> Iterator[Place]:
    """Join neighbouring words of one part, and a sign within a word with what stands on both its sides."""
    first, last, part = 0, 0, None
    for number, (start, end, own) in enumerate(words):
        told = own
        if part in _NUMBERED and request[start:end].isdecimal() and request[last:start] == " ":
            told = part
        elif not request[start].isalnum() and own is not part:
            after = words[number + 1 : number + 2]
            is_within = last == start and any(end == other.start and other.part is part for other in after)
            told = part if is_within else None
        if told is not part:
            if part:
                yield Place(first, last, part)
            first, part = start, told
        last = end
    if part:
        yield Place(first, last, part)


def _bridged(request: str, places: Iterable[Place]) -> Iterator[Place]:
    """Join places of one part between which only a preposition or the like stands: "the mayor of Aahus"."""
    before: Place | None = None
    for place in places:
        if before and before.part is place.part and _joins(request[before.end : place.start], place.part):
            before = Place(before.start, place.end, place.part)
            continue
        if before:
            yield before
        before = place
    if before:
        yield before


def _joins(between: str, part: Part) -> bool:
    words = between.lower().split()
    return (
        len(words) <= MOST_JOINING and _JOINING.get(part, frozenset()).issuperset(words) and part in _JOINING
    )


def _quoted(request: str, places: Iterable[Place]) -> list[Place]:
    """Extend a place that holds some of what stands between quotation marks to all of it."""
    found: list[Place] = []
    spans = [match.span("said") for match in _QUOTED.finditer(request)]
    for place in places:
        touched = [span for span in spans if span[0] < place.end and place.start < span[1]]
        start = min([place.start, *(span[0] for span in touched)])
        end = max([place.end, *(span[1] for span in touched)])
        found.append(Place(start, end, place.part))
    return _disjoint(found)


def _disjoint(places: Iterable[Place]) -> list[Place]:
    """Join places that overlap; the first tells the part."""
    found: list[Place] = []
    for place in places:
        if found and place.start < found[-1].end:
            found[-1] = Place(found[-1].start, max(place.end, found[-1].end), found[-1].part)
        else:
            found.append(place)
    return found


def _whole_words(request: str, place: Place) -> Place:
    """Extend a place that begins or ends within a hyphenated word to all of it."""
    before, after = _BEFORE_HYPHEN.search(request[: place.start]), _AFTER_HYPHEN.match(request, place.end)
    return Place(before.start() if before else place.start, after.end() if after else place.end, place.part)


def _trimmed(request: str, place: Place) -> Place | None:
    words = request[place.start : place.end]
    start = place.start + len(words) - len(words.lstrip(_SIGNS))
    end = place.start + len(words.rstrip(_SIGNS))
    return Place(start, end, place.part) if start < end else None
