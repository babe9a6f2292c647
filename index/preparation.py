"""Preparation of articles: splitting and embedding, the same in one process and in many workers.

Nothing here knows a library: what is stored, and under which id, is decided by `index.storing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.articles import Article
from index.embedding.embedder import Embedder, Vectors
from index.errors import UnreadableArticle
from index.passages import Passage, embedded_texts, split


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article on its way into a library.

    Attributes:
        article: the article as it was read: its `id` is empty unless its source gave it one.
        content_hash: the hash of its content.
        passages: its passages; None where a library was seen to hold the content.
        vectors: its passages' vectors; None where it is not embedded, or its content already is.
    """

    article: Article
    content_hash: str
    passages: tuple[Passage, ...] | None = None
    vectors: Vectors | None = None


def hashed(article: Article) -> PreparedArticle:
    """Return an article with the hash of its content; raise UnreadableArticle where it cannot be stored."""
    try:
        "".join(filter(None, article.card().values())).encode()
        return PreparedArticle(article, article.content_hash)
    except UnicodeEncodeError as error:
        raise UnreadableArticle(
            article.path or article.url or article.id or "an article",
            "holds half of a character (a lone surrogate); correct it",
        ) from error


def with_passages(prepared: PreparedArticle, embedder: Embedder) -> PreparedArticle:
    """Return a prepared article with its passages."""
    passages = split(prepared.article, embedder.count_tokens, embedder.max_tokens)
    return replace(prepared, passages=passages)


def with_vectors(articles: Sequence[PreparedArticle], embedder: Embedder) -> list[PreparedArticle]:
    """Embed the passages of these articles together; one that has none is returned as it is."""
    texts = [
        text
        for prepared in articles
        for text in embedded_texts(
            prepared.article, prepared.passages or (), embedder.count_tokens, embedder.max_tokens
        )
    ]
    rows = iter(embedder.embed_passages(texts) if texts else ())
    return [
        prepared
        if prepared.passages is None
        else replace(prepared, vectors=np.array([next(rows) for _ in prepared.passages], dtype=np.float32))
        for prepared in articles
    ]
