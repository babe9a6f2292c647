"""Lexical search: BM25 over titles and passages by SQLite's FTS5."""

import re
from itertools import accumulate

from index.filters import Filter
from index.record import Key, Record
from index.spelling import corrections

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
words takes 20 ms instead of 87 in 283,000 passages, and in 28,300 right articles come in the same places.
With 8,000 it takes two thirds of the time there, and one right answer in forty is lost."""

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
    return [word.lower() for word in re.findall(r"\w+", text)]


def content_words(text: str) -> list[str]:
    """Return the words that are not stop words, in order; all of them where nothing else is left."""
    every = words(text)
    return [word for word in every if word not in STOP_WORDS] or every


def bm25(record: Record, query: str, k: int, allowed: Filter) -> list[tuple[int, float]]:
    """Return up to `k` (passage rowid, score) that share words with the query, best first; scores > 0.

    In place of a word that no passage has, those it may be a misspelling of are searched for.
    """
    terms = list(dict.fromkeys(content_words(query)))[:MOST_WORDS]
    if not terms:
        return []
    terms += [meant for near in corrections(record, terms).values() for meant in near]
    terms = _telling(record, terms)
    match = " OR ".join(f'"{term}"' for term in terms)
    condition, parameters = allowed.sql()
    narrowed = (
        "JOIN passages ON passages.rowid = fulltext.rowid "
        f"JOIN articles ON article = articles.number AND {condition}"
    )
    with record.database.reading() as connection:
        rows = connection.execute(
            f"SELECT fulltext.rowid, -bm25(fulltext, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score "  # noqa: S608
            f"FROM fulltext {narrowed if allowed else ''} "
            "WHERE fulltext MATCH ? ORDER BY score DESC, fulltext.rowid LIMIT ?",
            (*parameters, match, k),
        )
        return [(rowid, score) for rowid, score in rows]


def _telling(record: Record, terms: list[str]) -> list[str]:
    """Return the words that few enough passages have; all of them where none is rare, or none is found."""
    with record.database.reading() as connection:
        # At least as many as there are passages, and quicker than counting them.
        (passages,) = connection.execute("SELECT ifnull(max(rowid), 0) FROM passages").fetchone()
        if passages <= MANY_PASSAGES:
            return terms
        most = min(max(MANY_PASSAGES, int(COMMON * passages)), MOST_READ)
        often = {
            term: connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM fulltext WHERE fulltext MATCH ? LIMIT ?)",
                (f'"{term}"', most + 1),
            ).fetchone()[0]
            for term in terms
        }
    rare = sorted((term for term in terms if 0 < often[term] <= most), key=lambda term: often[term])
    together = accumulate(often[term] for term in rare)
    return [term for term, read in zip(rare, together, strict=True) if read <= MOST_READ] or terms


def rowids_of(record: Record, keys: list[Key], allowed: Filter) -> dict[Key, list[int]]:
    """Return which passages (rowids) have each key's vector: several where articles share a content."""
    condition, parameters = allowed.sql()
    found: dict[Key, list[int]] = {key: [] for key in keys}
    hashes = sorted({content_hash for content_hash, _ in keys})
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT content_hash, passages.number, passages.rowid FROM articles "  # noqa: S608
            "JOIN passages ON article = articles.number "
            f"WHERE content_hash IN ({', '.join('?' * len(hashes))}) AND {condition}",
            (*hashes, *parameters),
        )
        for content_hash, number, rowid in rows:
            if (content_hash, number) in found:
                found[content_hash, number].append(rowid)
    return found
