"""Which passages have which terms, by the inverted index (GIN). It holds a hash of each term, in 64 bits."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.store.postgres.terms import TermQuery
from index.store.sqlite.full_text import Rowids

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

Postings = dict[TermQuery, Rowids]

_WHOLE = "term_hashes(terms) @> term_hashes({0})"
_PREFIX = (
    "term_hashes(terms) && ARRAY(SELECT hashtextextended(term, 0) FROM document_frequencies "
    "WHERE term >= %s AND starts_with(term, %s))"
)
_SIDE_BY_SIDE = "strpos(terms, %s) > 0"


def matches(connection: "Connection", queries: Sequence[TermQuery], most: int) -> Postings:
    """Return up to `most` passages of each query that has any."""
    found = dict(_matches_of_whole(connection, [query for query in queries if not query.is_prefix], most))
    for query in queries:
        if query.is_prefix:
            condition, parameters = condition_of(query)
            [(listed,)] = connection.execute(
                "SELECT string_agg(passage::text, ',') FROM "  # noqa: S608
                f"(SELECT passage FROM full_text WHERE {condition} LIMIT %s) AS matching",
                (*parameters, most),
            ).fetchall()
            if listed:
                found[query] = _passages(listed)
    return {query: found[query] for query in queries if query in found}


def has_match(connection: "Connection", query: TermQuery) -> bool:
    """Whether any passage matches a phrase, or the prefix of a term."""
    if len(query.terms) > 1:
        condition, parameters = condition_of(query)
        found = connection.execute(
            f"SELECT 1 FROM full_text WHERE {condition} LIMIT 1",  # noqa: S608
            parameters,
        )
    else:
        # The inverted index would first read all that a common term has.
        found = connection.execute(
            "SELECT 1 FROM document_frequencies WHERE term >= %s AND starts_with(term, %s) "
            "ORDER BY term LIMIT 1",
            (query.terms[0], query.terms[0]),
        )
    return found.fetchone() is not None


def condition_of(query: TermQuery) -> tuple[str, list[str]]:
    """Return the condition on the table `full_text` that a query's passages meet, and its parameters."""
    conditions: list[str] = []
    parameters: list[str] = []
    if query.whole:
        conditions.append(_WHOLE.format("%s"))
        parameters.append(query.whole)
    if query.is_prefix:
        conditions.append(_PREFIX)
        parameters += [query.terms[-1]] * 2
    if len(query.terms) > 1:
        # Only what the inverted index found is looked through for terms side by side.
        conditions.append(_SIDE_BY_SIDE)
        parameters.append(query.place)
    return " AND ".join(conditions), parameters


def _matches_of_whole(
    connection: "Connection", queries: Sequence[TermQuery], most: int
) -> Iterator[tuple[TermQuery, Rowids]]:
    """Yield up to `most` passages of each query without a prefix, by one statement."""
    if not queries:
        return
    rows = connection.execute(
        # One text is quicker to hand over than so many rows.
        "SELECT number, found "  # noqa: S608
        "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (whole, place, number), "
        "LATERAL (SELECT string_agg(passage::text, ',') AS found FROM "
        f"(SELECT passage FROM full_text WHERE {_WHOLE.format('whole')} "
        "AND (place = '' OR strpos(terms, place) > 0) LIMIT %s) AS matching) AS every "
        "WHERE found IS NOT NULL",
        (
            [query.whole for query in queries],
            [query.place if len(query.terms) > 1 else "" for query in queries],
            most,
        ),
    ).fetchall()
    for number, listed in rows:
        yield queries[number - 1], _passages(listed)


def _passages(listed: str) -> Rowids:
    return np.sort(np.fromstring(listed, dtype=np.int64, sep=","))
