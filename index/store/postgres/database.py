"""One schema of a PostgreSQL database: its version, its notes, and errors a user understands."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import LibraryError, TransactionLost
from index.store.postgres.address import DEFAULT_SCHEMA, checked_schema, location_of
from index.store.postgres.errors import is_gone, translated
from index.store.postgres.replica import ReplicaUnusable, position_of
from index.store.postgres.replicas import Replicas
from index.store.postgres.schema import open_schema
from index.store.postgres.server_check import check_server
from index.store.postgres.transactions import (
    CONNECTION_PATIENCE,
    PATIENCE,
    SHORT_PATIENCE,
    Deferred,
    Transaction,
    Transactions,
)
from index.store.values import ServerState

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

T = TypeVar("T")
D = TypeVar("D", bound=Deferred)
Row = tuple[Any, ...]

ATTEMPTS = 4
"""Largest number of times that a transaction is run that may succeed when run again."""


class PostgresDatabase:
    """The schema of a library. Safe to use from several threads, and by several processes at once.

    No generator may yield inside `reading` or `writing`: they are this thread's transaction.

    Attributes:
        replicas: what may be a moment old is read from these; where the primary is gone, everything is.
    """

    def __init__(
        self,
        address: str,
        *,
        schema: str = DEFAULT_SCHEMA,
        create: bool = False,
        replicas: Sequence[str] = (),
    ) -> None:
        """Open the library at `address`; with `create`, make the schema where there is none.

        `replicas` are the addresses of its streaming replicas, if it has any.

        Raises:
            InputError: the address cannot be read.
            LibraryMissing: nothing is there and `create` is not set.
            LibraryTooNew, LibraryError: it cannot be used.
        """
        self.location = location_of(address)
        self.schema = checked_schema(schema)
        unusable: LibraryError | None = None
        try:
            check_server(address, self.location)
        except LibraryError as error:
            if not replicas:
                raise
            unusable = error
        self.replicas = Replicas(replicas, self.schema)
        self._transactions = Transactions(address, self.schema)
        self._readers_of_latest = 0
        self._guard = threading.Lock()
        try:
            open_schema(self, create=create)
        except BaseException as error:
            self.close()
            if unusable and isinstance(error, LibraryError):
                raise unusable from error
            raise

    def close(self) -> None:
        """Close every connection."""
        self._transactions.close()
        self.replicas.close()

    @contextmanager
    def reading(self) -> "Iterator[Connection]":
        """Yield a connection in a transaction that sees what is stored, or what this thread is writing."""
        with translated(self.location):
            if current := self._transactions.current:
                current.write_deferred()
                yield current.connection
                return
            with self._transactions.begin(read_only=True, wait=self._wait) as transaction:
                yield transaction.connection

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> "Iterator[Connection]":
        """Yield a connection in a transaction; one inside another joins it.

        Raises LibraryBusy where another process holds what is written, and still does after `patience`
        seconds, or where the two would wait for each other.
        """
        with translated(self.location):
            current = self._transactions.current
            if current and not current.read_only:
                current.write_deferred()
                yield current.connection
                return
            begin = self._transactions.begin
            with begin(read_only=False, patience=patience, wait=self._wait) as transaction:
                yield transaction.connection

    @contextmanager
    def gathering(self) -> Iterator[Transaction]:
        """Yield the transaction of `writing`; what was gathered in it waits on."""
        current = self._transactions.current
        if current and not current.read_only:
            with translated(self.location):
                yield current
            return
        with self.writing():
            yield self._writing()

    @contextmanager
    def latest(self) -> Iterator[None]:
        """Read from the primary meanwhile; afterwards from no replica that lacks what it has by then."""
        with self._guard:
            self._readers_of_latest += 1
        try:
            yield
        finally:
            with self._guard:
                self._readers_of_latest -= 1
            self.require_latest()

    def require_latest(self) -> None:
        """Read from no replica any more that lacks what the primary has now."""
        if self.replicas:
            self.replicas.require(self._position() or 0)

    def servers(self) -> list[ServerState]:
        """Return the state of the primary and of its replicas; none where there are no replicas."""
        return self.replicas.servers(self.location, self._position()) if self.replicas else []

    def fetch(
        self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = (), *, binary: bool = False
    ) -> list[Row]:
        """Return the rows of one statement that reads, asked again where the connection is lost."""

        def work(connection: "Connection") -> list[Row]:
            return connection.execute(query, parameters, binary=binary).fetchall()

        def fetch() -> list[Row]:
            if self._transactions.current or binary:
                with self.reading() as connection:
                    return work(connection)
            with translated(self.location):
                return self._transactions.fetch(query, parameters, self._wait)

        return self._read(fetch, work)

    def fetch_from_replica(
        self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = (), *, binary: bool = False
    ) -> list[Row]:
        """Return the rows of one statement that reads what may be a moment old."""
        if not self.replicas:
            return self.fetch(query, parameters, binary=binary)
        return self.read_from_replica(
            lambda connection: connection.execute(query, parameters, binary=binary).fetchall()
        )

    def read(self, work: "Callable[[Connection], T]") -> T:
        """Run work that reads in a transaction, all of it again where the connection is lost.

        Where the primary is gone, it reads what a replica has, but within `latest`.
        """

        def read() -> T:
            with self.reading() as connection:
                return work(connection)

        return self._read(read, work)

    def _read(self, read: Callable[[], T], work: "Callable[[Connection], T]") -> T:
        """Read from the primary, again where the connection is lost; where it is gone, from a replica."""
        try:
            return self._again(read)
        except LibraryError as error:
            if self._transactions.current or self._readers_of_latest or not is_gone(error):
                raise
            with suppress(ReplicaUnusable):
                return self.replicas.read(work)
            raise

    def read_from_replica(self, work: "Callable[[Connection], T]") -> T:
        """Run work that reads what may be a moment old on a replica, if there is one that can be read."""
        if self.replicas and not self._transactions.current and not self._readers_of_latest:
            with suppress(ReplicaUnusable):
                return self.replicas.read(work)
        return self.read(work)

    def run(self, work: "Callable[[Connection], T]") -> T:
        """Run work in a transaction, all of it again where it was rolled back or the connection was lost.

        Work that is run inside another transaction joins it, and is run once. A connection that is lost
        while it is stored leaves open whether it was: work is what may be done twice.
        """

        def write() -> T:
            with self.writing() as connection:
                return work(connection)

        return self._again(write)

    def fetch_stored(self, query: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[Row]:
        """Return the rows of one statement that reads what was gathered in no way; that waits on."""
        current = self._transactions.current
        if not current:
            return self.fetch_from_replica(query, parameters)
        with translated(self.location):
            return current.connection.execute(query, parameters).fetchall()

    def gathered(self, kind: Callable[[], D]) -> D:
        """Return the changes of this kind that wait in this thread's transaction, or none."""
        current = self._transactions.current
        return current.changes(kind) if current and not current.read_only else kind()

    def deferred(self, kind: Callable[[], D]) -> D:
        """Return the changes of this kind that the open transaction writes at its end."""
        return self._writing().changes(kind)

    def lock_articles(self) -> None:
        """Take the lock of all who write articles, until the end of the open transaction.

        So two that add the same articles in another order never wait for each other, and each sees what the
        other has stored. Preparing and embedding need no transaction: they go on side by side.
        """
        current = self._writing()
        if not current.has_article_lock:
            current.connection.execute("SELECT pg_advisory_xact_lock(%s)", (self.lock_key("articles"),))
            current.has_article_lock = True

    def meta(self, key: str) -> str | None:
        """Return a value of the meta table."""
        rows = self.fetch("SELECT value FROM meta WHERE key = %s", (key,))
        return rows[0][0] if rows else None

    def notes(self) -> dict[str, str]:
        """Return the whole meta table, as it is at one moment."""
        return dict(self.fetch("SELECT key, value FROM meta"))

    def set_meta(self, **values: str) -> None:
        """Store values in the meta table."""
        rows = sorted(values.items())
        self.run(
            lambda connection: connection.cursor().executemany(
                "INSERT INTO meta VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                rows,
            )
        )

    def lock_key(self, name: str) -> int:
        """Return the number of an advisory lock of this library."""
        digest = hashlib.sha256(f"{self.schema}.{name}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)

    @property
    def _wait(self) -> float | None:
        """How long to wait for the primary: where replicas answer and nobody adds, not for its restart."""
        if not self.replicas:
            return None
        return CONNECTION_PATIENCE if self._readers_of_latest else SHORT_PATIENCE

    def _position(self) -> int | None:
        """Return the position up to which the primary has written its log; None where it is gone."""
        with suppress(LibraryError), self.reading() as connection:
            row = connection.execute("SELECT pg_current_wal_insert_lsn()").fetchone()
            return position_of(row[0]) if row else None
        return None

    def _again(self, work: Callable[[], T]) -> T:
        for _ in range(ATTEMPTS - 1):
            try:
                return work()
            except TransactionLost:
                if self._transactions.current:
                    raise
        return work()

    def _writing(self) -> Transaction:
        current = self._transactions.current
        if not current or current.read_only:
            raise RuntimeError("only inside writing()")
        return current
