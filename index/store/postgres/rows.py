"""Articles and vectors as rows of PostgreSQL's tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import LibraryCorrupt
from index.store.postgres.text import restored, restored_or_none, stored, stored_or_none
from index.text.words import folded

COLUMNS = "id, text, title, source, author, published, url, path, body_start"
"""Columns of the table `articles` that make an article, in the order of its attributes."""


def article_of(row: Sequence[Any]) -> Article:
    """Return the article of a row with these columns."""
    name, text, title, source, author, published, url, path, body_start = row
    return Article(
        restored(name),
        restored(text),
        restored(title),
        restored_or_none(source),
        restored_or_none(author),
        published,
        restored_or_none(url),
        restored_or_none(path),
        body_start,
    )


def row_of(article: Article) -> tuple[str | int | date | None, ...]:
    """Return the values of an article's columns."""
    day = article.published
    return (
        stored(article.id),
        stored(article.text),
        stored(article.title),
        stored_or_none(article.source),
        stored_or_none(article.author),
        date(day.year, day.month, day.day) if day else None,  # a datetime is a date, too
        stored_or_none(article.url),
        stored_or_none(article.path),
        article.body_start,
    )


def names_of(article: Article) -> str:
    """Return what an article is found by in a list, without case and accents."""
    names = (article.id, article.title, article.source, article.author)
    return stored(folded("\n".join(filter(None, names))))


def vectors_of(passages: int, blob: bytes) -> Vectors:
    """Return the vectors of a content, a row a passage. Raises LibraryCorrupt."""
    if passages < 1 or len(blob) % (4 * passages):
        raise LibraryCorrupt("The library's record holds a spoilt vector. Restore it from a backup.")
    return np.frombuffer(blob, dtype=np.float32).reshape(passages, -1)
