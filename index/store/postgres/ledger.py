"""The ledger of additions in PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from typing_extensions import override

from index.ledger import FinishedInput, Ledger
from index.store.postgres.database import PostgresDatabase

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


class PostgresLedger(Ledger):
    """A ledger in one schema of a PostgreSQL database."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Store the ledger in `database`."""
        self._database = database

    @override
    def finish(self, inputs: Iterable[FinishedInput]) -> None:
        # In one order, so that no two who finish the same inputs wait for each other.
        rows = sorted((one.name, one.fingerprint, one.added, one.updated, one.unchanged) for one in inputs)

        def write(connection: "Connection") -> None:
            connection.cursor().executemany(
                "INSERT INTO ledger VALUES (%s, %s, %s, %s, %s) ON CONFLICT (input) DO UPDATE SET "
                "fingerprint = excluded.fingerprint, added = excluded.added, updated = excluded.updated, "
                "unchanged = excluded.unchanged",
                rows,
            )

        self._database.run(write)

    @override
    def finished(self, names: Sequence[str]) -> dict[str, FinishedInput]:
        rows = self._database.fetch(
            "SELECT input, fingerprint, added, updated, unchanged FROM ledger WHERE input = ANY(%s)",
            (list(names),),
        )
        return {row[0]: FinishedInput(*row) for row in rows}

    @override
    def forget(self, names: Iterable[str]) -> None:
        listed = sorted(names)

        def write(connection: "Connection") -> None:
            connection.execute("DELETE FROM ledger WHERE input = ANY(%s)", (listed,))

        self._database.run(write)
