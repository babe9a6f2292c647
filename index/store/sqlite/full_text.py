"""The full text in SQLite's FTS5: BM25 over titles and passages."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from index.filters import NO_FILTER, SearchFilter
from index.store.protocol import FullText
from index.store.sqlite.database import Database
from index.store.sqlite.filters import day_of, estimate_passages, sql_condition
from index.store.values import PassageRef
from index.text.scripts import Phrase, analyse

TITLE_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
"""Field weights of BM25: on news questions the right article came first for 0.62 of them by BM25 alone,
against 0.56 with equal weights (0.50 with the title at half)."""

MAX_DF_SHARE = 0.2
PRUNING_MIN_PASSAGES = 2000
"""Document frequency, as a share of all passages, and least number of passages from which on a term is left
out of a query that has a rarer one. On 121 news questions over 2,500 articles that changes no rank of a right
article and takes a third of the time away; from 0.15 down, right articles begin to fall."""

MOST_CANDIDATES = 24_000
"""Largest number of entries in the postings of a query's terms together, counted from the rarest term on. So
a keyword search takes 14 ms instead of 32 in 283,000 passages, and in 28,300 right articles come in the same
places. With 8,000, one right answer in forty is lost."""

RESCORING_FACTOR = 6
"""Oversampling factor of the candidates that are scored with BM25: those with the largest sum of inverse
document frequencies. On 128 news questions over 28,300 passages 995 in 1,000 of the hundred best are among
them, and all of the best thirty; SQLite's scoring, two thirds of a microsecond a passage, took three quarters
of a keyword search."""

LISTED_AT_ONCE = 1000
"""Least number of candidates whose article is compared with a filter by one statement."""

PAGES_MERGED = 500
"""Number of FTS5's pages merged in one transaction: others who write wait for a tenth of a second."""

Rowids = NDArray[np.int64]
"""Ids of passages, ascending."""


class SqliteFullText(FullText):
    """The FTS5 table of one SQLite file."""

    def __init__(self, database: Database) -> None:
        """Search in `database`."""
        self._database = database

    @override
    def search(
        self, phrases: Sequence[Phrase], k: int, filters: SearchFilter = NO_FILTER
    ) -> list[tuple[PassageRef, float]]:
        queries = list(dict.fromkeys(map(_fts5, phrases)))
        if not queries:
            return []
        with self._database.reading() as connection:
            postings = _selective_postings(connection, queries)
            if postings:
                scored = _first_matching(
                    connection, _rank_by_idf_sum(postings), RESCORING_FACTOR * k, filters
                )
                # With the plus SQLite scores what matches, and does not match what is to be scored.
                condition = "WHERE +fulltext.rowid IN (SELECT value FROM json_each(?))"
                parameters = [json.dumps(scored)]
            else:
                condition, parameters = _joined(filters)
            rows = connection.execute(
                "SELECT best.rowid, published, score FROM (SELECT fulltext.rowid, "  # noqa: S608
                f"-bm25(fulltext, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM fulltext {condition} "
                "AND fulltext MATCH ? ORDER BY score DESC, fulltext.rowid LIMIT ?) AS best "
                "JOIN passages ON passages.rowid = best.rowid JOIN articles ON article = articles.number "
                "ORDER BY score DESC, best.rowid",
                (*parameters, " OR ".join(postings or queries), k),
            )
            return [(PassageRef(rowid, day_of(published)), score) for rowid, published, score in rows]

    @override
    def occurring(self, phrases: Sequence[Phrase]) -> set[Phrase]:
        first = "SELECT 1 FROM fulltext WHERE fulltext MATCH ? LIMIT 1"
        with self._database.reading() as connection:
            return {phrase for phrase in phrases if connection.execute(first, (_fts5(phrase),)).fetchone()}

    @override
    def articles_with(self, all_of: Sequence[Sequence[Phrase]]) -> set[int]:
        groups = [[_fts5(phrase) for phrase in any_of if phrase.terms] for any_of in all_of]
        query = " AND ".join(f"({' OR '.join(group)})" for group in groups if group)
        if not query:
            return set()
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT article FROM fulltext JOIN passages ON passages.rowid = fulltext.rowid "
                "WHERE fulltext MATCH ?",
                (query,),
            )
            return {number for (number,) in rows}

    @override
    def stems(self, words: Sequence[str]) -> list[str]:
        # A table like the library's, in memory: FTS5 tells its terms in no other way.
        with self._database.reading() as connection:
            (schema,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'fulltext'").fetchone()
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.execute(schema)
            memory.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (fulltext, instance)")
            memory.executemany(
                "INSERT INTO fulltext (rowid, text) VALUES (?, ?)", enumerate(map(analyse, words))
            )
            found = dict(memory.execute("SELECT doc, term FROM vocabulary").fetchall())
        return [found.get(number, "") for number in range(len(words))]

    @override
    def state(self) -> bytes:
        with self._database.reading() as connection:
            # FTS5 keeps there how many rows and terms it has: what changes with every article.
            (state,) = connection.execute("SELECT block FROM fulltext_data WHERE id = 1").fetchone()
        return bytes(state)

    @override
    def document_frequencies(self) -> list[tuple[str, int]]:
        with self._database.reading() as connection:
            connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, fulltext, row)"
            )
            return connection.execute("SELECT term, doc FROM temp.vocabulary").fetchall()

    @override
    def merge(self) -> None:
        # Over 28,300 passages in ten segments a keyword search takes 4.7 ms, in one segment 3.8.
        pages = (
            -PAGES_MERGED
        )  # as SQLite's documentation has it: a negative number begins with segments of any size
        changes = 2
        while changes >= 2:
            with self._database.writing() as connection:
                before = connection.total_changes
                connection.execute("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', ?)", (pages,))
                changes = connection.total_changes - before
            pages = PAGES_MERGED

    def add(self, rowid: int, title: str, text: str) -> None:
        """Index a passage under the title of its article."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO fulltext (rowid, title, text) VALUES (?, ?, ?)",
                (rowid, analyse(title), analyse(text)),
            )

    def delete(self, rowid: int, title: str, text: str) -> None:
        """Delete a passage: a contentless FTS5 table forgets a row only when told what was in it."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO fulltext (fulltext, rowid, title, text) VALUES ('delete', ?, ?, ?)",
                (rowid, analyse(title), analyse(text)),
            )


