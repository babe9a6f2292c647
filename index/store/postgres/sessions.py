"""Sign-in sessions in PostgreSQL: whoever is signed in at one server of a library is so at all."""

from typing import TYPE_CHECKING

from typing_extensions import override

from index.sessions import Sessions
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.text import looked_up, restored, stored

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


class PostgresSessions(Sessions):
    """Sessions in one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Store sessions in `database`."""
        self._database = database

    @override
    def begin(self, token_hash: str, name: str, account: str, *, now: float, until: float) -> None:
        def work(connection: "Connection") -> None:
            connection.execute("DELETE FROM sign_ins WHERE until < %s", (now,))
            connection.execute(
                "INSERT INTO sign_ins VALUES (%s, %s, %s, %s) ON CONFLICT (token) DO UPDATE "
                "SET name = excluded.name, account = excluded.account, until = excluded.until",
                (token_hash, stored(name), stored(account), until),
            )

        self._database.run(work)

    @override
    def find(self, token_hash: str, now: float) -> tuple[str, str] | None:
        rows = self._database.fetch(
            "SELECT name, account FROM sign_ins WHERE token = %s AND until >= %s",
            (looked_up(token_hash), now),
        )
        return (restored(rows[0][0]), restored(rows[0][1])) if rows else None

    @override
    def end(self, token_hash: str) -> None:
        self._database.run(
            lambda connection: connection.execute(
                "DELETE FROM sign_ins WHERE token = %s", (looked_up(token_hash),)
            )
        )
