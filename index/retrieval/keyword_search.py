"""Lexical search: BM25 over titles and passages by SQLite's FTS5."""

import json
import re
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.filters import SearchFilter
from index.record import Key, Record
from index.retrieval.spelling import corrections
from index.text.function_words import content
from index.text.scripts import pairs, sought, terms, without_marks

TITLE_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
"""Words of the title count double: on news questions the right article came first for 0.62 of them by
BM25 alone, against 0.56 with equal weights (0.50 with the title at half)."""

MOST_WORDS = 64
"""Of a query: FTS5 slows down with every word, and a question says what it asks in far fewer."""

COMMON = 0.2
MANY_PASSAGES = 2000
"""A word that a larger share of the passages has, and so many, is left out where the query has a rarer one.
On 121 news questions over 2,500 articles that changes no rank of a right article and takes a third of the
time away; from 0.15 down, right articles begin to fall."""

MOST_READ = 24_000
"""Passages that the rare words of a query may have between them, counted from the rarest on. So a search by
words takes 14 ms instead of 32 in 283,000 passages, and in 28,300 right articles come in the same places.
With 8,000, one right answer in forty is lost."""

SCORED = 6
"""So many times the passages that are asked for are scored: those that share the most with the query. On 128
news questions over 28,300 passages 995 in 1,000 of the hundred best are among them, and all of the best
thirty; SQLite's scoring, two thirds of a microsecond a passage, took three quarters of a search by words."""

PAGES_MERGED = 500
"""Of the full text, in one transaction: others who write wait for a tenth of a second."""

Rowids = NDArray[np.int64]
"""Of passages, in their order."""

STOP_WORDS = frozenset(
    """
    a about an and any are as at be been being but by can could did do does doing for from had has have
    he her him his how i if in into is it its me my of on or our she so some such than that the their
    them then there these they this those to up us was we were what when where which who whom whose why
    will with would you your
    """.split()
)
"""Words that say nothing of a question's subject; they would only make FTS5 read every passage."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return [word.lower() for word in re.findall(r"\w+", without_marks(text))]


def content_words(text: str) -> list[str]:
    """Return the words that are not stop words, in order; all of them where nothing else is left."""
    every = words(text)
    return [word for word in every if word not in STOP_WORDS] or every


class Place(NamedTuple):
    """A passage as the record has it: its row, and the day its article was published, where that is known."""

    rowid: int
    published: str | None


def bm25(record: Record, query: str, k: int, allowed: SearchFilter) -> list[tuple[Place, float]]:
    """Return up to `k` passages that share words with the query, with scores > 0, best first.

    In place of a word that no passage has, those it may be a misspelling of are searched for.
    """
    phrases = _phrases(record, query)
    if not phrases:
        return []
    telling = _telling(record, phrases)
    match = " OR ".join(telling or phrases)
    narrowed, parameters = _narrowed(allowed, telling, k)
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT best.rowid, published, score FROM (SELECT fulltext.rowid, "  # noqa: S608
            f"-bm25(fulltext, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM fulltext {narrowed} "
            "AND fulltext MATCH ? ORDER BY score DESC, fulltext.rowid LIMIT ?) AS best "
            "JOIN passages ON passages.rowid = best.rowid JOIN articles ON article = articles.number "
            "ORDER BY score DESC, best.rowid",
            (*parameters, match, k),
        )
        return [(Place(rowid, published), score) for rowid, published, score in rows]


def _phrases(record: Record, query: str) -> list[str]:
    """Return what FTS5 is asked for: a query's words, pairs of characters, and words that may be meant."""
    asked = list(dict.fromkeys(content_words(content(query))))[:MOST_WORDS]
    phrases: dict[str, None] = {}
    for word in asked:
        for term, paired in terms(word):
            phrases.update(dict.fromkeys(map(sought, pairs(term)) if paired else [f'"{term}"']))
    meant = [stem for near in corrections(record, asked).values() for stem in near]
    return [*list(phrases)[:MOST_WORDS], *(f'"{stem}"' for stem in meant)]


