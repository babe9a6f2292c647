"""A real PostgreSQL with a streaming replica for the tests, one pair a process of theirs."""

import itertools
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from index.store.place import SharedPlace
from index.store.postgres.replica import SKIPPED_FOR, position_of
from tests.servers.postgres import PostgresProcess, ReplicaProcess

_schemas = itertools.count(1)


@dataclass
class ReplicatedServers:
    """A primary and its replica."""

    primary: PostgresProcess
    replica: ReplicaProcess

    @property
    def both(self) -> str:
        """The address of both, the primary first, to be completed by what is wanted of one."""
        return f"postgresql://postgres@/postgres?host={self.primary.folder},{self.replica.folder}"

    def place(self, folder: Path) -> SharedPlace:
        """Return the place of a library that nobody uses, read from the replica."""
        return SharedPlace(
            self.primary.address, folder, f"replicated_{next(_schemas)}", replicas=(self.replica.address,)
        )

    @contextmanager
    def mended_afterwards(self) -> "Iterator[ReplicatedServers]":
        """Let a test kill either or keep the replica from following; then both run again as they did."""
        yield self
        self.primary.start()
        self.replica.start()
        self.on_replica("SELECT pg_wal_replay_resume()")
        self.cancel_at_once(at_once=False)

    def cancel_at_once(self, *, at_once: bool = True) -> None:
        """Have the replica's recovery cancel what is in its way without waiting for it, or no longer."""
        setting = "max_standby_streaming_delay"
        self.on_replica(f"ALTER SYSTEM SET {setting} = 0" if at_once else f"ALTER SYSTEM RESET {setting}")
        self.on_replica("SELECT pg_reload_conf()")

    def on_replica(self, query: str) -> Any:
        return self._asked(self.replica, query)

    def on_primary(self, query: str) -> Any:
        return self._asked(self.primary, query)

    def catch_up(self) -> None:
        """Wait until the replica has what the primary has."""
        wanted = position_of(self.on_primary("SELECT pg_current_wal_insert_lsn()"))
        until = time.monotonic() + 60
        while position_of(self.on_replica("SELECT pg_last_wal_replay_lsn()")) < wanted:
            assert time.monotonic() < until, "the replica does not follow"
            time.sleep(0.05)
        time.sleep(SKIPPED_FOR)

    def _asked(self, server: PostgresProcess, query: str) -> Any:
        with psycopg.connect(server.address, autocommit=True) as connection:
            cursor = connection.execute(query)
            row = cursor.fetchone() if cursor.description else None
            return row and row[0]


@cache
def replicated_servers() -> ReplicatedServers:
    """Return this process's pair, which is started first and ends with the process."""
    return started_pair()


def started_pair() -> ReplicatedServers:
    """Return a new pair, which ends with the process."""
    # A short path: that of a socket has a hundred characters.
    primary = PostgresProcess(Path(tempfile.mkdtemp(prefix="qa-primary-")))
    with psycopg.connect(primary.address, autocommit=True) as connection:
        for setting in (
            "fsync = off",  # a machine that fails is not tested here
            "wal_retrieve_retry_interval = '100ms'",
        ):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return ReplicatedServers(primary, ReplicaProcess(primary))
