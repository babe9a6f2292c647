"""Vector search: the passages whose embeddings are nearest to a query's, by approximate or exact search."""

import math

from index.embedding.embedder import Vectors
from index.errors import IndexUnreachable, LibraryError
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.exact_search import exact_search
from index.store.values import PassageRef, VectorKey

MAX_EXACT_PASSAGES = 1000
"""Number of passages up to which search is exact: that takes a few milliseconds; opening the vector index
takes half a second."""

MAX_EXACT_FETCHED = 20_000
"""Number of passages up to which search is exact where the vector index is on servers that are gone: that
fetches 30 MB from the record."""

MARGIN = 2.0
"""Standard deviations by which a filtered query is oversampled: k + 2 √k matching neighbours are expected, so
that fewer than k are found by one query in forty."""

EXACT_FACTOR = 12
"""Factor of the largest n² at which n matching of N passages are compared exactly: n² <= 12 k N.

The exact search takes 1.6 µs a passage, the approximate one 15 µs for each of the 1.2 k N / n neighbours it
needs (with their filtering), so that the two take about as long at n² = 12 k N. Of 144,000 passages up to
13,000 are compared, in 21 ms. A metadata filter inside Chroma took 80 to 620 ms there
(`benchmarks/filters.py`)."""


def vector_search(
    library: Library, query: Vectors, k: int, filters: SearchFilter = NO_FILTER
) -> list[tuple[PassageRef, float]]:
    """Return up to `k` nearest matching passages with their cosine similarity to the query, best first.

    The vector index is asked where many passages match. With few, and while the index is damaged or
    another process has it in pieces, the record's vectors are all compared.

    Raises:
        EmbedderMismatch: another process has meanwhile rebuilt the library with another model.
        IndexUnreachable: the index is on a server that is gone, and there are too many vectors to compare.
    """
    library.check_embedder()
    record = library.record
    passages = record.estimate_passages()
    matching = record.estimate_passages(filters) if filters else passages
    if matching > MAX_EXACT_PASSAGES and (not filters or matching**2 > EXACT_FACTOR * k * passages):
        wanted = math.ceil((k + MARGIN * math.sqrt(k)) * passages / matching) if filters else k
        try:
            found = _referenced(library, library.store.index.query(query, wanted), filters)
            # Where most neighbours are in articles that do not match, only the exact search finds enough.
            if len(found) >= k or not filters:
                return found[:k]
        except IndexUnreachable:
            if matching > MAX_EXACT_FETCHED:
                raise
        except LibraryError:
            pass
    return search_among(library, query, k, filters)


def search_among(
    library: Library, query: Vectors, k: int, filters: SearchFilter
) -> list[tuple[PassageRef, float]]:
    """Return the `k` nearest passages as `vector_search` does, by comparing the vectors of all that match."""
    # Articles of one content share its vectors: their passages may be more than the vectors found.
    return _referenced(library, exact_search(library.record, query, k, filters), filters)[:k]


def _referenced(
    library: Library, nearest: list[tuple[VectorKey, float]], filters: SearchFilter
) -> list[tuple[PassageRef, float]]:
    refs = library.record.refs([key for key, _ in nearest], filters)
    return [(ref, cosine) for key, cosine in nearest for ref in refs[key]]
