"""Exact search: every vector of the record compared. For few articles, and where the vector index fails."""

import numpy as np

from index.embedding.embedder import Vectors
from index.filters import SearchFilter
from index.record import Key, Record


def scan(record: Record, vector: Vectors, k: int, allowed: SearchFilter) -> list[tuple[Key, float]]:
    """Return the `k` nearest of the allowed passages' keys with their cosine similarity, best first."""
    keys: list[Key] = []
    vectors: list[Vectors] = []
    for key, other in record.vectors(allowed):
        keys.append(key)
        vectors.append(other)
    if not keys:
        return []
    similarities = np.stack(vectors) @ vector
    best = np.argsort(-similarities, kind="stable")[:k]
    return [(keys[place], float(similarities[place])) for place in best]
