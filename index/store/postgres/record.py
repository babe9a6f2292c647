"""The record in PostgreSQL: articles, passages and vectors."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from typing_extensions import override

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import ArticleNotFound
from index.filters import NO_FILTER, SearchFilter
from index.passages import Passage
from index.store.postgres.batch import ArticleBatch, Key, WaitingArticle, as_stored
from index.store.postgres.catalog import PostgresCatalog
from index.store.postgres.changes import FullTextChanges, IndexChanges
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.filters import passages_estimate, sql_condition
from index.store.postgres.full_text import PostgresFullText
from index.store.postgres.rows import COLUMNS, article_of, names_of, row_of, vectors_of
from index.store.postgres.text import looked_up, restored, stored
from index.store.protocol import Record
from index.store.values import LookupField, LookupKey, PassageRef, StoredPassage, VectorKey

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

ARTICLES_AT_ONCE, CONTENTS_AT_ONCE = 100, 500
"""Number of articles, and of contents with their vectors, that are fetched by one statement."""

_QUALIFIED = ", ".join(f"articles.{column}" for column in COLUMNS.split(", "))
_CONDITIONS = {
    "id": "id = %(value)s",
    "content_hash": "content_hash = %(value)s",
    # The indexes hold beginnings alone.
    "path": "left(path, 256) = left(%(value)s, 256) AND path = %(value)s",
    "url": "left(url, 256) = left(%(value)s, 256) AND url = %(value)s",
}


class PostgresRecord(Record):
    """The record in one schema. Any thread may read, and any process write: one transaction at a time."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Store the record in `database`."""
        self._database = database
        self._catalog = PostgresCatalog(database)
        self._full_text = PostgresFullText(database)

    @property
    def _batch(self) -> ArticleBatch:
        """The articles that wait in this thread's transaction."""
        return self._database.gathered(ArticleBatch)

    @property
    @override
    def catalog(self) -> PostgresCatalog:
        return self._catalog

    @property
    @override
    def full_text(self) -> PostgresFullText:
        return self._full_text

    @override
    def article(self, article_id: str) -> Article:
        # What one replica has found, the next may not have yet.
        found = self.find("id", article_id) or self._on_primary(article_id)
        if not found:
            raise ArticleNotFound(f"No article {article_id!r} in this library. `qa list` shows them.")
        return found[0]

    @override
    def prefetch(self, keys: Iterable[LookupKey]) -> None:
        with self._database.gathering() as transaction:
            self._database.lock_articles()
            every: list[Key] = []
            for field, value in keys:
                every.append((field, looked_up(value)))
                if field == "content_hash":
                    every.append(("vectors", value))
            self._batch.look_up(transaction.connection, every)

    @override
    def find(self, field: LookupField, value: str) -> list[Article]:
        name = looked_up(value)
        return self._stored(field, name) + [as_stored(each) for each in self._batch.find((field, name))]

    def _stored(self, field: LookupField, name: str) -> list[Article]:
        if self._batch.lacks((field, name)):
            return []
        rows = self._database.fetch_stored(
            f"SELECT {COLUMNS} FROM articles WHERE {_CONDITIONS[field]} ORDER BY number",  # noqa: S608
            {"value": name},
        )
        return [article_of(row) for row in rows]

    def _on_primary(self, article_id: str) -> list[Article]:
        if not self._database.replicas:
            return []
        query = f"SELECT {COLUMNS} FROM articles WHERE id = %s"  # noqa: S608
        return [article_of(row) for row in self._database.fetch(query, (looked_up(article_id),))]

    @override
    def articles(self, filters: SearchFilter = NO_FILTER) -> Iterator[Article]:
        condition, parameters = sql_condition(filters)
        # Who goes through them may store each anew, under another number.
        [(newest,)] = self._database.fetch_from_replica("SELECT coalesce(max(number), 0) FROM articles")
        last = 0
        while rows := self._database.fetch_from_replica(
            f"SELECT number, {COLUMNS} FROM articles WHERE number > %s AND number <= %s "  # noqa: S608
            f"AND {condition} ORDER BY number LIMIT %s",
            (last, newest, *parameters, ARTICLES_AT_ONCE),
        ):
            for _, *row in rows:
                yield article_of(row)
            last = rows[-1][0]

    @override
    def counts(self) -> tuple[int, int]:
        [(articles, passages)] = self._database.fetch_from_replica("SELECT articles, passages FROM totals")
        return articles, passages

    @override
    def estimate_passages(self, filters: SearchFilter = NO_FILTER) -> int:
        [(estimate,)] = self._database.fetch_from_replica(*passages_estimate(filters))
        return int(estimate)

    @override
    def passages(self, article_id: str) -> tuple[Passage, ...]:
        rows = self._database.fetch_from_replica(
            "SELECT passages.number, starts, ends FROM passages JOIN articles ON article = articles.number "
            "WHERE articles.id = %s ORDER BY passages.number",
            (looked_up(article_id),),
        )
        return tuple(Passage(*row) for row in rows)

    @override
    def passages_of(self, content_hash: str) -> tuple[Passage, ...]:
        if not self._batch.lacks(("content_hash", content_hash)):
            rows = self._database.fetch_stored(
                "SELECT number, starts, ends FROM passages WHERE article = "
                "(SELECT min(number) FROM articles WHERE content_hash = %s) ORDER BY number",
                (content_hash,),
            )
            if rows:
                return tuple(Passage(*row) for row in rows)
        waiting = self._batch.find(("content_hash", content_hash))
        return tuple(waiting[0].passages) if waiting else ()

    @override
    def passages_by_id(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        rows = self._database.fetch_from_replica(
            f"SELECT passages.id, starts, ends, {_QUALIFIED} FROM passages "  # noqa: S608
            "JOIN articles ON article = articles.number WHERE passages.id = ANY(%s)",
            (list(ids),),
        )
        return {passage: StoredPassage(article_of(row), start, end) for passage, start, end, *row in rows}

    @override
    def refs(
        self, keys: Sequence[VectorKey], filters: SearchFilter = NO_FILTER
    ) -> dict[VectorKey, list[PassageRef]]:
        condition, parameters = sql_condition(filters)
        found: dict[VectorKey, list[PassageRef]] = {key: [] for key in keys}
        rows = self._database.fetch_from_replica(
            "SELECT content, place, passages.id, published "  # noqa: S608
            "FROM unnest(%s::text[], %s::integer[]) AS wanted (content, place) "
            "JOIN articles ON content_hash = content "
            f"JOIN passages ON article = articles.number AND passages.number = place WHERE {condition} "
            "ORDER BY passages.id",
            ([content for content, _ in keys], [place for _, place in keys], *parameters),
        )
        for content_hash, number, passage, published in rows:
            found[content_hash, number].append(PassageRef(passage, published))
        return found

    @override
    def is_named(self, article_id: str) -> bool:
        name = looked_up(article_id)
        if waiting := self._batch.find(("id", name)):
            return waiting[0].named
        rows = self._database.fetch_stored("SELECT named FROM articles WHERE id = %s", (name,))
        return bool(rows and rows[0][0])

    @override
    def content_hashes(self) -> dict[str, str]:
        rows = self._database.fetch_from_replica("SELECT id, content_hash FROM articles")
        return {restored(name): content_hash for name, content_hash in rows}

    @override
    def vectors(self, filters: SearchFilter = NO_FILTER) -> Iterator[tuple[str, Vectors]]:
        condition, parameters = sql_condition(filters)
        contents = self._database.fetch_from_replica(
            f"SELECT DISTINCT content_hash FROM articles WHERE {condition} ORDER BY content_hash",  # noqa: S608
            parameters,
        )
        for start in range(0, len(contents), CONTENTS_AT_ONCE):
            batch = [content for (content,) in contents[start : start + CONTENTS_AT_ONCE]]
            for content_hash, passages, blob in self._database.fetch_from_replica(
                "SELECT * FROM vectors WHERE content_hash = ANY(%s)", (batch,), binary=True
            ):
                yield content_hash, vectors_of(passages, blob)

    @override
    def has_vectors(self, content_hash: str) -> bool:
        if self._batch.has_vectors(content_hash):
            return True
        if self._batch.lacks(("vectors", content_hash)):
            return False
        query = "SELECT 1 FROM vectors WHERE content_hash = %s"
        return bool(self._database.fetch_stored(query, (content_hash,)))

    @override
    def put(
        self, article: Article, passages: Sequence[Passage], vectors: Vectors | None, *, named: bool
    ) -> str | None:
        if vectors is not None and len(vectors) != len(passages):
            raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
        with self._database.gathering() as transaction:
            self._database.lock_articles()
            name = stored(article.id)
            is_new = self._batch.lacks(("id", name)) and not self._batch.find(("id", name))
            replaced = None if is_new else self.drop(article.id)
            self._batch.add(WaitingArticle(article, passages, named), vectors)
            if self._batch.is_full:
                transaction.write(ArticleBatch)
        return replaced

    @override
    def describe(self, article: Article) -> None:
        def work(connection: "Connection") -> None:
            self._database.lock_articles()
            connection.execute(
                "UPDATE articles SET source = %s, author = %s, published = %s, url = %s, path = %s, "
                "names = %s WHERE id = %s",
                (*row_of(article)[3:8], names_of(article), stored(article.id)),
            )

        self._database.run(work)

    @override
    def drop(self, article_id: str) -> str | None:
        with self._database.gathering() as transaction:
            self._database.lock_articles()
            if self._batch.find(("id", stored(article_id))):
                transaction.write_deferred()
            connection = transaction.connection
            found = connection.execute(
                "SELECT number, content_hash FROM articles WHERE id = %s", (looked_up(article_id),)
            ).fetchall()
            if not found:
                return None
            [(number, content_hash)] = found
            rows = connection.execute(
                "SELECT terms FROM passages JOIN full_text ON passage = id WHERE article = %s", (number,)
            ).fetchall()
            self._database.deferred(FullTextChanges).take([terms for (terms,) in rows])
            connection.execute("DELETE FROM articles WHERE number = %s", (number,))
        return str(content_hash)

    @override
    def drop_orphans(self, content_hashes: Iterable[str]) -> list[VectorKey]:
        contents = sorted(set(content_hashes))
        if not contents:
            return []
        orphaned = (
            "content_hash = ANY(%s) AND NOT EXISTS "
            "(SELECT 1 FROM articles WHERE articles.content_hash = {0}.content_hash)"
        )
        with self._database.writing() as connection:
            self._database.lock_articles()
            rows = connection.execute(
                f"DELETE FROM vectors WHERE {orphaned.format('vectors')} RETURNING content_hash, passages",  # noqa: S608
                (contents,),
            ).fetchall()
            connection.execute(
                f"DELETE FROM annotations WHERE {orphaned.format('annotations')}",  # noqa: S608
                (contents,),
            )
            for content_hash, count in rows:
                self._database.deferred(IndexChanges).add(content_hash, count)
        return [(content_hash, number) for content_hash, count in rows for number in range(count)]

    @override
    def delete_vectors(self) -> None:
        with self._database.writing() as connection:
            self._database.lock_articles()
            changes = self._database.deferred(IndexChanges)
            rows = connection.execute("DELETE FROM vectors RETURNING content_hash, passages").fetchall()
            for content_hash, passages in rows:
                changes.add(content_hash, passages)

    @override
    def meta(self, key: str) -> str | None:
        return self._database.meta(key)

    @override
    def set_meta(self, **values: str) -> None:
        self._database.set_meta(**values)
