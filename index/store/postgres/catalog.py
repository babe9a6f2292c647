"""The catalog in PostgreSQL: lists of articles by their metadata."""

from collections.abc import Iterator, Sequence
from typing import Any

from typing_extensions import override

from index.filters import NO_FILTER, SearchFilter
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.filters import sql_condition
from index.store.postgres.text import looked_up, restored, restored_or_none
from index.store.protocol import Catalog
from index.store.values import CatalogEntry, ListedArticle, Listing
from index.text.words import folded_words

BATCH = 500
"""Number of articles whose texts are fetched by one statement."""


class PostgresCatalog(Catalog):
    """The catalog of one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Read the catalog of `database`."""
        self._database = database

    @override
    def entries(self, filters: SearchFilter = NO_FILTER) -> list[CatalogEntry]:
        condition, parameters = sql_condition(filters)
        rows = self._database.fetch_from_replica(
            # What is escaped takes two characters at most.
            "SELECT number, id, title, source, author, published, body_start, "  # noqa: S608
            "CASE WHEN body_start > 0 THEN left(text, 2 * body_start) ELSE '' END, path "
            f"FROM articles WHERE {condition} ORDER BY published DESC NULLS LAST, number",
            parameters,
        )
        return [
            CatalogEntry(
                number,
                restored(name),
                restored(title),
                restored_or_none(source),
                restored_or_none(author),
                day,
                restored(header)[:body_start],
                restored_or_none(path),
            )
            for number, name, title, source, author, day, body_start, header, path in rows
        ]

    @override
    def texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        for start in range(0, len(numbers), BATCH):
            batch = list(numbers[start : start + BATCH])
            for number, text in self._database.fetch_from_replica(
                "SELECT number, text FROM articles WHERE number = ANY(%s) ORDER BY number", (batch,)
            ):
                yield number, restored(text)

    @override
    def listing(self, words: str = "", *, offset: int = 0, limit: int = 50) -> Listing:
        wanted = [looked_up(word) for word in folded_words(words)]
        condition = " AND ".join(["strpos(names, %s) > 0"] * len(wanted)) or "TRUE"
        [(total,)] = self._database.fetch_from_replica(
            f"SELECT count(*) FROM articles WHERE {condition}",  # noqa: S608
            wanted,
        )
        found = self._database.fetch_from_replica(
            f"SELECT number FROM articles WHERE {condition} ORDER BY number DESC LIMIT %s OFFSET %s",  # noqa: S608
            [*wanted, limit, offset],
        )
        return Listing(self._listed("number", [number for (number,) in found]), total)

    @override
    def listed(self, article_ids: Sequence[str]) -> tuple[ListedArticle, ...]:
        return self._listed("id", [looked_up(article_id) for article_id in article_ids])

    @override
    def sources(self) -> dict[str, int]:
        rows = self._database.fetch_from_replica(
            "SELECT source, count(*) FROM articles WHERE source <> '' "
            "GROUP BY source ORDER BY count(*) DESC, source"
        )
        return {restored(source): articles for source, articles in rows}

    def _listed(self, column: str, keys: Sequence[int | str]) -> tuple[ListedArticle, ...]:
        rows = self._database.fetch_from_replica(
            f"SELECT {column}, id, title, source, author, published, "  # noqa: S608
            "(SELECT count(*) FROM passages WHERE article = articles.number) "
            f"FROM articles WHERE {column} = ANY(%s)",
            (list(keys),),
        )
        found = {key: _listed_article(row) for key, *row in rows}
        return tuple(found[key] for key in keys if key in found)


def _listed_article(row: Sequence[Any]) -> ListedArticle:
    name, title, source, author, day, passages = row
    return ListedArticle(
        restored(name), restored(title), restored_or_none(source), restored_or_none(author), day, passages
    )