def merge(record: Record) -> None:
    """Put together the parts in which FTS5 stored what was added; a kill leaves as many as are left.

    Over 28,300 passages in ten parts a search by words takes 4.7 ms, in one part 3.8.
    """
    pages = -PAGES_MERGED  # as SQLite's documentation has it: a negative number begins with parts of any size
    changes = 2
    while changes >= 2:
        with record.database.writing() as connection:
            before = connection.total_changes
            connection.execute("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', ?)", (pages,))
            changes = connection.total_changes - before
        pages = PAGES_MERGED


def _narrowed(allowed: SearchFilter, telling: dict[str, Rowids], k: int) -> tuple[str, list[Any]]:
    """Return the condition, with its parameters, that says which passages are scored."""
    if allowed:
        condition, parameters = allowed.sql()
        joined = "JOIN passages ON passages.rowid = fulltext.rowid JOIN articles ON article = articles.number"
        return f"{joined} WHERE {condition}", list(parameters)
    if telling:
        # With the plus SQLite scores the passages that match, not matches those that are to be scored.
        likely = json.dumps(_most_shared(telling, SCORED * k).tolist())
        return "WHERE +fulltext.rowid IN (SELECT value FROM json_each(?))", [likely]
    return "WHERE TRUE", []


def _telling(record: Record, phrases: list[str]) -> dict[str, Rowids]:
    """Return the phrases that few enough passages have, and which; none in a small collection."""
    with record.database.reading() as connection:
        # At least as many as there are passages, and quicker than counting them.
        (passages,) = connection.execute("SELECT ifnull(max(rowid), 0) FROM passages").fetchone()
        if passages <= MANY_PASSAGES:
            return {}
        most = min(max(MANY_PASSAGES, int(COMMON * passages)), MOST_READ)
        having = {
            phrase: connection.execute(
                # One text is quicker to hand over than so many rows.
                "SELECT group_concat(rowid) FROM (SELECT rowid FROM fulltext WHERE fulltext MATCH ? LIMIT ?)",
                (phrase, most + 1),
            ).fetchone()[0]
            for phrase in phrases
        }
    often = {phrase: found.count(",") + 1 for phrase, found in having.items() if found}
    rare = sorted((phrase for phrase in often if often[phrase] <= most), key=lambda phrase: often[phrase])
    together = accumulate(often[phrase] for phrase in rare)
    return {
        phrase: np.fromstring(having[phrase], dtype=np.int64, sep=",")
        for phrase, read in zip(rare, together, strict=True)
        if read <= MOST_READ
    }


def _most_shared(telling: dict[str, Rowids], most: int) -> Rowids:
    """Return the passages that share the most with the query: the rarer a word, the more it counts."""
    weights = np.zeros(1 + max(int(rowids[-1]) for rowids in telling.values()))
    for rowids in telling.values():
        # As BM25 weighs it, less a constant that all the words have.
        weights[rowids] += np.log(len(weights) / len(rowids))
    shared = np.flatnonzero(weights)
    if len(shared) <= most:
        return shared
    return shared[np.argpartition(-weights[shared], most)[:most]]


def places_of(record: Record, keys: list[Key], allowed: SearchFilter) -> dict[Key, list[Place]]:
    """Return which passages have each key's vector: several where articles share a content."""
    condition, parameters = allowed.sql()
    found: dict[Key, list[Place]] = {key: [] for key in keys}
    with record.database.reading() as connection:
        rows = connection.execute(
            "WITH wanted (content, place) AS "  # noqa: S608
            "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
            "SELECT content, place, passages.rowid, published FROM wanted "
            "CROSS JOIN articles ON content_hash = content "
            f"JOIN passages ON article = articles.number AND passages.number = place WHERE {condition}",
            (json.dumps(keys), *parameters),
        )
        for content_hash, number, *place in rows:
            found[content_hash, number].append(Place(*place))
    return found