def _fts5(phrase: Phrase) -> str:
    quoted = phrase.terms.replace('"', '""').replace("\0", " ")
    return f'"{quoted}"*' if phrase.is_prefix else f'"{quoted}"'


def _joined(filters: SearchFilter) -> tuple[str, list[str]]:
    """Return the joins and the condition that leave the matching passages, with its parameters."""
    if not filters:
        return "WHERE TRUE", []
    condition, parameters = sql_condition(filters)
    joined = "JOIN passages ON passages.rowid = fulltext.rowid JOIN articles ON article = articles.number"
    return f"{joined} WHERE {condition}", list(parameters)


def _selective_postings(connection: sqlite3.Connection, queries: Iterable[str]) -> dict[str, Rowids]:
    """Return the postings of the selective queries, whose matches are few; none in a small collection."""
    passages = estimate_passages(connection, NO_FILTER)
    if passages <= PRUNING_MIN_PASSAGES:
        return {}
    most = min(max(PRUNING_MIN_PASSAGES, int(MAX_DF_SHARE * passages)), MOST_CANDIDATES)
    having = {
        query: connection.execute(
            # One text is quicker to hand over than so many rows.
            "SELECT group_concat(rowid) FROM (SELECT rowid FROM fulltext WHERE fulltext MATCH ? LIMIT ?)",
            (query, most + 1),
        ).fetchone()[0]
        for query in queries
    }
    often = {query: found.count(",") + 1 for query, found in having.items() if found}
    rare = sorted((query for query in often if often[query] <= most), key=lambda query: often[query])
    together = accumulate(often[query] for query in rare)
    return {
        query: np.fromstring(having[query], dtype=np.int64, sep=",")
        for query, read in zip(rare, together, strict=True)
        if read <= MOST_CANDIDATES
    }


def _rank_by_idf_sum(postings: dict[str, Rowids]) -> Rowids:
    """Return the passages in the postings, the largest sum of inverse document frequencies first."""
    weights = np.zeros(1 + max(int(rowids[-1]) for rowids in postings.values()))
    for rowids in postings.values():
        # As BM25 weighs it, less a constant that all the terms have.
        weights[rowids] += np.log(len(weights) / len(rowids))
    shared = np.flatnonzero(weights)
    return shared[np.argsort(-weights[shared], kind="stable")]


def _first_matching(
    connection: sqlite3.Connection, candidates: Rowids, most: int, filters: SearchFilter
) -> list[int]:
    """Return the first `most` candidates that a filter allows."""
    if not filters:
        return [int(rowid) for rowid in candidates[:most]]
    condition, parameters = sql_condition(filters)
    if estimate_passages(connection, filters) <= len(candidates):
        rows = connection.execute(
            "SELECT passages.rowid FROM articles JOIN passages ON article = articles.number "  # noqa: S608
            f"WHERE {condition}",
            parameters,
        )
        every = np.fromiter((rowid for (rowid,) in rows), dtype=np.int64)
        return [int(rowid) for rowid in candidates[np.isin(candidates, every)][:most]]
    found: list[int] = []
    at_once = max(LISTED_AT_ONCE, 2 * most)
    for start in range(0, len(candidates), at_once):
        batch = candidates[start : start + at_once].tolist()
        rows = connection.execute(
            # CROSS: else SQLite may begin with all articles of a filter, and go through the list for each.
            "SELECT value FROM json_each(?) CROSS JOIN passages ON passages.rowid = value "  # noqa: S608
            f"CROSS JOIN articles ON article = articles.number WHERE {condition}",
            (json.dumps(batch), *parameters),
        )
        kept = {rowid for (rowid,) in rows}
        found += [rowid for rowid in batch if rowid in kept]
        if len(found) >= most:
            break
    return found[:most]
