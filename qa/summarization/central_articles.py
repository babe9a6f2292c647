"""Central articles: those of many that tell what others tell too, by the vectors of their first passages."""

from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import Vectors
from index.filters import SearchFilter
from index.store.protocol import Record
from index.store.values import CatalogEntry

MOST_COMPARED = 1000
"""Number of articles whose vectors are compared, the newest, at most."""

LEAST_COSINE = 0.3
"""Cosine from which on two articles' openings count as being about the same. Degree centrality with a
threshold, as in LexRank (Erkan and Radev, 2004), is not drawn to articles that touch on everything."""

DECIMALS = 4
"""Number of decimals of a cosine that count, so that no rounding of a processor decides."""


def central_articles(record: Record, entries: Sequence[CatalogEntry], most: int) -> list[CatalogEntry]:
    """Return the `most` articles whose openings are like those of most others, in the given order.

    One that is like a chosen one loses by their likeness, so that different events are told of. Where there
    are more than `MOST_COMPARED`, only the first of them are compared.
    """
    if len(entries) <= most:
        return list(entries)
    compared = list(entries[:MOST_COMPARED])
    vectors = _opening_vectors(record, compared)
    cosines = np.round(vectors @ vectors.T, DECIMALS)
    degrees = np.where(cosines >= LEAST_COSINE, cosines, 0).sum(axis=1)
    likest = np.zeros(len(compared))
    chosen: list[int] = []
    while len(chosen) < min(most, len(compared)):
        score = np.round(degrees * (1 - likest), DECIMALS)
        score[chosen] = -np.inf
        chosen.append(int(score.argmax()))
        likest = np.maximum(likest, cosines[chosen[-1]])
    return [compared[place] for place in sorted(chosen)]


def _opening_vectors(record: Record, entries: Sequence[CatalogEntry]) -> Vectors:
    """Return the vector of each article's first passage, shape (articles, dimensions); zeros for none."""
    ids = [entry.id for entry in entries]
    openings = {
        content: vectors[0]
        for content, vectors in record.vectors(SearchFilter.of(articles=ids))
        if len(vectors)
    }
    hashes = record.content_hashes()
    dimensions = len(next(iter(openings.values()), ()))
    nothing = np.zeros(dimensions, dtype=np.float32)
    return np.array([openings.get(hashes.get(name, ""), nothing) for name in ids], dtype=np.float32)
