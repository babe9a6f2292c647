"""Passage vectors: the stored vector of the passage that a sentence begins in."""

from collections.abc import Iterable

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.filters import SearchFilter
from index.store.protocol import Record


class PassageVectors:
    """The stored vectors of some articles' passages, found by a place in the text."""

    def __init__(self, articles: Iterable[Article], record: Record) -> None:
        hashes = {article.id: article.content_hash for article in articles}
        self._passages = {article_id: record.passages(article_id) for article_id in hashes}
        stored = dict(record.vectors(SearchFilter(articles=tuple(hashes)))) if hashes else {}
        self._vectors = {article_id: stored[content] for article_id, content in hashes.items()}

    def at(self, article_id: str, start: int) -> Vectors:
        """Return the vector of the last passage that begins at or before a place, shape (dimensions,)."""
        vectors = self._vectors[article_id]
        if not len(vectors):
            return np.zeros(vectors.shape[1], dtype=np.float32)
        begun = (one.number for one in self._passages[article_id] if one.start <= start)
        return np.asarray(vectors[min(max(begun, default=0), len(vectors) - 1)])

    def centroid(self, article_id: str) -> Vectors:
        """Return the unit vector of the mean of an article's passages, shape (dimensions,)."""
        return unit(self._vectors[article_id].mean(axis=0))


def unit(vector: Vectors) -> Vectors:
    """Return a vector divided by its length; zeros as they are."""
    return np.asarray(vector / (np.linalg.norm(vector) or 1.0), dtype=np.float32)
