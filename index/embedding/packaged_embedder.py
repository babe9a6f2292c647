"""The default embedder: the packaged model, in the runtime that is quick to start where that can be had."""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from index.embedding.embedder import Embedder, Vectors
from index.embedding.export import exported
from index.embedding.onnx_embedder import OnnxEmbedder
from index.embedding.packaged_model import FINGERPRINT, LONGEST
from index.embedding.sentence_embedder import SentenceTransformerEmbedder
from index.errors import ModelError

QUESTIONS_REMEMBERED = 64
"""Their vectors; some 100 kB."""

_log = logging.getLogger(__name__)


class PackagedEmbedder:
    """all-MiniLM-L6-v2 as exported files, else by sentence-transformers: the vectors are the same.

    What runs it is loaded when first needed.
    """

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""
        return FINGERPRINT

    @property
    def longest(self) -> int:
        """Return the most tokens one text may have, special tokens included."""
        return LONGEST

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off."""
        return self._runs.count_tokens(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""
        return self._runs.embed_passages(texts)

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,). A question over the limit is cut off."""
        return self._embed_question(question)

    @cached_property
    def _embed_question(self) -> Callable[[str], Vectors]:
        # Searching and reading both ask for the vector of the same question.
        return lru_cache(QUESTIONS_REMEMBERED)(self._runs.embed_question)

    @cached_property
    def _runs(self) -> Embedder:
        try:
            return OnnxEmbedder(exported())
        except ModelError as error:
            _log.warning("The embedding model runs in its slow form: %s", error)
            return SentenceTransformerEmbedder()
