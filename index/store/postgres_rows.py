"""Articles and vectors as rows of PostgreSQL's tables."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import LibraryCorrupt
from index.passages import Passage
from index.store.postgres_text import restored, restored_or_none, stored, stored_or_none
from index.text.words import folded

if TYPE_CHECKING:
    from index.store.postgres_transactions import Connection

COLUMNS = "id, text, title, source, author, published, url, path, body_start"
"""Columns of the table `articles` that make an article, in the order of its attributes."""


def insert_article(
    connection: "Connection", article: Article, passages: Sequence[Passage], terms: Sequence[str], named: bool
) -> bool:
    """Store an article with its passages and terms unless one has its id; return whether it was stored."""
    return bool(
        connection.execute(
            f"WITH put AS (INSERT INTO articles ({COLUMNS}, content_hash, named, names) "  # noqa: S608
            f"VALUES (%s{', %s' * 11}) ON CONFLICT DO NOTHING RETURNING number AS article), "
            "given AS (SELECT * FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[]) "
            "AS given (number, starts, ends, terms)), "
            "split AS (INSERT INTO passages (article, number, starts, ends) "
            "SELECT article, number, starts, ends FROM put, given ORDER BY number RETURNING id, number), "
            "indexed AS (INSERT INTO full_text SELECT id, terms FROM split JOIN given USING (number)) "
            "SELECT article FROM put",
            (
                *(*row_of(article), article.content_hash, named, names_of(article)),
                [passage.number for passage in passages],
                [passage.start for passage in passages],
                [passage.end for passage in passages],
                list(terms),
            ),
        ).fetchall()
    )


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
