"""The record: articles, their passages, vectors and full text. All else can be rebuilt from it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np

from index.articles import Article
from index.database import Database
from index.embedding.embedder import Vectors
from index.errors import ArticleNotFound, LibraryCorrupt
from index.filters import EVERYTHING, SearchFilter, storable
from index.passages import Passage
from index.text.scripts import analysed

COLUMNS = "id, text, title, source, author, published, url, path, body_start"

Key = tuple[str, int]
"""What a passage's vector is filed under: its article's content hash and its number in it."""


class Record:
    """The articles of a library. Writing methods are for whoever holds the library's writer lock."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # Reading

    def article(self, article_id: str) -> Article:
        """Return one article with its text. Raises ArticleNotFound."""
        found = self.find("id", article_id)
        if not found:
            raise ArticleNotFound(f"No article {article_id!r} in this library. `qa list` shows them.")
        return found[0]

    def find(
        self, column: Literal["id", "path", "url", "content_hash", "source"], value: str
    ) -> list[Article]:
        """Return the articles with this value, oldest entry first."""
        return self._select(f"{column} = ?", (storable(value),))

    def articles(self, allowed: SearchFilter = EVERYTHING) -> Iterator[Article]:
        """Yield the articles a filter allows, one at a time, oldest entry first."""
        condition, parameters = allowed.sql()
        with self.database.reading() as connection:
            numbers = connection.execute(
                f"SELECT number FROM articles WHERE {condition} ORDER BY number",  # noqa: S608
                parameters,
            ).fetchall()
        for (number,) in numbers:
            yield from self._select("number = ?", (number,))

    def counts(self) -> tuple[int, int]:
        """Return how many articles and passages there are."""
        with self.database.reading() as connection:
            articles, passages = connection.execute(
                "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)"
            ).fetchone()
        return articles, passages

    def has_more_passages_than(self, count: int) -> bool:
        """Whether there are more passages; quicker than counting them all."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT 1 FROM passages LIMIT 1 OFFSET ?", (count,)).fetchone()
        return row is not None

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """Return an article's passages in order."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT passages.number, start, end FROM passages JOIN articles ON article = articles.number "
                "WHERE id = ? ORDER BY passages.number",
                (article_id,),
            )
            return tuple(Passage(*row) for row in rows)

    def passages_of(self, content_hash: str) -> tuple[Passage, ...]:
        """Return the passages that this content was cut into; none where no article has it."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM articles WHERE content_hash = ?", (content_hash,)
            ).fetchone()
        return self.passages(row[0]) if row else ()

    def is_named(self, article_id: str) -> bool:
        """Whether the article's source gave it its id, rather than this library."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT named FROM articles WHERE id = ?", (article_id,)).fetchone()
        return bool(row and row[0])

    def vectors(self, allowed: SearchFilter = EVERYTHING) -> Iterator[tuple[Key, Vectors]]:
        """Yield every allowed passage's key and vector, a shared content's once."""
        condition, parameters = allowed.sql()
        with self.database.reading() as connection:
            hashes = connection.execute(
                f"SELECT DISTINCT content_hash FROM articles WHERE {condition} ORDER BY number",  # noqa: S608
                parameters,
            ).fetchall()
            for (content_hash,) in hashes:
                for number, blob in connection.execute(
                    "SELECT number, vector FROM vectors WHERE content_hash = ? ORDER BY number",
                    (content_hash,),
                ):
                    yield (content_hash, number), _vector(blob)

    def has_vectors(self, content_hash: str) -> bool:
        """Whether this content has been embedded."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT 1 FROM vectors WHERE content_hash = ?", (content_hash,))
            return row.fetchone() is not None

    # Writing

    def put(
        self, article: Article, passages: Sequence[Passage], vectors: Vectors | None, *, named: bool
    ) -> str | None:
        """Store an article in place of the one of its id, with its passages, full text and vectors.

        `vectors` is None where the record holds the same content's already. Returns what `drop` returns.
        """
        self.database.upgrade()
        with self.database.writing() as connection:
            replaced = self.drop(article.id)
            number = connection.execute(
                f"INSERT INTO articles ({COLUMNS}, content_hash, named) VALUES (?{', ?' * 10})",  # noqa: S608
                (*_row(article), article.content_hash, named),
            ).lastrowid
            self._put_passages(article, number or 0, passages)
            if vectors is not None:
                self.put_vectors(article, passages, vectors)
        return replaced

    def put_vectors(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store the vectors of an article's passages; shape (passages, dimensions)."""
        with self.database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                (
                    (article.content_hash, passage.number, vector.astype(np.float32).tobytes())
                    for passage, vector in zip(passages, vectors, strict=True)
                ),
            )

    def describe(self, article: Article) -> None:
        """Store an article's source, author, date, address and path; its content is the same as before."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE articles SET source = ?, author = ?, published = ?, url = ?, path = ? WHERE id = ?",
                (*_row(article)[3:8], article.id),
            )

    def drop(self, article_id: str) -> str | None:
        """Delete an article with its passages and full text; return its content hash, None if there is none.

        Its vectors stay, for another article may have the same content: `drop_orphans` deletes them.
        """
        self.database.upgrade()
        with self.database.writing() as connection:
            found = connection.execute(
                "SELECT number, title, text, content_hash FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            if not found:
                return None
            number, title, text, content_hash = found
            passages = connection.execute(
                "SELECT rowid, start, end FROM passages WHERE article = ?", (number,)
            ).fetchall()
            # A contentless FTS5 table forgets a row only when told what was in it.
            connection.executemany(
                "INSERT INTO fulltext (fulltext, rowid, title, text) VALUES ('delete', ?, ?, ?)",
                [(rowid, analysed(title), analysed(text[start:end])) for rowid, start, end in passages],
            )
            connection.execute("DELETE FROM articles WHERE number = ?", (number,))
        return str(content_hash)

    def drop_orphans(self, content_hashes: Iterable[str]) -> list[Key]:
        """Delete the vectors of those contents that no article has any more; return their keys."""
        orphans: list[Key] = []
        with self.database.writing() as connection:
            for content_hash in content_hashes:
                rows = connection.execute(
                    "DELETE FROM vectors WHERE content_hash = ? "
                    "AND NOT EXISTS (SELECT 1 FROM articles WHERE content_hash = ?) RETURNING number",
                    (content_hash, content_hash),
                ).fetchall()
                orphans.extend((content_hash, number) for (number,) in rows)
        return orphans

    def forget_vectors(self) -> None:
        """Delete all vectors: they are to be made anew."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM vectors")

    def _put_passages(self, article: Article, number: int, passages: Iterable[Passage]) -> None:
        with self.database.writing() as connection:
            for passage in passages:
                rowid = connection.execute(
                    "INSERT INTO passages (article, number, start, end) VALUES (?, ?, ?, ?)",
                    (number, passage.number, passage.start, passage.end),
                ).lastrowid
                connection.execute(
                    "INSERT INTO fulltext (rowid, title, text) VALUES (?, ?, ?)",
                    (rowid, analysed(article.title), analysed(article.text[passage.start : passage.end])),
                )

    def _select(self, condition: str, parameters: tuple[str | int, ...]) -> list[Article]:
        with self.database.reading() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM articles WHERE {condition} ORDER BY number",  # noqa: S608
                parameters,
            )
            return [article_of(row) for row in rows]


def article_of(row: Sequence[str]) -> Article:
    """Make an article of a row of COLUMNS."""
    article = Article(*row)  # type: ignore[arg-type]
    return replace(article, published=date.fromisoformat(row[5]) if row[5] else None)


def _vector(blob: bytes) -> Vectors:
    if len(blob) % 4:
        raise LibraryCorrupt("The library's record holds a spoilt vector. Restore it from a backup.")
    return np.frombuffer(blob, dtype=np.float32)


def _row(article: Article) -> tuple[str | int | None, ...]:
    return (
        article.id,
        article.text,
        article.title,
        article.source,
        article.author,
        article.published.isoformat()[:10] if article.published else None,  # a datetime is a date, too
        article.url,
        article.path,
        article.body_start,
    )
