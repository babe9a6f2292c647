"""Stand-ins that are quick and always say the same, and articles to try them on."""

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors


class WordEmbedder:
    """An `Embedder` that counts words: texts with the same words have nearly the same vector.

    Attributes:
        embedded: every text that was embedded as a passage, in order.
        before_embedding: called with the texts of every `embed_passages`; may raise.
    """

    def __init__(self, *, max_tokens: int = 60, name: str = "words", dimensions: int = 256) -> None:
        self._max_tokens = max_tokens
        self._name = name
        self._dimensions = dimensions
        self.embedded: list[str] = []
        self.before_embedding: Callable[[Sequence[str]], None] = lambda _texts: None

    @property
    def fingerprint(self) -> str:
        return f"{self._name}:{self._dimensions}"

    @property
    def max_tokens(self) -> int:
        return self._max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + 2 for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        assert max(self.count_tokens(texts), default=0) <= self._max_tokens, "a text would be cut off"
        self.before_embedding(texts)
        self.embedded += texts
        return np.array([self.embed_question(text) for text in texts], dtype=np.float32)

    def embed_question(self, question: str) -> Vectors:
        vector = np.zeros(self._dimensions)
        for word in re.findall(r"\w+", question.lower()):
            vector[zlib.crc32(f"{self._name} {word}".encode()) % self._dimensions] += 1
        # As from a real model, no two texts are equally far from a third.
        own = np.random.default_rng(zlib.crc32(question.encode("utf-8", "replace")))
        vector += own.normal(scale=0.02, size=self._dimensions)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def article(text: str, **fields: object) -> Article:
    """Make an article; its title is the first words of its text unless given."""
    known: dict[str, object] = {"id": "", "title": " ".join(text.split()[:4]) or "Untitled", **fields}
    return Article(text=text, **known)  # type: ignore[arg-type]


def numbered_article(number: int, *, sentences: int = 4) -> Article:
    """Make the article of a number: id `a7`, and the word `subject7` in it and in no other."""
    parts = [
        f"In part {part} the report on subject{number} says that case{number}x{part} was settled."
        for part in range(sentences)
    ]
    return Article(id=f"a{number}", title=f"Report {number}", text="\n\n".join(parts))
