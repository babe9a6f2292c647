"""Annotations in SQLite, beside the articles that they are of."""

from typing_extensions import override

from index.annotations import Annotations
from index.errors import LibraryError
from index.store.sqlite.database import Database

PATIENCE = 0.05
"""Number of seconds for which storing an annotation waits for another writer."""


class SqliteAnnotations(Annotations):
    """Annotations in one SQLite file; that of an older version has none until it is upgraded."""

    def __init__(self, database: Database) -> None:
        """Store annotations in `database`."""
        self._database = database

    @override
    def read(self, content_hash: str, kind: str, model: str) -> str | None:
        if self._database.is_older():
            return None
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT annotation FROM annotations WHERE content_hash = ? AND kind = ? AND model = ?",
                (content_hash, kind, model),
            ).fetchone()
        return row[0] if row else None

    @override
    def of(self, content_hash: str) -> list[tuple[str, str, str]]:
        if self._database.is_older():
            return []
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT kind, model, annotation FROM annotations WHERE content_hash = ? ORDER BY kind",
                (content_hash,),
            ).fetchall()

    @override
    def keep(self, content_hash: str, kind: str, model: str, annotation: str) -> bool:
        try:
            if self._database.is_older():
                return False
            with self._database.writing(patience=PATIENCE) as connection:
                return bool(
                    connection.execute(
                        "INSERT OR REPLACE INTO annotations SELECT ?, ?, ?, ? "
                        "WHERE EXISTS (SELECT 1 FROM articles WHERE content_hash = ?)",
                        (content_hash, kind, model, annotation, content_hash),
                    ).rowcount
                )
        except LibraryError:
            return False
