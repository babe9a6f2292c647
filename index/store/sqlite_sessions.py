"""Sign-in sessions in a SQLite file of their own."""

import sqlite3
import threading
from pathlib import Path

from index.errors import LibraryError

FILE_NAME = "sign-ins.sqlite"


class SqliteSessions:
    """Sessions by the hash of their token, until they end. Any thread may use them."""

    def __init__(self, folder: Path | None) -> None:
        """Store sessions in a folder, or in memory. Raises LibraryError where the file cannot be written."""
        self._one_at_a_time = threading.Lock()
        file = folder / FILE_NAME if folder else None
        try:
            if file:
                file.touch(mode=0o600)
            self._database = sqlite3.connect(file or ":memory:", check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"cannot write {file} ({error})") from error
        try:
            with self._database as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS sign_ins "
                    "(token TEXT PRIMARY KEY, name TEXT, account TEXT, until REAL) WITHOUT ROWID"
                )
        except sqlite3.Error as error:
            self._database.close()
            raise LibraryError(f"cannot write {file} ({error})") from error

    def begin(self, token_hash: str, name: str, account: str, *, now: float, until: float) -> None:
        """Store a session of an account (its name and fingerprint); forget those that have ended."""
        with self._one_at_a_time, self._database as connection:
            connection.execute("DELETE FROM sign_ins WHERE until < ?", (now,))
            connection.execute("INSERT INTO sign_ins VALUES (?, ?, ?, ?)", (token_hash, name, account, until))

    def find(self, token_hash: str, now: float) -> tuple[str, str] | None:
        """Return the account's name and fingerprint; None where the session has ended or never began."""
        with self._one_at_a_time:
            row: tuple[str, str] | None = self._database.execute(
                "SELECT name, account FROM sign_ins WHERE token = ? AND until >= ?", (token_hash, now)
            ).fetchone()
        return row

    def end(self, token_hash: str) -> None:
        """Delete a session."""
        with self._one_at_a_time, self._database as connection:
            connection.execute("DELETE FROM sign_ins WHERE token = ?", (token_hash,))

    def close(self) -> None:
        """Close the file."""
        with self._one_at_a_time:
            self._database.close()
