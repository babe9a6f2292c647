"""The default embedder: the packaged model by ONNX Runtime, else by sentence-transformers."""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from index.embedding.embedder import Embedder, Vectors
from index.embedding.export import exported_folder
from index.embedding.onnx_embedder import OnnxEmbedder
from index.embedding.packaged_model import FINGERPRINT, MAX_TOKENS
from index.embedding.sentence_embedder import SentenceTransformerEmbedder
from index.errors import ModelError

QUESTION_CACHE_SIZE = 64
"""Number of questions whose vectors are remembered, which takes some 100 kB."""

_log = logging.getLogger(__name__)


class PackagedEmbedder:
    """all-MiniLM-L6-v2 from its exported file, else by sentence-transformers; loaded when first needed."""

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""
        return FINGERPRINT

    @property
    def max_tokens(self) -> int:
        """Return the largest number of tokens of a text, special tokens included."""
        return MAX_TOKENS

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off."""
        return self._embedder.count_tokens(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""
        return self._embedder.embed_passages(texts)

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,). A question over the limit is cut off."""
        return self._embed_question(question)

    @cached_property
    def _embed_question(self) -> Callable[[str], Vectors]:
        # Searching and reading both ask for the vector of the same question.
        return lru_cache(QUESTION_CACHE_SIZE)(self._embedder.embed_question)

    @cached_property
    def _embedder(self) -> Embedder:
        try:
            return OnnxEmbedder(exported_folder())
        except ModelError as error:
            _log.warning("The embedding model runs in its slow form: %s", error)
            return SentenceTransformerEmbedder()
