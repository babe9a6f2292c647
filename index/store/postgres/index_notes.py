"""What the record in PostgreSQL notes of a vector index that follows it."""

from typing_extensions import override

from index.store.chroma.current_index import Notes
from index.store.postgres.database import PostgresDatabase


class IndexNotes(Notes):
    """The notes on one vector index, by its name; none where it is not registered."""

    def __init__(self, database: PostgresDatabase, name: str) -> None:
        self._database = database
        self._name = name

    @override
    def notes(self) -> dict[str, str]:
        rows = self._database.fetch("SELECT notes FROM vector_indexes WHERE name = %s", (self._name,))
        return dict(rows[0][0]) if rows else {}

    @override
    def meta(self, key: str) -> str | None:
        return self.notes().get(key)

    @override
    def set_meta(self, **values: str) -> None:
        from psycopg.types.json import Jsonb

        self._database.run(
            lambda connection: connection.execute(
                "UPDATE vector_indexes SET notes = notes || %s WHERE name = %s", (Jsonb(values), self._name)
            )
        )


def recorded_contents(database: PostgresDatabase) -> int:
    """Return how many contents an index has to follow that is not made yet."""
    [(contents,)] = database.fetch("SELECT count(*) FROM vectors")
    return int(contents)
