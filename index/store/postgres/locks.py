"""Locks on a library in PostgreSQL that processes of several machines hold while they are at work."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import LibraryBusy, LibraryError
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.errors import connection_error, translated
from index.store.postgres.transactions import CONNECT_TIMEOUT, PATIENCE

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

RETRY_AFTER = 0.1
"""Seconds after which a lock that somebody else holds is asked for again."""


class WriterLock:
    """A lock of those who write: many share it, or one has it alone and makes something again.

    It is a transaction's, on a connection of its own: a pooler in between keeps that, and the server gives
    it back when the connection is lost.
    """

    def __init__(self, address: str, database: PostgresDatabase, name: str) -> None:
        """Lock the library of `database`, which is at `address`, by the lock of this name."""
        self.database = database
        self._address = address
        self._name = name
        self._local = threading.local()

    @contextmanager
    def held(self, *, alone: bool, wait: float) -> Iterator[None]:
        """Hold the lock; inside another of this thread, that one is enough.

        Raises LibraryBusy where somebody else holds it so that it cannot be had, and still does after `wait`
        seconds.
        """
        if self._current:
            yield
            return
        self._local.held = held = _Held(self._taken(alone, wait), alone)
        try:
            yield
        finally:
            self._local.held = None
            _give_back(held.connection)

    def keep(self) -> None:
        """Take the lock again where this thread's was lost with its connection, as when the server restarts.

        Raises LibraryBusy where somebody else has taken it so that it cannot be had.
        """
        from psycopg import Error

        held = self._current
        if held is None:
            return
        try:
            held.connection.execute("SELECT 1")
        except Error:
            _give_back(held.connection)
            held.connection = self._taken_again(held.alone)

    def _taken_again(self, alone: bool) -> "Connection":
        """Return a connection that holds the lock, once the server is back."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._taken(alone, wait=0)
            except LibraryBusy:
                raise
            except LibraryError:
                if time.monotonic() > until:
                    raise
            time.sleep(RETRY_AFTER)

    @property
    def _current(self) -> "_Held | None":
        found: _Held | None = getattr(self._local, "held", None)
        return found

    def _taken(self, alone: bool, wait: float) -> "Connection":
        """Return a connection with an open transaction that holds the lock."""
        connection = self._connected()
        try:
            with translated(self.database.location):
                self._take(connection, alone, wait)
        except BaseException:
            _give_back(connection)
            raise
        return connection

    def _take(self, connection: "Connection", alone: bool, wait: float) -> None:
        until = time.monotonic() + wait
        function = "pg_try_advisory_xact_lock" if alone else "pg_try_advisory_xact_lock_shared"
        key = self.database.lock_key(self._name)
        while True:
            row = connection.execute(f"SELECT {function}(%s)", (key,)).fetchone()
            if row and row[0]:
                return
            if time.monotonic() >= until:
                raise LibraryBusy(
                    f"Another process is writing to the library at {self.database.location}. "
                    "Wait until it is done, then run the command again."
                )
            time.sleep(RETRY_AFTER)

    def _connected(self) -> "Connection":
        import psycopg

        try:
            return psycopg.connect(
                self._address, connect_timeout=CONNECT_TIMEOUT, application_name="article-qa writer"
            )
        except psycopg.Error as error:
            raise connection_error(error, self.database.location) from error


@dataclass(slots=True)
class _Held:
    """A lock that a thread holds."""

    connection: "Connection"
    alone: bool


def _give_back(connection: "Connection") -> None:
    from psycopg import Error

    with suppress(Error):
        connection.rollback()  # closing alone gives the lock back a moment later
    connection.close()
