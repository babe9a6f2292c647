"""A store that several machines share: the record in PostgreSQL, and a vector index that follows it."""

import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime

from typing_extensions import override

from index.embedding.embedder import Vectors
from index.errors import IndexBehind, IndexUnreachable, LibraryBusy, LibraryError
from index.progress import Progress
from index.store.chroma.folder_index import FolderIndex
from index.store.chroma.following_index import FollowingIndex
from index.store.chroma.served_index import ServedIndex
from index.store.chroma.server import ChromaServer
from index.store.place import SharedPlace
from index.store.postgres.annotations import PostgresAnnotations
from index.store.postgres.check import problems_of
from index.store.postgres.conversation_copies import PostgresConversationCopies
from index.store.postgres.conversations import PostgresConversations
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.feedback import PostgresFeedback
from index.store.postgres.idle_folders import forget_idle_folders
from index.store.postgres.ledger import PostgresLedger
from index.store.postgres.locks import WriterLock
from index.store.postgres.record import PostgresRecord
from index.store.postgres.sessions import PostgresSessions
from index.store.postgres.token_counts import PostgresTokenCounts
from index.store.protocol import Store, VectorIndex
from index.store.values import ServerState, VectorKey
from index.text.plurals import several

PATIENCE = 20.0
"""Seconds for which a writer waits for Chroma servers that are gone, before it goes on without them."""

GONE = (IndexUnreachable, LibraryBusy)
"""Errors for a vector index that cannot be written to just now; it follows later."""

RETRY_AFTER = 0.5
"""Seconds after which they are tried again."""


