"""The protocol of an embedder: text in, unit vectors out."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """An embedding model. Its `fingerprint` changes whenever its vectors would."""

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""

    @property
    def max_tokens(self) -> int:
        """Return the largest number of tokens of a text, special tokens included."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,)."""


EmbedderFactory = Callable[[bool], Embedder]
"""Function that makes an embedder in a worker's process; True where the worker has a GPU."""


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which a tokenizer refuses, replaced by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def embed_sentences(texts: Sequence[str], embedder: Embedder) -> Vectors:
    """Return the vectors of sentences of any length, of a long one that of a beginning which fits."""
    return embedder.embed_passages([_beginning(encodable(text), embedder) for text in texts])


def _beginning(text: str, embedder: Embedder) -> str:
    while embedder.count_tokens([text])[0] > embedder.max_tokens:
        text = text[: len(text) * 2 // 3]
    return text
