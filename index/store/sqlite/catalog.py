"""The catalog in SQLite: lists of articles by their metadata."""

from collections.abc import Iterator, Sequence

from typing_extensions import override

from index.filters import NO_FILTER, SearchFilter
from index.store.protocol import Catalog
from index.store.sqlite.database import Database
from index.store.sqlite.filters import day_of, escape_surrogates, sql_condition
from index.store.values import CatalogEntry, ListedArticle, Listing
from index.text.words import folded_words, has_words

BATCH = 500
"""Number of articles fetched by one statement; SQLite takes 999 parameters at least."""


class SqliteCatalog(Catalog):
    """The catalog of one SQLite file."""

    def __init__(self, database: Database) -> None:
        """Read the catalog of `database`."""
        self._database = database

    @override
    def entries(self, filters: SearchFilter = NO_FILTER) -> list[CatalogEntry]:
        condition, parameters = sql_condition(filters)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT number, id, title, source, author, published, "  # noqa: S608
                "CASE WHEN body_start > 0 THEN substr(text, 1, body_start) ELSE '' END, path "
                f"FROM articles WHERE {condition} ORDER BY published IS NULL, published DESC, number",
                parameters,
            ).fetchall()
        return [
            CatalogEntry(number, name, title, source, author, day_of(day), header, path)
            for number, name, title, source, author, day, header, path in rows
        ]

    @override
    def texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            with self._database.reading() as connection:
                yield from connection.execute(
                    f"SELECT number, text FROM articles WHERE number IN ({', '.join('?' * len(batch))})",  # noqa: S608
                    batch,
                ).fetchall()

    @override
    def listing(self, words: str = "", *, offset: int = 0, limit: int = 50) -> Listing:
        wanted = folded_words(words)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT number, id, title, source, author FROM articles ORDER BY number DESC"
            )
            found = [number for number, *names in rows if has_words(wanted, names)]
        return Listing(self._listed("articles.number", found[offset : offset + limit]), len(found))

    @override
    def listed(self, article_ids: Sequence[str]) -> tuple[ListedArticle, ...]:
        return self._listed("articles.id", [escape_surrogates(article_id) for article_id in article_ids])

    @override
    def sources(self) -> dict[str, int]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT source, count(*) FROM articles WHERE source IS NOT NULL AND source <> '' "
                "GROUP BY source ORDER BY count(*) DESC, source"
            )
            return dict(rows.fetchall())

    def _listed(self, column: str, keys: Sequence[int | str]) -> tuple[ListedArticle, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {column}, id, title, source, author, published, count(passages.rowid) "  # noqa: S608
                "FROM articles LEFT JOIN passages ON passages.article = articles.number "
                f"WHERE {column} IN ({', '.join('?' * len(keys))}) GROUP BY articles.number",
                list(keys),
            )
            found = {
                key: ListedArticle(name, title, source, author, day_of(day), passages)
                for key, name, title, source, author, day, passages in rows
            }
        return tuple(found[key] for key in keys if key in found)