class SharedStore(Store):
    """A record in PostgreSQL with a vector index that follows it, inside this process or on Chroma servers.

    Any number of processes read and write. What is recorded is recorded for good; the index follows, and
    where its servers are gone it follows when they are back.
    """

    def __init__(self, place: SharedPlace, *, create: bool = False) -> None:
        """Open the store at a place; with `create`, make one where there is none.

        Raises:
            InputError: the address cannot be read.
            LibraryMissing: there is none and `create` is not set.
            LibraryTooNew, LibraryCorrupt, LibraryError: it cannot be used.
        """
        self.database = PostgresDatabase(
            place.address, schema=place.schema, create=create, replicas=place.replicas
        )
        try:
            self._record = PostgresRecord(self.database)
            self._writers = WriterLock(place.address, self.database, "writers")
            self.database.replicas.record = _record_id(self.database)
            # No older tables or vectors than those that are known by now, of another model perhaps.
            self.database.require_latest()
            self._index = self._following(place, self.database.replicas.record)
        except BaseException:
            self.database.close()
            raise
        self._behind = threading.local()

    @property
    @override
    def location(self) -> str:
        return self.database.location

    @property
    @override
    def record(self) -> PostgresRecord:
        return self._record

    @property
    @override
    def index(self) -> FollowingIndex:
        return self._index

    @property
    @override
    def takes_many_writers(self) -> bool:
        return True

    @override
    def conversations(self) -> PostgresConversations:
        return PostgresConversations(self.database)

    @override
    def feedback(self) -> PostgresFeedback:
        return PostgresFeedback(self.database)

    @override
    def conversation_copies(self) -> PostgresConversationCopies:
        return PostgresConversationCopies(self.database)

    @override
    def annotations(self) -> PostgresAnnotations:
        return PostgresAnnotations(self.database)

    @override
    def ledger(self) -> PostgresLedger:
        return PostgresLedger(self.database)

    @override
    def token_counts(self) -> PostgresTokenCounts:
        return PostgresTokenCounts(self.database)

    @override
    def sessions(self) -> PostgresSessions:
        return PostgresSessions(self.database)

    @override
    @contextmanager
    def writer(self, progress: Progress, *, repair: bool = True, wait: float = 0) -> Iterator[None]:
        """Write beside others; without `repair`, alone, to make everything again.

        Raises:
            LibraryBusy: somebody makes everything again, or, without `repair`, somebody writes.
            IndexBehind: at the end, where not all that was recorded could be indexed.
        """
        with self._writers.held(alone=not repair, wait=wait), self.latest():
            outer = self._behind_since
            if repair:
                self._prepare(progress)
            yield
            if outer is None and self._behind_since is not None:
                self._behind.since = None
                self._follow_at_last(progress)

    @override
    def repair(self, progress: Progress) -> None:
        with suppress(LibraryError):
            if not self._index.is_ready():
                with self._writers.held(alone=False, wait=0):
                    self._index.prepare(progress)

    @override
    @contextmanager
    def recording(self) -> Iterator[None]:
        self._writers.keep()
        with self.database.writing():
            self.database.lock_articles()
            yield

    @override
    @contextmanager
    def indexing(self) -> Iterator[VectorIndex]:
        """Have the index follow the record, whatever is told to the index that is yielded.

        Where its servers are gone and stay so, the rest of this writer's work is recorded all the same.
        """
        yield _RecordedAlready(self._index)
        try:
            self._follow(0 if self._behind_since is not None else PATIENCE)
            self._behind.since = None
        except GONE:
            self._behind.since = time.monotonic()

    @override
    def rebuild_index(self, progress: Progress) -> list[str]:
        left = self._index.build(progress)
        self._behind.since = None
        return left

    @override
    def index_lag(self) -> int:
        return self._index.lag()

    @override
    def latest(self) -> AbstractContextManager[None]:
        return self.database.latest()

    @override
    def servers(self) -> list[ServerState]:
        return self.database.servers()

    @override
    def problems(self) -> list[str]:
        return problems_of(self.database)

    @override
    def is_being_written(self) -> bool:
        return False

    @override
    def close(self) -> None:
        self._index.close()
        self.database.close()

    @property
    def _behind_since(self) -> float | None:
        """When this thread last gave up to have the index follow; None where it follows."""
        since: float | None = getattr(self._behind, "since", None)
        return since

    def _prepare(self, progress: Progress) -> None:
        try:
            if not self._index.is_ready():
                self._index.prepare(progress)
        except GONE:
            self._behind.since = time.monotonic()
        forget_idle_folders(self.database, datetime.now(UTC).date())

    def _follow(self, patience: float) -> None:
        until = time.monotonic() + patience
        while True:
            try:
                self._index.follow()
                return
            except GONE:
                if time.monotonic() + RETRY_AFTER > until:
                    raise
            time.sleep(RETRY_AFTER)

    def _follow_at_last(self, progress: Progress) -> None:
        try:
            self._index.prepare(progress)
        except GONE as error:
            raise IndexBehind(
                f"Everything is recorded, but the vector index is {several(self._index.lag(), 'text')} "
                f"behind, which are found by their words alone. {error} Then run `qa check`."
            ) from error

    def _following(self, place: SharedPlace, record_id: str) -> FollowingIndex:
        if not place.chroma:
            return FolderIndex(place.folder / f"postgresql-{record_id}", self.database, self._record)
        servers = [ChromaServer(address, place.token) for address in place.chroma]
        return ServedIndex(servers, WriterLock(place.address, self.database, "index"), self._record)


class _RecordedAlready(VectorIndex):
    """The index as a writer sees it: what it is told is in the record, which it follows."""

    def __init__(self, index: VectorIndex) -> None:
        self._index = index

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        return self._index.query(vector, k)

    @override
    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        """Do nothing."""

    @override
    def delete(self, keys: Iterable[VectorKey]) -> None:
        """Do nothing."""

    @override
    def keys(self) -> Iterator[VectorKey]:
        return self._index.keys()


def _record_id(database: PostgresDatabase) -> str:
    """Return the record's own id, which tells it from others on the same servers; give it one first."""
    known = database.meta("record")
    if known:
        return known
    database.run(
        lambda connection: connection.execute(
            "INSERT INTO meta VALUES ('record', %s) ON CONFLICT (key) DO NOTHING", (uuid.uuid4().hex,)
        )
    )
    return database.meta("record") or ""
