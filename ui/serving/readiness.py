"""Whether a server can answer just now: what a proxy or an orchestrator asks before it sends anybody here."""

import asyncio
import logging
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass

from index.errors import ArticleQAError
from index.library import Library

STOPPING = "the server is being stopped"
NO_LIBRARY = "the library cannot be read"
NO_REPLY = "the library does not reply in time"
NO_INDEX = "the vector index cannot be reached: answers are found by words alone"

FRESH = 1.0
"""Seconds for which a check holds, so that nobody keeps the library busy with checks."""

PATIENCE = 5.0
"""Seconds that a check may take."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a server.

    Attributes:
        reasons: why it cannot answer, a fixed sentence each; none where it can.
        notes: what is not as it should be, though it answers.
        index_lag: how many changes of the record the vector index has not followed yet.
    """

    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    articles: int = 0
    passages: int = 0
    index_lag: int = 0

    @property
    def ready(self) -> bool:
        """Whether it can answer."""
        return not self.reasons


class Readiness:
    """Checks a library for whoever asks, at most one check at a time; one that hangs keeps nobody waiting."""

    def __init__(self, library: Library, patience: float = PATIENCE) -> None:
        self.stopping = False
        self._library = library
        self._patience = patience
        self._lock = threading.Lock()
        self._checked: Future[Health] | None = None
        self._ended = 0.0

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
        lag, notes = store.index_lag(), ()
        try:
            if passages:
                store.index.query(self._library.embedder.embed_question("Ready?"), 1)
        except ArticleQAError:
            _log.exception("The vector index cannot be reached.")
            return Health((), (NO_INDEX,), articles, passages, lag)
        return Health((), notes, articles, passages, lag)
