"""Searches of every kind with their times, and how much of the exact search the vector index finds."""

import resource
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np

from benchmarks.filters import SyntheticEmbedder
from benchmarks.scale.passages import DAYS, FIRST_DAY, PASSAGES_AN_ARTICLE, SOURCES, misspelt, queries
from benchmarks.speed.processes import BYTES, Json
from index.embedding.embedder import Vectors
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from index.retrieval.keyword_search import keyword_search
from index.retrieval.vector_search import vector_search
from index.store.protocol import Record
from index.store.values import VectorKey

POOL, BEST = 100, 24
"""Number of passages that vector search and keyword search return, and hybrid search."""

RECALLED, RECALL_QUERIES = 10, 20
"""Number of nearest passages whose recall is measured, and of queries for that."""

Search = Callable[[int], object]


def measured_searches(library: Library, count: int) -> Json:
    """Return the times of `count` searches of each kind in milliseconds, memory, and recall."""
    times = {name: _timed(search, count) for name, search in _searches(library, count).items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES / 1e6
    return {"milliseconds": times, "peak_mb": peak, "recall": _recall(library)}


def filters_for(articles: int) -> dict[str, SearchFilter]:
    """Return the filters by their names, for a library of so many articles."""
    middle = FIRST_DAY + timedelta(days=DAYS // 2)
    return {
        "a source": SearchFilter.of(sources=[SOURCES[0]]),
        "100 days": SearchFilter.of(since=middle, until=middle + timedelta(days=99)),
        "20 articles": SearchFilter.of(
            articles=[f"a{number}" for number in range(0, articles, max(1, articles // 20))][:20]
        ),
    }


def _searches(library: Library, count: int) -> dict[str, Search]:
    """Return the searches by their names; each takes the number of its query."""
    mixed, common = queries("mixed", count), queries("common", count)
    vectors = np.stack([library.embedder.embed_question(query) for query in mixed])
    full_text = library.record.full_text

    def vector(filters: SearchFilter) -> Search:
        return lambda number: vector_search(library, vectors[number], POOL, filters)

    def keyword(texts: Sequence[str], filters: SearchFilter = NO_FILTER) -> Search:
        return lambda number: keyword_search(full_text, texts[number], POOL, filters)

    def hybrid(filters: SearchFilter) -> Search:
        return lambda number: hybrid_search(library, [mixed[number]], BEST, filters)

    found: dict[str, Search] = {}
    named = {"": NO_FILTER, **filters_for(library.record.counts()[1] // PASSAGES_AN_ARTICLE)}
    for name, filters in named.items():
        ending = f", {name}" if name else ""
        found[f"vector{ending}"] = vector(filters)
        found[f"keyword{ending}"] = keyword(mixed, filters)
        found[f"hybrid{ending}"] = hybrid(filters)
    found["keyword, common words"] = keyword(common)
    found["keyword, a misspelt word"] = keyword([misspelt(query) for query in mixed])
    return found


def _timed(search: Search, count: int) -> list[float]:
    search(0)
    spent = []
    for number in range(count):
        began = time.perf_counter()
        search(number)
        spent.append(round(1000 * (time.perf_counter() - began), 3))
    return spent


def _recall(library: Library) -> float:
    """Return the share of the nearest passages by an exact search that the vector index finds."""
    embedder = SyntheticEmbedder()
    asked = np.stack([embedder.embed_question(f"recall {number}") for number in range(RECALL_QUERIES)])
    exact = nearest(library.record, asked, RECALLED)
    found = [{key for key, _ in library.store.index.query(vector, RECALLED)} for vector in asked]
    return sum(len(keys & near) for keys, near in zip(found, exact, strict=True)) / sum(map(len, exact))


def nearest(record: Record, asked: Vectors, k: int) -> list[set[VectorKey]]:
    """Return the keys of the `k` nearest vectors of each query, by one pass over all vectors."""
    keys: list[VectorKey] = []
    similarities = []
    for content_hash, vectors in record.vectors():
        keys += [(content_hash, number) for number in range(len(vectors))]
        similarities.append(vectors @ asked.T)
    every = np.concatenate(similarities)
    return [{keys[place] for place in np.argsort(-column, kind="stable")[:k]} for column in every.T]
