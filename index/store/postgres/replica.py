"""One address of streaming replicas, from which a record in PostgreSQL is read as it was a moment ago."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from index.errors import LibraryError, TransactionLost
from index.store.postgres.address import location_of
from index.store.postgres.errors import translated
from index.store.postgres.transactions import SHORT_PATIENCE, Transactions
from index.store.values import ServerState

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

T = TypeVar("T")

ATTEMPTS = 2
"""Largest number of times that something is read from a replica, whose recovery may cancel it."""

SKIPPED_FOR = 0.5
"""Number of seconds for which a replica that is behind, or of another library, is not asked again."""

PAGE, PAGE_HEADERS = 8192, (24, 40)
"""Bytes of a page of the log, and of its header: on the first page of a file it is longer."""

_STATE = (
    "SELECT (SELECT value FROM meta WHERE key = 'record'), "
    # What was replayed last stays as it was in one that has become a primary.
    "CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END"
)
_LAG = (
    "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn(), pg_last_wal_receive_lsn(), "
    "extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8"
)


class ReplicaUnusable(LibraryError):
    """No replica can be read from just now."""


class Replica:
    """A server of one address, or one of several between which libpq chooses. Any thread may read from it."""

    def __init__(self, address: str, schema: str) -> None:
        """Connect when something is first read. Raises InputError where the address cannot be read."""
        self.location = location_of(address)
        self._transactions = Transactions(address, schema)
        self._skipped_until = 0.0

    def close(self) -> None:
        """Close every connection."""
        self._transactions.close()

    @property
    def is_skipped(self) -> bool:
        """Whether it could not be read from a moment ago."""
        return self._transactions.is_gone or time.monotonic() < self._skipped_until

    def read(self, work: "Callable[[Connection], T]", record: str, position: int) -> T:
        """Run work that reads from the record of this id, once its log is replayed up to this position.

        Raises:
            ReplicaUnusable: it is behind that position, or no replica of this record.
            LibraryError: it cannot be reached, or its recovery cancelled the work each time.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return self._read(work, record, position)
            except TransactionLost:
                pass
        return self._read(work, record, position)

    def state(self, record: str, position: int, primary: int | None) -> ServerState:
        """Return its state; `primary` is the position of the primary's log, None where it is gone."""
        try:
            row = self.read(lambda connection: connection.execute(_LAG).fetchone(), record, position)
        except LibraryError as error:
            return ServerState(self.location, problem=str(error))
        if row is None or not row[0]:
            return ServerState(self.location, lag=0.0)
        _, replayed, received, seconds = row
        # Where nothing is written, the last that was replayed grows old, and nothing is behind.
        written = position_of(received) if primary is None else primary
        return ServerState(
            self.location, lag=0.0 if position_of(replayed) >= written else max(0.0, seconds or 0.0)
        )

    def _read(self, work: "Callable[[Connection], T]", record: str, position: int) -> T:
        with (
            translated(self.location),
            self._transactions.begin(read_only=True, wait=SHORT_PATIENCE, asking=_STATE) as transaction,
        ):
            known, replayed = transaction.told or (None, None)
            if record and known != record:
                self._skip()
                raise ReplicaUnusable(
                    f"The server at {self.location} has no replica of this library. "
                    "Correct QA_DATABASE_REPLICA_URL."
                )
            if replayed is not None and position_of(replayed) < position:
                self._skip()
                raise ReplicaUnusable(
                    f"The replica at {self.location} lacks what the primary has had. Wait until it follows."
                )
            return work(transaction.connection)

    def _skip(self) -> None:
        self._skipped_until = time.monotonic() + SKIPPED_FOR


def position_of(lsn: str | None) -> int:
    """Return a position in PostgreSQL's log (`16/B374D848`) as a number; 0 for none.

    The place for the next record behind a page's header is where the last record of the page before ends.
    """
    if not lsn:
        return 0
    high, _, low = lsn.partition("/")
    position = (int(high, 16) << 32) + int(low, 16)
    on_page = position % PAGE
    return position - on_page if on_page in PAGE_HEADERS else position
