"""An embedder that caches vectors, for tests that ask much of the real model."""

from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import Embedder, Vectors

_passages: dict[tuple[str, str], Vectors] = {}
_questions: dict[tuple[str, str], Vectors] = {}


class CachingEmbedder:
    """An `Embedder` that caches the vectors of another one for the whole run of the tests."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def max_tokens(self) -> int:
        return self._embedder.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        fresh = list(dict.fromkeys(text for text in texts if (self.fingerprint, text) not in _passages))
        if fresh:
            vectors = self._embedder.embed_passages(fresh)
            _passages.update(zip(((self.fingerprint, text) for text in fresh), vectors, strict=True))
        return np.array([_passages[self.fingerprint, text] for text in texts], dtype=np.float32)

    def embed_question(self, question: str) -> Vectors:
        key = self.fingerprint, question
        if key not in _questions:
            _questions[key] = self._embedder.embed_question(question)
        return _questions[key]
