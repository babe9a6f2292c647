"""The full text in PostgreSQL: candidates from an inverted index (GIN), ranked by the BM25 of FTS5."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from typing_extensions import override

from index.filters import NO_FILTER, SearchFilter
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.filters import estimate_passages, sql_condition
from index.store.postgres.postings import Postings, condition_of, has_match, matches
from index.store.postgres.terms import TermQuery, last_terms, passage_terms, term_queries
from index.store.protocol import FullText
from index.store.sqlite.full_text import (
    LISTED_AT_ONCE,
    MAX_DF_SHARE,
    MOST_CANDIDATES,
    PRUNING_MIN_PASSAGES,
    RESCORING_FACTOR,
    TEXT_WEIGHT,
    TITLE_WEIGHT,
    Rowids,
)
from index.store.values import PassageRef
from index.text.scripts import Phrase

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

K1, B, LEAST_IDF = 1.2, 0.75, 1e-6
"""The constants of BM25 in SQLite's FTS5."""

MOST_SCORED = 8_000
"""Largest number of passages scored for a query of common terms alone, those with the most of them first. In
190,000 passages that takes a third of a second less than scoring all that are read."""


class PostgresFullText(FullText):
    """The full text of one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Search in `database`."""
        self._database = database

    @override
    def search(
        self, phrases: Sequence[Phrase], k: int, filters: SearchFilter = NO_FILTER
    ) -> list[tuple[PassageRef, float]]:
        queries = term_queries(phrases)
        if not queries:
            return []
        return self._database.read_from_replica(lambda connection: _search(connection, queries, k, filters))

    @override
    def occurring(self, phrases: Sequence[Phrase]) -> set[Phrase]:
        asked = {phrase: query for phrase in phrases for query in term_queries([phrase])}
        if not asked:
            return set()
        # Whole terms are all looked up by one statement.
        whole = [query.whole for query in asked.values() if len(query.terms) == 1 and not query.is_prefix]
        rows = self._database.fetch_from_replica(
            "SELECT term FROM document_frequencies WHERE term = ANY(%s)", (whole,)
        )
        found = {TermQuery((term,), is_prefix=False) for (term,) in rows}
        others = {query for query in asked.values() if len(query.terms) > 1 or query.is_prefix}
        if others:
            found |= self._database.read_from_replica(
                lambda connection: {query for query in others if has_match(connection, query)}
            )
        return {phrase for phrase, query in asked.items() if query in found}

    @override
    def articles_with(self, all_of: Sequence[Sequence[Phrase]]) -> set[int]:
        groups = [queries for any_of in all_of if (queries := term_queries(any_of))]
        if not groups:
            return set()
        conditions: list[str] = []
        parameters: list[str] = []
        for group in groups:
            either = [condition_of(query) for query in group]
            conditions.append(" OR ".join(f"({condition})" for condition, _ in either))
            parameters += chain.from_iterable(of_condition for _, of_condition in either)
        rows = self._database.fetch_from_replica(
            "SELECT DISTINCT article FROM full_text JOIN passages ON id = passage "  # noqa: S608
            f"WHERE {' AND '.join(f'({condition})' for condition in conditions)}",
            parameters,
        )
        return {number for (number,) in rows}

    @override
    def stems(self, words: Sequence[str]) -> list[str]:
        return last_terms(words)

    @override
    def state(self) -> bytes:
        return repr(self._database.fetch_from_replica("SELECT * FROM totals")).encode()

    @override
    def document_frequencies(self) -> list[tuple[str, int]]:
        rows = self._database.fetch_from_replica("SELECT term, passages FROM document_frequencies")
        return [(term, passages) for term, passages in rows]

    @override
    def merge(self) -> None:
        """Move what waits beside the inverted index into it, and count for the planner.

        Whoever may only write leaves both to the server (autovacuum).
        """

        def work(connection: "Connection") -> None:
            [(is_owner,)] = connection.execute(
                "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'full_text'::regclass"
            ).fetchall()
            if is_owner:
                connection.execute("SELECT gin_clean_pending_list('full_text_by_term')")
                connection.execute("ANALYZE articles, passages, full_text, vectors")

        self._database.run(work)


def _search(
    connection: "Connection", queries: Sequence[TermQuery], k: int, filters: SearchFilter
) -> list[tuple[PassageRef, float]]:
    passages, terms, frequencies = _counts(connection, queries)
    postings, is_pruned = _postings(connection, queries, passages, frequencies)
    if not postings:
        return []
    ranked = _rank_by_idf_sum(postings, passages)
    most = RESCORING_FACTOR * k if is_pruned else MOST_SCORED
    rows = connection.execute(
        "SELECT passage, published, terms FROM full_text JOIN passages ON id = passage "
        "JOIN articles ON article = articles.number WHERE passage = ANY(%s)",
        (_first_matching(connection, ranked, most, filters),),
    ).fetchall()
    score = _Bm25(queries, postings, passages, terms)
    scored = [(PassageRef(passage, day), score.of(text)) for passage, day, text in rows]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].id))[:k]


