"""The transactional outbox of a record in PostgreSQL: which contents a vector index has yet to follow.

The transaction that changes a content's vectors notes it for every index that is registered. Whoever applies
the notes locks them, writes what the record then says to the index, and deletes them: a kill at any moment
leaves notes, which are applied again, and so does a connection that is lost.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from index.embedding.embedder import Vectors
from index.store.postgres.changes import note_changes
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.rows import vectors_of
from index.store.protocol import VectorIndex
from index.store.values import VectorKey

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

CONTENTS_AT_ONCE = 200
"""Number of contents that are applied in one transaction."""


class IndexChange(NamedTuple):
    """A content that an index has yet to follow.

    Attributes:
        most: how many of its vectors the index may hold.
        vectors: its vectors in the record; None where it has none any more.
    """

    content_hash: str
    most: int
    vectors: Vectors | None


class Outbox:
    """The notes for one vector index, by its name."""

    def __init__(self, database: PostgresDatabase, name: str) -> None:
        self.name = name
        self._database = database

    def register(self, notes: Mapping[str, str]) -> None:
        """Have every transaction from now on note what it changes; all that began before have ended."""
        from psycopg.types.json import Jsonb

        with self._database.writing() as connection:
            self._database.lock_articles()
            connection.execute(
                "INSERT INTO vector_indexes VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
                (self.name, Jsonb(dict(notes))),
            )

    def unregister(self) -> None:
        """Forget the index and its notes."""
        self._database.run(
            lambda connection: connection.execute("DELETE FROM vector_indexes WHERE name = %s", (self.name,))
        )

    def lag(self) -> int:
        """Return how many contents the index has yet to follow."""
        [(count,)] = self._database.fetch(
            "SELECT count(*) FROM index_changes WHERE index_name = %s", (self.name,)
        )
        return int(count)

    def apply(self, index: VectorIndex) -> int:
        """Apply all notes but those that somebody else is applying; return how many."""
        done = 0
        while changes := self._apply_some(index):
            done += changes
        return done

    def _apply_some(self, index: VectorIndex) -> int:
        tried: dict[str, int] = {}

        def work(connection: "Connection") -> int:
            # Where the connection was lost, somebody else may have followed the record further since, and
            # this one then written to the index what the record no longer said.
            note_changes(connection, tried, self.name)
            changes = self._locked(connection)
            if changes:
                tried.update((change.content_hash, change.most) for change in changes)
                index.delete(_stale(changes))
                index.upsert(_current(changes))
                connection.execute(
                    "DELETE FROM index_changes WHERE index_name = %s AND content_hash = ANY(%s)",
                    (self.name, [change.content_hash for change in changes]),
                )
            return len(changes)

        return self._database.run(work)

    def _locked(self, connection: "Connection") -> list[IndexChange]:
        """Lock some notes, and only then read what the record says."""
        most: dict[str, int] = dict(
            connection.execute(
                "SELECT content_hash, passages FROM index_changes WHERE index_name = %s "
                "ORDER BY content_hash LIMIT %s FOR UPDATE SKIP LOCKED",
                (self.name, CONTENTS_AT_ONCE),
            ).fetchall()
        )
        rows = connection.execute(
            "SELECT content_hash, passages, vectors FROM vectors WHERE content_hash = ANY(%s)",
            (list(most),),
            binary=True,
        ).fetchall()
        vectors = {content_hash: vectors_of(passages, blob) for content_hash, passages, blob in rows}
        return [IndexChange(name, count, vectors.get(name)) for name, count in most.items()]


def _current(changes: list[IndexChange]) -> Iterator[tuple[VectorKey, Vectors]]:
    for change in changes:
        for number, vector in enumerate(() if change.vectors is None else change.vectors):
            yield (change.content_hash, number), vector


def _stale(changes: list[IndexChange]) -> Iterator[VectorKey]:
    """Yield the keys that the index may hold and the record does not: of a content that was split otherwise
    or is gone."""
    for change in changes:
        for number in range(0 if change.vectors is None else len(change.vectors), change.most):
            yield change.content_hash, number
