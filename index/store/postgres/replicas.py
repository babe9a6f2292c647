"""The streaming replicas of a record in PostgreSQL: which one is read from, and what it must have."""

import logging
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from index.errors import LibraryError
from index.store.postgres.replica import Replica, ReplicaUnusable
from index.store.values import ServerState

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Replicas:
    """The replicas that a process reads from: one of them, until it cannot be read from; then the next.

    So a process sees no older state after a newer one but where its replica fails, and many processes share
    the replicas between them.

    Attributes:
        record: the id of the record that they must have; "" before it is known.
    """

    def __init__(self, addresses: Sequence[str], schema: str) -> None:
        """Connect when something is first read. Raises InputError where an address cannot be read."""
        self.record = ""
        self._position = 0
        self._replicas = [Replica(address, schema) for address in addresses]
        random.shuffle(self._replicas)
        self._problems: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._replicas)

    def require(self, position: int) -> None:
        """Read from none any more that has not replayed the primary's log up to this position."""
        self._position = max(position, self._position)

    def read(self, work: "Callable[[Connection], T]") -> T:
        """Run work that reads on the first replica that can be read from. Raises ReplicaUnusable."""
        for replica in self._replicas:
            if not replica.is_skipped:
                try:
                    found = replica.read(work, self.record, self._position)
                except LibraryError as error:
                    self._note(replica, str(error))
                else:
                    self._note(replica, "")
                    return found
        raise ReplicaUnusable("No replica can be read from. The log tells why.")

    def servers(self, location: str, primary: int | None) -> list[ServerState]:
        """Return the state of the primary at `location` and of each replica.

        `primary` is the position of the primary's log, None where it is gone.
        """
        gone = "" if primary is not None else "It cannot be reached, or is no primary."
        states = [replica.state(self.record, self._position, primary) for replica in self._replicas]
        return [ServerState(location, is_primary=True, problem=gone), *states]

    def close(self) -> None:
        """Close every connection."""
        for replica in self._replicas:
            replica.close()

    def _note(self, replica: Replica, problem: str) -> None:
        """Log what keeps a replica from being read, once until it can be read again."""
        if problem and not self._problems.get(replica.location):
            _log.warning("The primary is read from instead of a replica. %s", problem)
        self._problems[replica.location] = problem
