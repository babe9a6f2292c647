"""Exact search: the cosine similarity of every allowed vector of the record."""

import numpy as np

from index.embedding.embedder import Vectors
from index.filters import SearchFilter
from index.store.protocol import Record
from index.store.values import VectorKey


def exact_search(
    record: Record, vector: Vectors, k: int, allowed: SearchFilter
) -> list[tuple[VectorKey, float]]:
    """Return the keys of the `k` nearest allowed vectors with their cosine similarity, best first."""
    contents = list(record.vectors(allowed))
    if not contents:
        return []
    similarities = np.concatenate([vectors for _, vectors in contents]) @ vector
    ends = np.cumsum([len(vectors) for _, vectors in contents])
    best = np.argsort(-similarities, kind="stable")[:k]
    found: list[tuple[VectorKey, float]] = []
    for place in best:
        content = int(np.searchsorted(ends, place, side="right"))
        content_hash, vectors = contents[content]
        found.append(((content_hash, int(place - ends[content] + len(vectors))), float(similarities[place])))
    return found
