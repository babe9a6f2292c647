"""Locks on a library in PostgreSQL that processes of several machines hold while they are at work."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index.errors import LibraryBusy
from index.store.postgres_database import PostgresDatabase
from index.store.postgres_errors import connection_error, translated
from index.store.postgres_transactions import CONNECT_TIMEOUT

if TYPE_CHECKING:
    from index.store.postgres_transactions import Connection

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
        self._held = threading.local()

    @contextmanager
    def held(self, *, alone: bool, wait: float) -> Iterator[None]:
        """Hold the lock; inside another of this thread, that one is enough.

        Raises LibraryBusy where somebody else holds it so that it cannot be had, and still does after `wait`
        seconds.
        """
        depth: int = getattr(self._held, "depth", 0)
        self._held.depth = depth + 1
        try:
            if depth:
                yield
                return
            with self._connected() as connection:
                with translated(self.database.location):
                    self._take(connection, alone, wait)
                yield
        finally:
            self._held.depth = depth

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

    @contextmanager
    def _connected(self) -> "Iterator[Connection]":
        """Yield a connection with an open transaction, and end both."""
        import psycopg

        try:
            connection = psycopg.connect(
                self._address, connect_timeout=CONNECT_TIMEOUT, application_name="article-qa writer"
            )
        except psycopg.Error as error:
            raise connection_error(error, self.database.location) from error
        try:
            yield connection
        finally:
            with suppress(psycopg.Error):
                connection.rollback()  # closing alone gives the lock back a moment later
            connection.close()
