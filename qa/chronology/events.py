"""Events: sentences of an article that tell what happened when."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.articles import Article
from index.passages import Span, sentences
from qa.chronology.calendar_times import CalendarTime, calendar_times
from qa.chronology.event_time import event_times
from qa.chronology.periods import Period
from qa.chronology.verb_tense import AHEAD, HAPPENED, SCHEDULED
from qa.page_furniture import is_page_furniture
from qa.summarization.candidate_sentences import is_telling

LARGEST_PENALTY = 3.2
"""Penalty from which on a sentence's time is not that of an event."""

SECONDARY = 0.6
"""Penalty of a time that is in the period asked about and not that of its sentence's main clause."""

LONGEST_HEADING = 120
"""Number of characters of a heading that begins with a date, at most."""

_SENTENCE_END = re.compile(r"[.!?”\"]\s*$")
_ENDS_ASKING = re.compile(r"(?<=[\w’'][,:]\s[“\"])[^”“\"]+[?!][”\"]\s*$")
_LABELLED = re.compile(r"[^.:“\"]{3,90}: [^\W\d_a-z]|\W*:")
_SHOWN = re.compile(r"\b(?:is|are) (?:seen|pictured|shown)\b")
_PARTICIPLE = re.compile(r"\b(?:a|an|the)\s+\w+ed\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:may|might|could)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|our|us|you|your)\b")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence that tells of an event.

    Attributes:
        start, end: its place in the article's text.
        time: the time of the event, with its place in the article's text: in the sentence, or in the
            heading above it.
        penalty: how much speaks against it being an event of that time, from 0.
        order: the number of the sentence in the article's body, from 0.
    """

    article: Article
    start: int
    end: int
    time: CalendarTime
    penalty: float
    order: int

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.article.text[self.start : self.end]

    @property
    def span(self) -> Span | None:
        """The place of the time's words in the article's text; None where they are in the heading above."""
        inside = self.start <= self.time.start and self.time.end <= self.end
        return (self.time.start, self.time.end) if inside else None

    @property
    def is_expected(self) -> bool:
        """Whether it was still to come on the day of the article, which may have been updated later."""
        published: date | None = self.article.published
        is_later = published is not None and self.time.first > published
        is_planned = AHEAD.search(self.text) or self.time.heading.startswith(("by ", "until "))
        return is_later and self.span is not None and bool(is_planned)


def events_of(article: Article, period: Period | None = None) -> tuple[Event, ...]:
    """Return the events of an article, in the order of its text; of a period, if given.

    A sentence goes to the time of its main clause; where that is not in the period, to another that is.
    """
    events: list[Event] = []
    for told in _dated_sentences(article):
        number = next((n for n, one in enumerate(told) if period is None or period.includes(one.time)), None)
        if number is None or (number and not period):
            continue
        penalty = told[number].penalty + (SECONDARY if number else 0.0)
        if penalty < LARGEST_PENALTY:
            events.append(replace(told[number], penalty=penalty))
    return tuple(events)


@lru_cache(maxsize=128)
def _dated_sentences(article: Article) -> tuple[tuple[Event, ...], ...]:
    """Return for each sentence that may be quoted and has a time an event of each, the likeliest first."""
    text = article.text
    times = deque(calendar_times(text, article.published))
    headings = deque(_date_headings(text, times))
    above: _DateHeading | None = None
    found: list[tuple[Event, ...]] = []
    for order, (start, end) in enumerate(sentences(text, article.body_start)):
        while headings and headings[0].end < start:
            above = headings.popleft()
        while times and times[0].start < start:
            times.popleft()
        inside: list[CalendarTime] = []
        while times and times[0].start < end:
            inside.append(times.popleft())
        in_heading = headings and headings[0].time.start < end
        if in_heading or not (above or inside) or not _is_quotable(text[start:end]):
            continue
        if above:
            # The first sentence that may be quoted under a heading tells what happened then.
            found.append((Event(article, start, end, above.time, 0.0, order),))
            above = None
        else:
            found.append(_dated(article, start, end, order, [time for time in inside if time.end <= end]))
    return tuple(found)


def _is_quotable(sentence: str) -> bool:
    asked = _ENDS_ASKING.search(sentence)  # A statement with a question in it: he asked, “Why?”.
    told = f"{sentence[: asked.start()]}.”" if asked else sentence
    return is_telling(told) and not is_page_furniture(sentence)


@dataclass(frozen=True, slots=True)
class _DateHeading:
    """A heading that begins with a date, and where its line ends."""

    time: CalendarTime
    end: int


def _dated(
    article: Article, start: int, end: int, order: int, inside: Sequence[CalendarTime]
) -> tuple[Event, ...]:
    """Return an event of each time of a sentence, the one that its main clause is about first."""
    sentence = article.text[start:end]
    moved = [replace(time, start=time.start - start, end=time.end - start) for time in inside]
    return tuple(
        Event(
            article, start, end, inside[number], penalty + _weakness(article, sentence, inside[number]), order
        )
        for number, penalty in event_times(sentence, moved)
    )


def _date_headings(text: str, times: Iterable[CalendarTime]) -> list[_DateHeading]:
    """Return the headings that begin with a date ("May 4: The council meets"), in order.

    An article that has no two of them is no list of dates.
    """
    headings = [
        _DateHeading(time, time.end + len(rest))
        for time in times
        if (rest := _rest_of_heading(text, time)) is not None
    ]
    return headings if len(headings) > 1 else []


def _rest_of_heading(text: str, time: CalendarTime) -> str | None:
    """Return what stands after a time that begins a heading; None of another time."""
    before = text[max(0, time.start - LONGEST_HEADING) : time.start].rpartition("\n")[2]
    rest = text[time.end : time.end + LONGEST_HEADING].partition("\n")[0]
    is_whole = len(rest) < LONGEST_HEADING and rest.strip()[:1] in ("", ":", "–", "—", "-")
    return rest if is_whole and not before.strip(" •*-–—") and not _SENTENCE_END.search(rest) else None


def _weakness(article: Article, sentence: str, time: CalendarTime) -> float:
    """Return how much speaks against a sentence telling of an event at all, from 0."""
    told = _PARTICIPLE.sub("", sentence)
    is_ahead = article.published is not None and time.first > article.published
    is_event = HAPPENED.search(told) or AHEAD.search(told) or (is_ahead and SCHEDULED.search(told))
    weakness = 0.0 if is_event else 1.3
    weakness += 0.4 * bool(_LABELLED.match(sentence)) + 1.5 * bool(_SHOWN.search(sentence))
    weakness += 0.4 * bool(_HYPOTHETICAL.search(sentence))
    return weakness + 0.6 * bool(_FIRST_PERSON.search(_QUOTED.sub("", sentence)))
