"""The record in SQLite: articles, passages and vectors."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from typing_extensions import override

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import ArticleNotFound, LibraryCorrupt
from index.filters import NO_FILTER, SearchFilter
from index.passages import Passage
from index.store.protocol import Record
from index.store.sqlite.catalog import SqliteCatalog
from index.store.sqlite.database import Database
from index.store.sqlite.filters import day_of, escape_surrogates, estimate_passages, sql_condition
from index.store.sqlite.full_text import SqliteFullText
from index.store.sqlite.migrations import joined
from index.store.values import LookupField, LookupKey, PassageRef, StoredPassage, VectorKey

_COLUMNS = "id, text, title, source, author, published, url, path, body_start"
_QUALIFIED = ", ".join(f"articles.{column}" for column in _COLUMNS.split(", "))


class SqliteRecord(Record):
    """The record in one SQLite file. Any thread may read."""

    def __init__(self, database: Database) -> None:
        """Store the record in `database`."""
        self._database = database
        self._catalog = SqliteCatalog(database)
        self._full_text = SqliteFullText(database)

    @property
    @override
    def catalog(self) -> SqliteCatalog:
        return self._catalog

    @property
    @override
    def full_text(self) -> SqliteFullText:
        return self._full_text

    @override
    def article(self, article_id: str) -> Article:
        found = self.find("id", article_id)
        if not found:
            raise ArticleNotFound(f"No article {article_id!r} in this library. `qa list` shows them.")
        return found[0]

    @override
    def prefetch(self, keys: Iterable[LookupKey]) -> None:
        """Do nothing."""

    @override
    def find(self, field: LookupField, value: str) -> list[Article]:
        return self._select(f"{field} = ?", (escape_surrogates(value),))

    @override
    def articles(self, filters: SearchFilter = NO_FILTER) -> Iterator[Article]:
        condition, parameters = sql_condition(filters)
        with self._database.reading() as connection:
            numbers = connection.execute(
                f"SELECT number FROM articles WHERE {condition} ORDER BY number",  # noqa: S608
                parameters,
            ).fetchall()
        for (number,) in numbers:
            yield from self._select("number = ?", (number,))

    @override
    def counts(self) -> tuple[int, int]:
        with self._database.reading() as connection:
            articles, passages = connection.execute(
                "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)"
            ).fetchone()
        return articles, passages

    @override
    def estimate_passages(self, filters: SearchFilter = NO_FILTER) -> int:
        with self._database.reading() as connection:
            return estimate_passages(connection, filters)

    @override
    def passages(self, article_id: str) -> tuple[Passage, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT passages.number, start, end FROM passages JOIN articles ON article = articles.number "
                "WHERE id = ? ORDER BY passages.number",
                (article_id,),
            )
            return tuple(Passage(*row) for row in rows)

    @override
    def passages_of(self, content_hash: str) -> tuple[Passage, ...]:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM articles WHERE content_hash = ?", (content_hash,)
            ).fetchone()
        return self.passages(row[0]) if row else ()

    @override
    def passages_by_id(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT passages.rowid, start, end, {_QUALIFIED} FROM json_each(?) "  # noqa: S608
                "JOIN passages ON passages.rowid = value JOIN articles ON article = articles.number",
                (json.dumps(list(ids)),),
            )
            return {rowid: StoredPassage(_article(row), start, end) for rowid, start, end, *row in rows}

    @override
    def refs(
        self, keys: Sequence[VectorKey], filters: SearchFilter = NO_FILTER
    ) -> dict[VectorKey, list[PassageRef]]:
        condition, parameters = sql_condition(filters)
        found: dict[VectorKey, list[PassageRef]] = {key: [] for key in keys}
        with self._database.reading() as connection:
            rows = connection.execute(
                "WITH wanted (content, place) AS "  # noqa: S608
                "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
                "SELECT content, place, passages.rowid, published FROM wanted "
                # SQLite would rather go through all articles of a filter for every key.
                "CROSS JOIN articles INDEXED BY articles_by_hash ON content_hash = content "
                f"JOIN passages ON article = articles.number AND passages.number = place WHERE {condition}",
                (json.dumps(keys), *parameters),
            )
            for content_hash, number, rowid, published in rows:
                found[content_hash, number].append(PassageRef(rowid, day_of(published)))
        return found

    @override
    def is_named(self, article_id: str) -> bool:
        with self._database.reading() as connection:
            row = connection.execute("SELECT named FROM articles WHERE id = ?", (article_id,)).fetchone()
        return bool(row and row[0])

    @override
    def content_hashes(self) -> dict[str, str]:
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT id, content_hash FROM articles").fetchall())

    @override
    def vectors(self, filters: SearchFilter = NO_FILTER) -> Iterator[tuple[str, Vectors]]:
        condition, parameters = sql_condition(filters)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM vectors WHERE content_hash IN "  # noqa: S608
                f"(SELECT content_hash FROM articles WHERE {condition})",
                parameters,
            )
            # Asked beforehand, the version may be another when this statement begins.
            is_older = rows.description[1][0] == "number"
            for content_hash, passages, blob in joined(rows) if is_older else rows:
                if passages < 1 or len(blob) % (4 * passages):
                    raise LibraryCorrupt(
                        "The library's record holds a spoilt vector. Restore it from a backup."
                    )
                yield content_hash, np.frombuffer(blob, dtype=np.float32).reshape(passages, -1)

    @override
    def has_vectors(self, content_hash: str) -> bool:
        with self._database.reading() as connection:
            row = connection.execute("SELECT 1 FROM vectors WHERE content_hash = ?", (content_hash,))
            return row.fetchone() is not None

    @override
    def put(
        self, article: Article, passages: Sequence[Passage], vectors: Vectors | None, *, named: bool
    ) -> str | None:
        self._database.upgrade()
        with self._database.writing() as connection:
            replaced = self.drop(article.id)
            number = connection.execute(
                f"INSERT INTO articles ({_COLUMNS}, content_hash, named) VALUES (?{', ?' * 10})",  # noqa: S608
                (*_row(article), article.content_hash, named),
            ).lastrowid
            for passage in passages:
                rowid = connection.execute(
                    "INSERT INTO passages (article, number, start, end) VALUES (?, ?, ?, ?)",
                    (number, passage.number, passage.start, passage.end),
                ).lastrowid
                self._full_text.add(rowid or 0, article.title, article.text[passage.start : passage.end])
            if vectors is not None and len(vectors) != len(passages):
                raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
            if vectors is not None and passages:
                connection.execute(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                    (article.content_hash, len(vectors), vectors.astype(np.float32).tobytes()),
                )
        return replaced

    @override
    def describe(self, article: Article) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE articles SET source = ?, author = ?, published = ?, url = ?, path = ? WHERE id = ?",
                (*_row(article)[3:8], article.id),
            )

    @override
    def drop(self, article_id: str) -> str | None:
        self._database.upgrade()
        with self._database.writing() as connection:
            found = connection.execute(
                "SELECT number, title, text, content_hash FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            if not found:
                return None
            number, title, text, content_hash = found
            passages = connection.execute(
                "SELECT rowid, start, end FROM passages WHERE article = ?", (number,)
            ).fetchall()
            for rowid, start, end in passages:
                self._full_text.delete(rowid, title, text[start:end])
            connection.execute("DELETE FROM articles WHERE number = ?", (number,))
        return str(content_hash)

    @override
    def drop_orphans(self, content_hashes: Iterable[str]) -> list[VectorKey]:
        orphans: list[VectorKey] = []
        with self._database.writing() as connection:
            for content_hash in content_hashes:
                rows = connection.execute(
                    "DELETE FROM vectors WHERE content_hash = ? "
                    "AND NOT EXISTS (SELECT 1 FROM articles WHERE content_hash = ?) RETURNING passages",
                    (content_hash, content_hash),
                ).fetchall()
                connection.execute(
                    "DELETE FROM annotations WHERE content_hash = ? "
                    "AND NOT EXISTS (SELECT 1 FROM articles WHERE content_hash = ?)",
                    (content_hash, content_hash),
                )
                orphans.extend((content_hash, number) for (count,) in rows for number in range(count))
        return orphans

    @override
    def delete_vectors(self) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM vectors")

    @override
    def meta(self, key: str) -> str | None:
        return self._database.meta(key)

    @override
    def set_meta(self, **values: str) -> None:
        self._database.set_meta(**values)

    def _select(self, condition: str, parameters: tuple[str | int, ...]) -> list[Article]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM articles WHERE {condition} ORDER BY number",  # noqa: S608
                parameters,
            )
            return [_article(row) for row in rows]


def _article(row: Sequence[str]) -> Article:
    article = Article(*row)  # type: ignore[arg-type]
    return replace(article, published=day_of(row[5]))


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
