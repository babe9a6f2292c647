"""Event selection: which events of articles are about a subject, and which are told in a timeline."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import embed_sentences
from index.text.words import STOP_WORDS, words
from qa.chronology import Event
from qa.context import naming_sentence
from qa.intents.article_subjects import common_words, tells_of
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.passage_vectors import PassageVectors
from qa.intents.request import Resources
from qa.language.name_extraction import name_texts
from qa.relevance.article_relevance import sentence_relevance

MOST_EVENTS = 20
"""Number of events in a timeline, at most."""

MOST_READ = 100
"""Number of events whose relevance to a subject is read, at most: the likeliest by words and vectors."""

LEAST_RELEVANCE = 0.15
"""Probability of relevance to a subject from which on an event is about it."""

SAME = 0.6
"""Share of the content words of the shorter of two sentences from which on they tell the same."""

OF_EVERY_ARTICLE = 0.5
"""What the most important event of an article is more important for being that."""

OF_ONE_DAY = 0.3
"""What an event is less important for after one of the same day, with what it has in common with that."""

WEAK = 1.3
"""Penalty from which on a sentence is told only where there are few others."""

FEW = 3
"""Number of clear events from which on a timeline tells no other."""

LEADING = 3
"""Number of sentences at the beginning of an article that tell what it is about."""


def likely_about(subject: str, events: Sequence[Event], resources: Resources) -> list[Event]:
    """Return the events likeliest about a subject by its words and the passages' vectors, in their order."""
    if len(events) <= MOST_READ:
        return list(events)
    articles = {event.article.id: event.article for event in events}
    passages = PassageVectors(articles.values(), resources.library.record)
    vector = embed_sentences([subject], resources.library.embedder)[0]
    scores = [
        float(passages.at(event.article.id, event.start) @ vector) + lexical_coverage(subject, event.text)
        for event in events
    ]
    best = sorted(range(len(events)), key=lambda number: (-scores[number], number))[:MOST_READ]
    return [events[number] for number in sorted(best)]


def about_subject(subject: str, events: Sequence[Event]) -> dict[Event, float]:
    """Return the events that are about a subject, in their order, with their relevance to it.

    A timeline that lacks an event is worse than one with an event too many, so that little relevance is
    enough. Where some articles have the subject's names, events of the others are about something else.
    """
    events = _of_articles_with_its_names(subject, events)
    relevance = sentence_relevance(subject, [(event.article, event.start) for event in events])
    covered = np.array([lexical_coverage(subject, _with_context(event)) for event in events])
    about = (relevance >= LEAST_RELEVANCE) | (covered == 1.0)
    about |= _of_articles_that_tell_of(subject, events)
    return {event: float(relevance[number]) for number, event in enumerate(events) if about[number]}


def _with_context(event: Event) -> str:
    """Return an event's sentence after the one that names whom or what its pronouns stand for."""
    context = naming_sentence(event.article, event.start, event.end)
    return f"{event.article.text[slice(*context)]} {event.text}" if context else event.text


def _of_articles_with_its_names(subject: str, events: Sequence[Event]) -> Sequence[Event]:
    names = " ".join(word for word in re.findall(r"\w+", subject) if word[0].isupper())
    articles = {event.article.id: event.article for event in events}.values()
    having = {one.id for one in articles if lexical_coverage(names, one.text) == 1.0} if names else set()
    return [event for event in events if event.article.id in having] if having else events


def _of_articles_that_tell_of(subject: str, events: Sequence[Event]) -> NDArray[np.bool_]:
    articles = {event.article.id: event.article for event in events}.values() if common_words(subject) else ()
    on = {article.id for article in articles if tells_of(article, subject)}
    return np.array([event.article.id in on for event in events], dtype=np.bool_)


def without_weak(events: Sequence[Event], few: int) -> list[Event]:
    """Return the events without those that may be none; but the likeliest few, where others are fewer."""
    clear = sum(event.penalty < WEAK for event in events)
    likely = sorted(range(len(events)), key=lambda number: events[number].penalty)[: max(few, clear)]
    return [events[number] for number in sorted(likely)]


def choose_events(
    events: Sequence[Event], resources: Resources, relevance: Mapping[Event, float], *, one_day: bool = False
) -> list[Event]:
    """Return the most important events, at most `MOST_EVENTS`, none of which says what another says.

    They are chosen by maximal marginal relevance: of what resembles or is of the day of one that is chosen
    less is wanted. The best of every article is wanted more, so that none is left out where there are few.
    """
    wanted = _importance(events, resources) + np.array([relevance.get(event, 0.0) for event in events])
    left = dict(enumerate(wanted.tolist()))
    said = [_said(event) for event in events]
    if not one_day and len({event.article.id for event in events}) <= MOST_EVENTS // 2:
        for number in {event.article.id: n for n, event in _worst_first(events, left)}.values():
            left[number] += OF_EVERY_ARTICLE
    chosen: list[int] = []
    while left and len(chosen) < MOST_EVENTS:
        best = max(left, key=lambda number: (left[number], -number))
        chosen.append(best)
        del left[best]
        for number in list(left):
            if _overlap(events, said, number, best) >= SAME:
                del left[number]
            elif events[number].time.heading == events[best].time.heading:
                left[number] -= OF_ONE_DAY + _overlap(events, said, number, best)
    return [events[number] for number in chosen]


def _worst_first(events: Sequence[Event], importance: Mapping[int, float]) -> Iterator[tuple[int, Event]]:
    for number in sorted(importance, key=lambda number: (importance[number], -number)):
        yield number, events[number]


def _importance(events: Sequence[Event], resources: Resources) -> NDArray[np.float64]:
    """Return how important each event is: clear, early in its article, near what the articles are about."""
    central = _centrality(events, resources)
    lengths = np.array([len(event.text.split()) for event in events])
    return np.asarray(
        central
        + [-event.penalty for event in events]
        + [0.4 if event.order < LEADING else 0.2 / (1 + event.order / 10) for event in events]
        + [0.1 * min(3, len(name_texts(event.text))) for event in events]
        + np.where(lengths > 60, -0.4, 0.0)
        + np.where(lengths < 8, -0.3, 0.0)
        + [-0.3 if event.is_expected else 0.0 for event in events],
        dtype=np.float64,
    )


def _centrality(events: Sequence[Event], resources: Resources) -> NDArray[np.float64]:
    """Return the cosine similarity of each event's passage and its article's centroid."""
    articles = {event.article.id: event.article for event in events}
    passages = PassageVectors(articles.values(), resources.library.record)
    targets = {name: passages.centroid(name) for name in articles}
    return np.array(
        [float(passages.at(event.article.id, event.start) @ targets[event.article.id]) for event in events]
    )


def _said(event: Event) -> frozenset[str]:
    return frozenset(words(event.text)) - STOP_WORDS


def _overlap(events: Sequence[Event], said: Sequence[frozenset[str]], number: int, other: int) -> float:
    """Return the share of content words that two events have in common; 0 of events of different days."""
    one, two = events[number].time, events[other].time
    if one.last < two.first or two.last < one.first:
        return 0.0
    return len(said[number] & said[other]) / max(1, min(len(said[number]), len(said[other])))