def _postings(
    connection: "Connection", queries: Sequence[TermQuery], passages: int, frequencies: Mapping[str, int]
) -> tuple[Postings, bool]:
    """Return the passages of each selective query, and whether there are any; else those of all queries.

    Selective is what SQLite's full text takes for it. The kept document frequencies spare reading the
    postings of common terms, for PostgreSQL reads them whole.
    """
    if passages > PRUNING_MIN_PASSAGES:
        most = min(max(PRUNING_MIN_PASSAGES, int(MAX_DF_SHARE * passages)), MOST_CANDIDATES)
        rare = [
            query for query in queries if len(query.terms) > 1 or _upper_bound(query, frequencies) <= most
        ]
        found = matches(connection, rare, most + 1)
        selective: Postings = {}
        together = 0
        for query in sorted(found, key=lambda query: len(found[query])):
            together += len(found[query])
            if len(found[query]) <= most and together <= MOST_CANDIDATES:
                selective[query] = found[query]
        if selective:
            return selective, True
    return matches(connection, queries, MOST_CANDIDATES), False


def _counts(connection: "Connection", queries: Iterable[TermQuery]) -> tuple[int, int, dict[str, int]]:
    """Return the numbers of all passages and of their terms, and in how many passages each whole term is."""
    [(passages, terms, frequencies)] = connection.execute(
        "SELECT passages, terms, (SELECT json_object_agg(term, known.passages) "
        "FROM document_frequencies AS known WHERE term = ANY(%s)) FROM totals",
        (sorted({term for query in queries for term in query.whole.split()}),),
    ).fetchall()
    return passages, terms, frequencies or {}


def _upper_bound(query: TermQuery, frequencies: Mapping[str, int]) -> int:
    """Return the largest number of passages that a query may have: its rarest whole term's."""
    return min((frequencies.get(term, 0) for term in query.whole.split()), default=0)


def _rank_by_idf_sum(postings: Postings, passages: int) -> Rowids:
    """Return the passages in the postings, the largest sum of inverse document frequencies first."""
    ids, places = np.unique(np.concatenate(list(postings.values())), return_inverse=True)
    # As BM25 weighs it, less a constant that all the terms have.
    weights = np.concatenate(
        [np.full(len(found), math.log(passages / len(found))) for found in postings.values()]
    )
    sums = np.bincount(places, weights)
    ranked: Rowids = ids[np.argsort(-sums, kind="stable")]
    return ranked


def _first_matching(
    connection: "Connection", candidates: Rowids, most: int, filters: SearchFilter
) -> list[int]:
    """Return the first `most` candidates that a filter allows."""
    if not filters:
        return [int(passage) for passage in candidates[:most]]
    condition, parameters = sql_condition(filters)
    if estimate_passages(connection, filters) <= len(candidates):
        rows = connection.execute(
            "SELECT passages.id FROM articles JOIN passages ON article = articles.number "  # noqa: S608
            f"WHERE {condition}",
            parameters,
        ).fetchall()
        return _kept(candidates, [passage for (passage,) in rows])[:most]
    found: list[int] = []
    at_once = max(LISTED_AT_ONCE, 2 * most)
    for start in range(0, len(candidates), at_once):
        batch = candidates[start : start + at_once]
        rows = connection.execute(
            "SELECT passages.id FROM passages JOIN articles ON article = articles.number "  # noqa: S608
            f"WHERE passages.id = ANY(%s) AND {condition}",
            (batch.tolist(), *parameters),
        ).fetchall()
        found += _kept(batch, [passage for (passage,) in rows])
        if len(found) >= most:
            break
    return found[:most]


def _kept(candidates: Rowids, allowed: list[int]) -> list[int]:
    return [int(passage) for passage in candidates[np.isin(candidates, np.array(allowed, dtype=np.int64))]]


class _Bm25:
    """The scores of passages by the formula of SQLite's FTS5."""

    def __init__(self, queries: Iterable[TermQuery], postings: Postings, passages: int, terms: int) -> None:
        # A phrase that was asked twice, in two spellings, counts twice.
        self._weights = [
            (query.counter(), max(LEAST_IDF, math.log((passages - number + 0.5) / (number + 0.5))))
            for query in queries
            if query in postings and (number := len(postings[query]))
        ]
        self._mean_length = terms / passages

    def of(self, terms: str) -> float:
        """Return the score of a passage by its terms."""
        title, text, length = passage_terms(terms)
        norm = K1 * (1 - B + B * length / self._mean_length)
        score = 0.0
        for count, idf in self._weights:
            frequency = TITLE_WEIGHT * count(title) + TEXT_WEIGHT * count(text)
            score += idf * frequency * (K1 + 1) / (frequency + norm)
        return score
