"""Event borders: the events between which others are asked for, "since the verdict", "till the partition"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.text.words import STOP_WORDS
from qa.chronology import Event, Period, period_of
from qa.intents.event_selection import about_subject
from qa.language import times
from qa.requests.network import RequestReading
from qa.requests.parts import Part, Place

_AFTER = re.compile(
    r"(?:^|\b)(?:after|since|following|from)\s+(?:the\s|an?\s|her\s|his\s|their\s)?$", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:^|\b)(?:before|until|till?|up to|to|prior to)\s+(?:the\s|an?\s|her\s|his\s|their\s)?$", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"(?P<after>after|since|following|from)\s|(?P<before>before|until|till?|up to|prior to)\s", re.I
)
_NO_EVENT = frozenset("after since following from before until till til up to prior early late mid".split())

_FROM_TO = re.compile(
    r"\bfrom\s(?:the\s)?(?P<after>[^,;:]+?)\s(?:to|until|till|up to)\s(?:the\s)?(?P<before>[^,;:?!.]+)",
    re.IGNORECASE,
)


OF_THE_LIKELIEST = 0.7
"""Share of the likeliest event's relevance to a border's words that others have which may be meant, too."""


@dataclass(frozen=True, slots=True)
class Borders:
    """The words for the event after which, and for that before which, others are asked for; "" for none."""

    after: str = ""
    before: str = ""


NO_BORDERS = Borders()


def borders_of(reading: RequestReading, asked: date) -> Borders:
    """Return the events that a request names as borders: with "after", "since", "until" and no day."""
    found = {"after": "", "before": ""}
    ends = _FROM_TO.search(reading.request)
    if ends and not _is_within_a_subject(ends, reading):
        are_events = all(_is_event(one) and not _is_time(one, asked) for one in ends.groups())
        found = ends.groupdict() if are_events else found
    for place in (*reading.places(Part.SUBJECT), *reading.places(Part.DAY)):
        words = reading.request[place.start : place.end]
        if _is_time(words, asked):
            continue
        ahead = reading.request[: place.start]
        if own := _PREPOSITION.match(words):
            found["after" if own["after"] else "before"] = words[own.end() :]
        elif _AFTER.search(ahead):
            found["after"] = found["after"] or _clause(reading.request[place.start :])
        elif _BEFORE.search(ahead) and (found["after"] or not ahead.rstrip().endswith(" to")):
            found["before"] = found["before"] or _clause(reading.request[place.start :])
    return Borders(found["after"], found["before"])


def _is_within_a_subject(ends: re.Match[str], reading: RequestReading) -> bool:
    """Whether "from … to …" belongs to a subject: "exports from Norland to Sudland"."""
    subjects = reading.places(Part.SUBJECT)
    return any(place.start < ends.start() and ends.end("after") <= place.end for place in subjects)


def _is_time(words: str, asked: date) -> bool:
    """Whether words name a time and no event: "since 2020", and not "since the flood of 2020"."""
    found = times(words, asked)
    for time in reversed(found):
        words = f"{words[: time.start]} {words[time.end :]}"
    return bool(found) and not any(
        _is_event(word) and word.lower() not in _NO_EVENT for word in words.split()
    )


def _clause(text: str) -> str:
    """Return the words up to the next sign: all that tells the event."""
    return re.split(r"[,;:?!.]", text, maxsplit=1)[0].strip()


def _is_event(words: str) -> bool:
    """Whether words may name an event, rather than a place or a person: one of them is no name."""
    return any(word[0].islower() and word not in STOP_WORDS for word in words.split())


def is_border(place: Place, reading: RequestReading, borders: Borders) -> bool:
    """Whether words of a request only name a border."""
    at = [reading.request.find(border) for border in (borders.after, borders.before) if border]
    ends = [
        start + len(border)
        for start, border in zip(at, filter(None, (borders.after, borders.before)), strict=True)
    ]
    return bool(at) and min(at) <= place.end and place.start <= max(ends)


def between(borders: Borders, events: Sequence[Event]) -> list[Event]:
    """Return the events from the one border to the other; all where the articles date no such event.

    Of several that a border's words may mean the earliest begins, and the latest ends.
    """
    kept = list(events)
    if first := min((event.time.first for event in _likely(borders.after, events)), default=None):
        kept = [event for event in kept if event.time.last >= first]
    if last := max((event.time.last for event in _likely(borders.before, events)), default=None):
        kept = [event for event in kept if event.time.first <= last]
    return kept


def _likely(words: str, events: Sequence[Event]) -> list[Event]:
    """Return the events that the words for a border may mean; of "the October auction" those of October."""
    days = _period(words, events)
    events = [event for event in events if days.includes(event.time)] if days else events
    relevance = about_subject(words, events) if words and events else {}
    best = max(relevance.values(), default=0.0)
    return [event for event, told in relevance.items() if told >= OF_THE_LIKELIEST * best]


def _period(words: str, events: Sequence[Event]) -> Period | None:
    """Return the days that the words for a border name, counted from the newest article."""
    newest = max((event.article.published for event in events if event.article.published), default=None)
    found = times(words, newest) if newest else []
    return period_of(f"in {words[found[0].start : found[0].end]}", newest) if found and newest else None
