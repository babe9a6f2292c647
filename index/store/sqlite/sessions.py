"""Sign-in sessions in a SQLite file of their own, which nobody else on the machine can read."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typing_extensions import override

from index.errors import LibraryError
from index.sessions import Sessions

FILE_NAME = "sign-ins.sqlite"


class SqliteSessions(Sessions):
    """Sessions in a folder."""

    def __init__(self, folder: Path) -> None:
        """Store sessions in `folder`. Raises LibraryError where the file cannot be written."""
        self._one_at_a_time = threading.Lock()
        self._file = folder / FILE_NAME
        try:
            self._file.touch(mode=0o600)
            self._database = sqlite3.connect(self._file, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error
        try:
            with self._database as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS sign_ins "
                    "(token TEXT PRIMARY KEY, name TEXT, account TEXT, until REAL) WITHOUT ROWID"
                )
        except sqlite3.Error as error:
            self._database.close()
            raise self._unusable(error) from error

    @override
    def begin(self, token_hash: str, name: str, account: str, *, now: float, until: float) -> None:
        with self._connection() as connection:
            connection.execute("DELETE FROM sign_ins WHERE until < ?", (now,))
            connection.execute("INSERT INTO sign_ins VALUES (?, ?, ?, ?)", (token_hash, name, account, until))

    @override
    def find(self, token_hash: str, now: float) -> tuple[str, str] | None:
        with self._connection() as connection:
            row: tuple[str, str] | None = connection.execute(
                "SELECT name, account FROM sign_ins WHERE token = ? AND until >= ?", (token_hash, now)
            ).fetchone()
        return row

    @override
    def end(self, token_hash: str) -> None:
        with self._connection() as connection:
            connection.execute("DELETE FROM sign_ins WHERE token = ?", (token_hash,))

    def close(self) -> None:
        """Close the file."""
        with self._one_at_a_time:
            self._database.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._one_at_a_time, self._database as connection:
                yield connection
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> LibraryError:
        return LibraryError(f"Cannot write {self._file} ({error}). Check its permissions.")
