"""Exact search: the cosine similarity of every matching vector of the record."""

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors
from index.errors import LibraryCorrupt
from index.filters import SearchFilter
from index.store.protocol import Record
from index.store.values import VectorKey


def exact_search(
    record: Record, vector: Vectors, k: int, filters: SearchFilter
) -> list[tuple[VectorKey, float]]:
    """Return the keys of the `k` nearest matching vectors with their cosine similarity, best first.

    Raises LibraryCorrupt where a vector has another length, as while another model's are being put in place.
    """
    contents: list[str] = []
    similarities: list[NDArray[np.float32]] = []
    for content_hash, vectors in record.vectors(filters):
        if vectors.shape[1] != len(vector):
            raise LibraryCorrupt(
                f"The library's record holds vectors of {vectors.shape[1]} dimensions, the model makes "
                f"{len(vector)}. Ask again; if that does not help, restore the library from a backup."
            )
        contents.append(content_hash)
        similarities.append(vectors @ vector)
    if not contents:
        return []
    every = np.concatenate(similarities)
    starts = np.cumsum([0, *map(len, similarities[:-1])])
    found: list[tuple[VectorKey, float]] = []
    for place in np.argsort(-every, kind="stable")[:k]:
        of = int(np.searchsorted(starts, place, side="right")) - 1
        found.append(((contents[of], int(place - starts[of])), float(every[place])))
    return found
