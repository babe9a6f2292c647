"""One schema of a PostgreSQL database: its version, its notes, and errors a user understands."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import LibraryError, LibraryMissing, LibraryTooNew, TransactionLost
from index.progress import Progress
from index.store.postgres.address import DEFAULT_SCHEMA, checked_schema, location_of
from index.store.postgres.errors import connection_error, not_owner, translated
from index.store.postgres.migrations import MIGRATIONS, SCHEMA_VERSION
from index.store.postgres.transactions import CONNECT_TIMEOUT, PATIENCE, Deferred, Transaction, Transactions

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

T = TypeVar("T")
D = TypeVar("D", bound=Deferred)
Row = tuple[Any, ...]

OLDEST_SERVER = 15
"""The oldest version of PostgreSQL that is tried."""

ATTEMPTS = 4
"""Largest number of times that a transaction is run that may succeed when run again."""


class PostgresDatabase:
    """The schema of a library. Safe to use from several threads, and by several processes at once.

    No generator may yield inside `reading` or `writing`: they are this thread's transaction.
    """

    def __init__(self, address: str, *, schema: str = DEFAULT_SCHEMA, create: bool = False) -> None:
        """Open the library at `address`; with `create`, make the schema where there is none.

        Raises:
            InputError: the address cannot be read.
            LibraryMissing: nothing is there and `create` is not set.
            LibraryTooNew, LibraryError: it cannot be used.
        """
        self.location = location_of(address)
        self.schema = checked_schema(schema)
        self._check_server(address)
        self._transactions = Transactions(address, self.schema)
        try:
            self._open(create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self._transactions.close()

    @contextmanager
    def reading(self) -> "Iterator[Connection]":
        """Yield a connection in a transaction that sees what is stored, or what this thread is writing."""
        with translated(self.location):
            if current := self._transactions.current:
                current.write_deferred()
                yield current.connection
                return
            with self._transactions.begin(read_only=True) as transaction:
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
            with self._transactions.begin(read_only=False, patience=patience) as transaction:
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

    def fetch(self, query: str, parameters: Sequence[Any] = (), *, binary: bool = False) -> list[Row]:
        """Return the rows of one statement that reads, asked again where the connection is lost."""

        return self.read(lambda connection: connection.execute(query, parameters, binary=binary).fetchall())

    def read(self, work: "Callable[[Connection], T]") -> T:
        """Run work that reads in a transaction, all of it again where the connection is lost."""

        def read() -> T:
            with self.reading() as connection:
                return work(connection)

        return self._again(read)

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
            return self.read(lambda connection: connection.execute(query, parameters).fetchall())
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

    def version(self) -> int:
        """Return the version of the schema; 0 where there is none yet."""
        begun = self.fetch(
            "SELECT 1 FROM pg_tables WHERE schemaname = %s AND tablename = 'meta'", (self.schema,)
        )
        if not begun:
            return 0
        # Named in full: a role that may not use the schema is told so, and not that there is no table.
        rows = self.fetch(f"SELECT value FROM {self.schema}.meta WHERE key = 'schema'")  # noqa: S608
        return int(rows[0][0]) if rows else 0

    def is_older(self) -> bool:
        """Whether the schema was made by an older version and has not been upgraded."""
        return self.version() < SCHEMA_VERSION

    def upgrade(self, progress: Progress | None = None) -> None:
        """Migrate the schema of an older version: all of it, or nothing if this is killed."""
        with self.writing() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (self.lock_key("schema"),))
            version = self.version()  # another process may just have done it
            if version >= SCHEMA_VERSION:
                return
            # IF NOT EXISTS asks for the right to create one, even where there is one.
            if not self.fetch("SELECT 1 FROM pg_namespace WHERE nspname = %s", (self.schema,)):
                connection.execute(f"CREATE SCHEMA {self.schema}")
            for done, migrate in enumerate(MIGRATIONS[version:], start=1):
                if progress and version:
                    progress("Upgrading the library", done, SCHEMA_VERSION - version)
                migrate(connection)
            self.set_meta(schema=str(SCHEMA_VERSION))

    def lock_key(self, name: str) -> int:
        """Return the number of an advisory lock of this library."""
        digest = hashlib.sha256(f"{self.schema}.{name}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)

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

    def _open(self, create: bool) -> None:
        version = self.version()
        if version > SCHEMA_VERSION:
            raise LibraryTooNew(
                f"The library at {self.location} was written by a newer version of Article QA. "
                "Update Article QA, or name another database in QA_DATABASE_URL."
            )
        if not version and not create:
            raise LibraryMissing(
                f"No library at {self.location} (schema {self.schema}). Run `qa add PATH...` to make one."
            )
        if version < SCHEMA_VERSION:
            try:
                self.upgrade()
            except LibraryError as error:
                raise (not_owner(error, self.location, new=not version) or error) from error

    def _check_server(self, address: str) -> None:
        """Connect once, for the pool tells no reason; check what kind of server it is."""
        import psycopg

        try:
            with psycopg.connect(address, connect_timeout=CONNECT_TIMEOUT) as connection:
                version = connection.info.server_version // 10_000
                encoding = connection.info.parameter_status("server_encoding")
        except psycopg.Error as error:
            raise connection_error(error, self.location) from error
        if version < OLDEST_SERVER:
            raise LibraryError(
                f"The server of the library at {self.location} is PostgreSQL {version}. "
                f"Upgrade it to {OLDEST_SERVER} or newer."
            )
        if encoding not in ("UTF8", None):
            raise LibraryError(
                f"The database at {self.location} stores text as {encoding}. "
                "Create one with ENCODING 'UTF8', and name it in QA_DATABASE_URL."
            )
