"""Whether a server can answer just now: what a proxy or an orchestrator asks before it sends anybody here."""

import asyncio
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from index.errors import ArticleQAError
from index.library import Library
from index.progress import silent
from index.store.values import ServerState

STOPPING = "the server is being stopped"
NO_LIBRARY = "the library cannot be read"
NO_REPLY = "the library does not reply in time"
NO_INDEX = "the vector index cannot be reached: answers are found by words alone"
NO_PRIMARY = "the database cannot be written to: it is read from a replica, and no conversation is kept"
NO_REPLICA = "a replica of the database is not read from"
OLD_REPLICA = "a replica of the database is more than a minute behind"

MOST_BEHIND = 60.0
"""Seconds from which on it is noted that a replica is behind."""

FRESH = 1.0
"""Seconds for which a check holds, so that nobody keeps the library busy with checks."""

PATIENCE = 5.0
"""Seconds that a check may take."""

REPAIR_EVERY = 60.0
"""Seconds between two repairs of a vector index that is behind the record, at least."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a server.

    Attributes:
        reasons: why it cannot answer, a fixed sentence each; none where it can.
        notes: what is not as it should be, though it answers.
        index_lag: how many changes of the record the vector index has not followed yet.
        servers: the servers of the record, where it has replicas.
    """

    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    articles: int = 0
    passages: int = 0
    index_lag: int = 0
    servers: tuple[ServerState, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can answer."""
        return not self.reasons


class Readiness:
    """Checks a library for whoever asks, at most one check at a time; one that hangs keeps nobody waiting.

    An index that is behind, as after its server was gone, catches up meanwhile: nobody may write for days.
    """

    def __init__(self, library: Library, patience: float = PATIENCE) -> None:
        self.stopping = False
        self._library = library
        self._patience = patience
        self._lock = threading.Lock()
        self._checked: Future[Health] | None = None
        self._ended = 0.0
        self._repaired: float | None = None
        self._repairing = threading.Lock()

    async def check(self) -> Health:
        """Return the state of the server, at most `FRESH` seconds old."""
        if self.stopping:
            return Health((STOPPING,))
        checked = asyncio.wrap_future(self._check())
        try:
            return await asyncio.wait_for(asyncio.shield(checked), self._patience)
        except TimeoutError:
            return Health((NO_REPLY,))

    def _check(self) -> "Future[Health]":
        with self._lock:
            stale = self._checked is None or (self._checked.done() and time.monotonic() - self._ended > FRESH)
            if self._checked is None or stale:
                self._checked = Future()
                threading.Thread(
                    target=self._run, args=(self._checked,), name="readiness", daemon=True
                ).start()
            return self._checked

    def _run(self, result: "Future[Health]") -> None:
        try:
            health = self._look()
        except Exception:
            # What went wrong may name places and servers: it is for the log alone.
            _log.exception("The library cannot be read.")
            health = Health((NO_LIBRARY,))
        self._ended = time.monotonic()
        result.set_result(health)

    def _look(self) -> Health:
        store = self._library.store
        articles, passages = store.record.counts()
        lag, servers = store.index_lag(), tuple(store.servers())
        notes = tuple(dict.fromkeys(_notes_on(servers)))
        if lag:
            self._repair_soon()
        try:
            if passages:
                store.index.query(self._library.embedder.embed_question("Ready?"), 1)
        except ArticleQAError:
            _log.exception("The vector index cannot be reached.")
            notes = (NO_INDEX, *notes)
        return Health((), notes, articles, passages, lag, servers)

    def _repair_soon(self) -> None:
        """Have the index follow the record beside this check, unless that was tried a moment ago."""
        now = time.monotonic()
        if self._repaired is not None and now - self._repaired < REPAIR_EVERY:
            return
        if self._repairing.acquire(blocking=False):
            self._repaired = now
            threading.Thread(target=self._repair, name="repair", daemon=True).start()

    def _repair(self) -> None:
        try:
            self._library.store.repair(silent)
        except Exception:
            _log.exception("The vector index cannot follow the record.")
        finally:
            self._repairing.release()


def _notes_on(servers: Iterable[ServerState]) -> Iterator[str]:
    """Yield what is not as it should be with the servers of a record; which one, only the log tells."""
    for server in servers:
        if server.problem:
            yield NO_PRIMARY if server.is_primary else NO_REPLICA
        elif server.lag > MOST_BEHIND:
            yield OLD_REPLICA
