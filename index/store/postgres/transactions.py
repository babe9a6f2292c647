"""Transactions over a pool of connections to PostgreSQL: each thread has one of each kind at most.

Nothing is kept in a session: no settings, prepared statements or session locks. So a pooler in between may
hand every transaction to another session (PgBouncer's transaction pooling).
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from index.store.postgres.errors import is_lost

if TYPE_CHECKING:
    import psycopg
    from psycopg_pool import ConnectionPool

    Connection = psycopg.Connection[tuple[Any, ...]]
    """Type of a connection whose rows are tuples."""

D = TypeVar("D", bound="Deferred")
T = TypeVar("T")

MAX_CONNECTIONS = 16
"""Largest number of connections of one process."""

PATIENCE = 30.0
"""Number of seconds for which a transaction waits for a lock of another."""

CONNECTION_PATIENCE = 36.0
"""Number of seconds for which a thread waits for a connection. The pool tries again after 1, 3, 7, 15 and
30 seconds: with less patience, a server that is back after 20 seconds is missed."""

SHORT_PATIENCE = 3.0
"""The same where another server can be asked instead."""

GONE_FOR = 5.0
"""Number of seconds for which a server that was waited for in vain counts as gone."""

CONNECT_TIMEOUT = 10
"""Number of seconds for which one server may take to accept a connection."""

READING_TIMEOUT = 60.0
"""Number of seconds after which the server gives up a statement that reads."""


class Deferred(Protocol):
    """Changes that are gathered during a transaction and written at its end."""

    def write(self, transaction: "Transaction") -> None:
        """Write what was gathered."""


@dataclass(slots=True, eq=False)
class Transaction:
    """The open transaction of one thread.

    Attributes:
        told: the first row of what was asked together with its beginning.
    """

    connection: "Connection"
    read_only: bool
    told: tuple[Any, ...] | None = None
    has_article_lock: bool = False
    deferred: dict[Callable[[], Deferred], Deferred] = field(default_factory=dict)

    def changes(self, kind: Callable[[], D]) -> D:
        """Return the changes of this kind that are written at the end."""
        if kind not in self.deferred:
            self.deferred[kind] = kind()
        return self.deferred[kind]  # type: ignore[return-value]

    def write(self, kind: Callable[[], Deferred]) -> None:
        """Write the gathered changes of this kind."""
        self.deferred.pop(kind).write(self)

    def write_deferred(self) -> None:
        """Write the gathered changes, the first kind first: writing one may gather another."""
        while self.deferred:
            self.write(next(iter(self.deferred)))


class Transactions:
    """The transactions of one process on one database, in one schema of it."""

    def __init__(self, address: str, schema: str) -> None:
        """Connect when a connection is first asked for."""
        self._schema = schema
        self._local = threading.local()
        self._failed: float | None = None
        self._pool = _new_pool(address)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._pool.close()

    @property
    def current(self) -> Transaction | None:
        """The innermost open transaction of this thread."""
        found: Transaction | None = getattr(self._local, "transaction", None)
        return found

    @property
    def is_gone(self) -> bool:
        """Whether the server was waited for in vain a moment ago."""
        return self._failed is not None and time.monotonic() - self._failed < GONE_FOR

    @contextmanager
    def begin(
        self, *, read_only: bool, patience: float = PATIENCE, wait: float | None = None, asking: str = ""
    ) -> Iterator[Transaction]:
        """Open a transaction on a connection of its own; commit it, or roll it back after an error.

        With `wait`, a connection is waited for so many seconds, and not where the server counts as gone.
        `asking` is a statement whose first row the transaction tells.
        """
        beginning = f"{self._beginning(read_only=read_only, patience=patience)}; {asking}"
        connection, told = self._begun(lambda connection: _told(connection, beginning), wait)
        outer, transaction = self.current, Transaction(connection, read_only, told)
        self._local.transaction = transaction
        try:
            yield transaction
            transaction.write_deferred()
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise
        finally:
            self._local.transaction = outer
            self._pool.putconn(connection)

    def fetch(
        self, query: str, parameters: "Sequence[Any] | Mapping[str, Any]", wait: float | None = None
    ) -> list[tuple[Any, ...]]:
        """Return the rows of one statement that reads, in a transaction of its own, by one round trip."""
        text = f"{self._beginning(read_only=True)}; {query}; COMMIT"
        connection, rows = self._begun(lambda connection: _rows_of(connection, text, parameters), wait)
        self._pool.putconn(connection)
        return rows

    def _beginning(self, *, read_only: bool, patience: float = PATIENCE) -> str:
        """Return the statements that begin a transaction: one text is one round trip."""
        timeout = f"lock_timeout = {max(1, round(1000 * patience))}"
        if read_only:
            timeout = f"statement_timeout = {round(1000 * READING_TIMEOUT)}"
        return (
            f"BEGIN {'READ ONLY' if read_only else 'READ WRITE'}; SET LOCAL search_path TO {self._schema}; "
            # Compiling takes longer than what is asked here.
            f"SET LOCAL jit = off; SET LOCAL {timeout}"
        )

    def _begun(self, begin: "Callable[[Connection], T]", wait: float | None) -> "tuple[Connection, T]":
        """Return a connection on which this was done; the server may have closed those in the pool."""
        from psycopg import Error

        connection = self._connection(wait)
        try:
            return connection, begin(connection)
        except BaseException as error:
            self._pool.putconn(connection)
            if not (isinstance(error, Error) and is_lost(error)):
                raise
        self._pool.check()
        connection = self._connection(wait)
        try:
            return connection, begin(connection)
        except BaseException:
            self._pool.putconn(connection)
            raise

    def _connection(self, wait: float | None) -> "Connection":
        from psycopg_pool import PoolTimeout

        patience = CONNECTION_PATIENCE if wait is None else 0.01 if self.is_gone else wait
        try:
            connection = self._pool.getconn(patience)
        except PoolTimeout:
            self._failed = time.monotonic()
            raise
        self._failed = None
        return connection


def _told(connection: "Connection", beginning: str) -> tuple[Any, ...] | None:
    """Begin a transaction; return the first row of the last statement, None where it has none."""
    cursor = connection.execute(beginning)
    while cursor.nextset():
        pass
    return cursor.fetchone() if cursor.description else None


def _rows_of(
    connection: "Connection", text: str, parameters: "Sequence[Any] | Mapping[str, Any]"
) -> list[tuple[Any, ...]]:
    """Return the rows of the one statement in a text that has any; the parameters are put into the text."""
    from psycopg import ClientCursor

    cursor = ClientCursor(connection)
    try:
        cursor.execute(text, parameters)
    except BaseException:
        _roll_back(connection)
        raise
    rows: list[tuple[Any, ...]] = []
    while True:
        if cursor.description:
            rows = cursor.fetchall()
        if not cursor.nextset():
            return rows


def _roll_back(connection: "Connection") -> None:
    from psycopg import Error

    with suppress(Error):  # the pool puts away a connection that is lost
        connection.execute("ROLLBACK")


def _new_pool(address: str) -> "ConnectionPool[Connection]":
    from psycopg_pool import ConnectionPool

    # Errors reach whoever asks for a connection; without a handler they would also go to standard error.
    logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())
    return ConnectionPool(
        address,
        kwargs={
            "autocommit": True,  # transactions begin and end in `Transactions.begin` alone
            "prepare_threshold": None,
            "connect_timeout": CONNECT_TIMEOUT,
            "tcp_user_timeout": 20_000,  # else it takes a quarter of an hour to notice a machine cut off
            "application_name": "article-qa",
        },
        min_size=0,
        max_size=MAX_CONNECTIONS,
        timeout=CONNECTION_PATIENCE,
        # By default the pauses between attempts grow to minutes: a server that is back would not be noticed.
        reconnect_timeout=PATIENCE,
        open=True,
        name="article-qa",
    )
