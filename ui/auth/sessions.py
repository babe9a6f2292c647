"""Who is signed in: kept in a file beside the library, so that a restart of the server signs nobody out."""

import hashlib
import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ui.auth.accounts import Account, Accounts

FILE = "sign-ins.sqlite"

LASTS = 30 * 24 * 3600
"""Seconds that a sign-in lasts."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS sign_ins "
    "(token TEXT PRIMARY KEY, name TEXT, account TEXT, until REAL) WITHOUT ROWID"
)

_log = logging.getLogger(__name__)


class SignIns:
    """The sign-ins that hold. Of a token only its hash is kept: the file lets nobody in."""

    def __init__(
        self, accounts: Accounts, folder: Path | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Keep sign-ins in a folder; without one, or where it cannot be written, until the server stops."""
        self._accounts = accounts
        self._clock = clock
        self._one_at_a_time = threading.Lock()
        self._database = _opened(folder / FILE if folder else None)

    def begin(self, account: Account) -> str:
        """Sign somebody in; return the token that tells it."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._one_at_a_time, self._database as connection:
            connection.execute("DELETE FROM sign_ins WHERE until < ?", (now,))
            connection.execute(
                "INSERT INTO sign_ins VALUES (?, ?, ?, ?)",
                (_hashed(token), account.name, account.fingerprint, now + LASTS),
            )
        return token

    def name(self, token: str) -> str | None:
        """Return who a token signs in: nobody once it ended, or the account went or changed its password."""
        with self._one_at_a_time:
            row = self._database.execute(
                "SELECT name, account FROM sign_ins WHERE token = ? AND until >= ?",
                (_hashed(token), self._clock()),
            ).fetchone()
        account = self._accounts.find(row[0]) if row else None
        return account.name if account and account.fingerprint == row[1] else None

    def end(self, token: str) -> None:
        """Sign out whoever has this token."""
        with self._one_at_a_time, self._database as connection:
            connection.execute("DELETE FROM sign_ins WHERE token = ?", (_hashed(token),))

    def close(self) -> None:
        """Let go of the file."""
        with self._one_at_a_time:
            self._database.close()


def _opened(file: Path | None) -> sqlite3.Connection:
    if file:
        try:
            file.touch(mode=0o600)
            return _with_table(str(file))
        except (OSError, sqlite3.Error) as error:
            _log.warning("Sign-ins will not survive a restart: cannot write %s (%s).", file, error)
    return _with_table(":memory:")


def _with_table(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, check_same_thread=False)
    try:
        connection.execute(_TABLE)
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
