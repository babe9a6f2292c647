"""What the index needs of an embedder: text in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Makes vectors of texts. `fingerprint` changes whenever vectors would."""

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""

    @property
    def longest(self) -> int:
        """Return the most tokens one text may have, special tokens included."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens included, nothing cut off."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32, of shape (texts, dimensions)."""

    def embed_question(self, question: str) -> Vectors:
        """Return one unit vector, float32, of shape (dimensions,)."""


def encodable(text: str) -> str:
    """Return the text as a tokenizer takes it, without halves of surrogate pairs, as broken clients send."""
    return text.encode("utf-8", "replace").decode("utf-8")
