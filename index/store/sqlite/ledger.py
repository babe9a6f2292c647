"""The ledger of additions in SQLite."""

import json
from collections.abc import Iterable, Sequence

from typing_extensions import override

from index.ledger import FinishedInput, Ledger
from index.store.sqlite.database import Database


class SqliteLedger(Ledger):
    """A ledger in one SQLite file; that of an older version is upgraded by the first that is written."""

    def __init__(self, database: Database) -> None:
        """Store the ledger in `database`."""
        self._database = database

    @override
    def finish(self, inputs: Iterable[FinishedInput]) -> None:
        self._database.upgrade()
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?)",
                [(one.name, one.fingerprint, one.added, one.updated, one.unchanged) for one in inputs],
            )

    @override
    def finished(self, names: Sequence[str]) -> dict[str, FinishedInput]:
        if self._database.is_older():
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT input, fingerprint, added, updated, unchanged "
                "FROM json_each(?) JOIN ledger ON input = value",
                (json.dumps(list(names)),),
            )
            return {row[0]: FinishedInput(*row) for row in rows}

    @override
    def forget(self, names: Iterable[str]) -> None:
        self._database.upgrade()
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM ledger WHERE input = ?", [(name,) for name in names])
