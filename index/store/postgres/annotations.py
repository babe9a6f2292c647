"""Annotations in PostgreSQL, beside the articles that they are of."""

from typing_extensions import override

from index.annotations import Annotations
from index.errors import LibraryError
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.text import restored, stored

PATIENCE = 0.05
"""Number of seconds for which storing an annotation waits for another writer."""


class PostgresAnnotations(Annotations):
    """Annotations in one schema.

    One that is stored while the last article of its content is dropped may stay; nobody reads it, and it is
    right again where the content is added again.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        """Store annotations in `database`."""
        self._database = database

    @override
    def read(self, content_hash: str, kind: str, model: str) -> str | None:
        rows = self._database.fetch_from_replica(
            "SELECT annotation FROM annotations WHERE content_hash = %s AND kind = %s AND model = %s",
            (content_hash, kind, model),
        )
        return restored(rows[0][0]) if rows else None

    @override
    def of(self, content_hash: str) -> list[tuple[str, str, str]]:
        rows = self._database.fetch_from_replica(
            "SELECT kind, model, annotation FROM annotations WHERE content_hash = %s "
            'ORDER BY kind COLLATE "C"',
            (content_hash,),
        )
        return [(kind, model, restored(annotation)) for kind, model, annotation in rows]

    @override
    def keep(self, content_hash: str, kind: str, model: str, annotation: str) -> bool:
        try:
            with self._database.writing(patience=PATIENCE) as connection:
                return bool(
                    connection.execute(
                        "INSERT INTO annotations SELECT %s, %s, %s, %s "
                        "WHERE EXISTS (SELECT 1 FROM articles WHERE content_hash = %s) "
                        "ON CONFLICT (content_hash, kind) "
                        "DO UPDATE SET model = excluded.model, annotation = excluded.annotation",
                        (content_hash, kind, model, stored(annotation), content_hash),
                    ).rowcount
                )
        except LibraryError:
            return False
