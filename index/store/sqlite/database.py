"""One SQLite file: its schema, a connection for every thread, transactions, and errors a user understands."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryCorrupt, LibraryError, LibraryMissing, LibraryTooNew
from index.progress import Progress
from index.store.sqlite.migrations import MIGRATIONS, SCHEMA_VERSION

FILE_NAME = "library.sqlite"

PATIENCE = 30.0
"""Number of seconds for which a transaction waits for another process that is writing."""

TABLES = frozenset({"meta", "articles"})
"""Names of tables in a library of any version."""


class Database:
    """The SQLite file of a library. Safe to use from several threads."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the file in `folder`; with `create`, make folder and file where there are none.

        Raises:
            LibraryMissing: nothing is there and `create` is not set.
            LibraryTooNew, LibraryCorrupt, LibraryError: it cannot be used.
        """
        self.path = folder / FILE_NAME
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        if create:
            _make_folder(folder)
        if (not create and not _exists(self.path)) or not self._is_library(create):
            raise LibraryMissing(
                f"No library at {folder}. Run `qa add PATH...` to make one, or name another with --library."
            )

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield this thread's connection; SQLite's errors become LibraryCorrupt or LibraryError."""
        try:
            yield self._connection()
        except sqlite3.OperationalError as error:
            raise LibraryError(
                f"The library's record {self.path} cannot be used ({error}). "
                "Check the disk and the folder's permissions, then run the command again."
            ) from error
        except sqlite3.DatabaseError as error:
            raise LibraryCorrupt(
                f"The library's record {self.path} is damaged ({error}). "
                "Restore it from a backup, or move it away and add the articles again."
            ) from error

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction; one inside another joins it.

        Raises LibraryError where another process is writing and still is after `patience` seconds.
        """
        with self.reading() as connection:
            if connection.in_transaction:
                yield connection
                return
            _begin(connection, patience)
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def meta(self, key: str) -> str | None:
        """Return a value of the meta table."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def notes(self) -> dict[str, str]:
        """Return the whole meta table, as it is at one moment."""
        with self.reading() as connection:
            return dict(connection.execute("SELECT key, value FROM meta"))

    def set_meta(self, **values: str) -> None:
        """Store values in the meta table."""
        with self.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def is_older(self) -> bool:
        """Whether the file was made by an older version and has not been upgraded."""
        return self.version() < SCHEMA_VERSION

    def upgrade(self, progress: Progress | None = None) -> None:
        """Migrate the file of an older version: all of it, or nothing if this is killed.

        An older file is read as a new one is, only that words in other scripts than Latin are not found;
        whoever writes articles, or needs what was added since, calls this first. Raises LibraryError where
        the file cannot be written to.
        """
        if not self.is_older():
            return
        with self.writing() as connection:
            version = self.version()  # another process may just have done it
            if version >= SCHEMA_VERSION:
                return
            for done, migrate in enumerate(MIGRATIONS[version:], start=1):
                if progress and version:
                    progress("Upgrading the library", done, SCHEMA_VERSION - version)
                migrate(connection)
            self.set_meta(schema=str(SCHEMA_VERSION))

    def version(self) -> int:
        """Return the version of the file's schema; 0 where it has none yet."""
        with self.reading() as connection:
            begun = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
        return int(self.meta("schema") or 0) if begun else 0

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            with self._guard:
                for thread in [thread for thread in self._connections if not thread.is_alive()]:
                    self._connections.pop(thread).close()
                self._connections[threading.current_thread()] = connection
            # In WAL mode a kill loses nothing at NORMAL; only a power cut may lose the last transactions.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._local.connection = connection
        return connection

    def _is_library(self, create: bool) -> bool:
        """Check what the file is, changing nothing; with `create`, write the schema into an empty one."""
        try:
            with self.reading() as connection:
                tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if not tables and not create:
                self.close()
                return False
            if not tables:
                self._write_schema()
            elif not tables >= TABLES:
                raise LibraryCorrupt(
                    f"{self.path} is a database, but no library. Name another folder with --library."
                )
            self._check_version()
        except BaseException:
            self.close()
            raise
        return True

    def _check_version(self) -> None:
        version = self.meta("schema") or ""
        if not version.isdecimal() or int(version) < 1:
            raise LibraryCorrupt(
                f"The library's record {self.path} does not say its version. Restore it from a backup."
            )
        if int(version) > SCHEMA_VERSION:
            raise LibraryTooNew(
                f"The library at {self.path.parent} was written by a newer version of Article QA. "
                "Update Article QA, or name another library with --library."
            )

    def _write_schema(self) -> None:
        with self.reading() as connection:
            connection.execute("PRAGMA journal_mode = WAL")  # kept in the file
        self.upgrade()


def _begin(connection: sqlite3.Connection, patience: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(1000 * PATIENCE)}")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise LibraryError(
            f"Cannot read the library at {path.parent} ({error.strerror}). "
            "Check its permissions, or name another with --library."
        ) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"Cannot make a library at {folder} ({error.strerror}). Name another folder with --library."
        ) from error
