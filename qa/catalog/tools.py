"""The catalog's tools: list and count articles by mention, source, author, title, day and order.

Answers to requests to the catalog are composed of these; an agent or a language model may call them, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index.filters import NO_FILTER, SearchFilter
from index.passages import Span
from index.store.protocol import Record
from index.store.values import CatalogEntry
from qa.catalog.entry_names import name_words
from qa.catalog.mentions import Mentions, find_mentions, times_mentioned
from qa.catalog.topics import titled

COMPARED_BY_LENGTH = 20
"""Number of articles with most passages whose texts are measured to find the longest."""


class ListOrder(Enum):
    """The order of a list of articles."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"
    SHORTEST = "shortest"


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """What articles a list is to have; what is empty leaves that side open.

    Attributes:
        filters: their sources, days and ids.
        author: the author's name or a part of it in whole words.
        title: words of the title or the file name, in any form.
        mention: what the text holds: "A and B" both, "A or B" one of them.
        order: their order; articles without a date come last.
    """

    filters: SearchFilter = NO_FILTER
    author: str = ""
    title: str = ""
    mention: str = ""
    order: ListOrder = ListOrder.NEWEST


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An article in a list, and where in its text it first mentions what is asked for, if anything is."""

    entry: CatalogEntry
    mention: Span | None = None


def list_articles(record: Record, query: CatalogQuery) -> tuple[ListedEntry, ...]:
    """Return the articles that fit, in order."""
    among = _fitting(record, query)
    places = find_mentions(record, query.mention, among).places if query.mention else {}
    found = [entry for entry in among if not query.mention or entry.number in places]
    return tuple(
        ListedEntry(entry, places.get(entry.number)) for entry in ordered(record, found, query.order)
    )


def count_mentions(record: Record, query: CatalogQuery) -> int:
    """Return how often the articles that fit mention what is asked for."""
    return times_mentioned(record, _mentions(record, query)) if query.mention else 0


def ordered(record: Record, found: Sequence[CatalogEntry], order: ListOrder) -> list[CatalogEntry]:
    """Return articles, given newest first, in another order.

    By length, the first `COMPARED_BY_LENGTH` are in order; the others follow by their number of passages.
    """
    match order:
        case ListOrder.NEWEST:
            return list(found)
        case ListOrder.OLDEST:
            dated = [entry for entry in found if entry.published]
            return [*reversed(dated), *(entry for entry in found if not entry.published)]
    sign = -1 if order is ListOrder.LONGEST else 1
    passages = {one.id: one.passages for one in record.catalog.listed([entry.id for entry in found])}
    coarse = sorted(found, key=lambda entry: sign * passages.get(entry.id, 0))
    near = coarse[:COMPARED_BY_LENGTH]
    lengths = {number: len(text) for number, text in record.catalog.texts([entry.number for entry in near])}
    return [*sorted(near, key=lambda entry: sign * lengths[entry.number]), *coarse[COMPARED_BY_LENGTH:]]


def _fitting(record: Record, query: CatalogQuery) -> list[CatalogEntry]:
    found: Sequence[CatalogEntry] = record.catalog.entries(query.filters)
    if author := name_words(query.author):
        found = [entry for entry in found if set(author) <= set(name_words(entry.author or ""))]
    if title := name_words(query.title):
        found = titled(title, found)
    return list(found)


def _mentions(record: Record, query: CatalogQuery) -> Mentions:
    return find_mentions(record, query.mention, _fitting(record, query))
