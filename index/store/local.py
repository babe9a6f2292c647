"""A store in one folder: the record in SQLite and the vector index in Chroma, kept consistent."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from typing_extensions import override

from index.errors import LibraryBusy, LibraryError
from index.progress import Progress
from index.store.chroma.current_index import CurrentIndex
from index.store.chroma.recorded_vectors import recorded_vectors
from index.store.protocol import Store, VectorIndex
from index.store.sqlite.annotations import SqliteAnnotations
from index.store.sqlite.check import problems_of
from index.store.sqlite.conversation_copies import SqliteConversationCopies
from index.store.sqlite.conversations import SqliteConversations
from index.store.sqlite.database import Database
from index.store.sqlite.feedback import SqliteFeedback
from index.store.sqlite.ledger import SqliteLedger
from index.store.sqlite.record import SqliteRecord
from index.store.sqlite.sessions import SqliteSessions
from index.store.sqlite.token_counts import SqliteTokenCounts
from index.store.values import ServerState


class LocalStore(Store):
    """A folder with a record and a vector index. Reading is for any thread; writing takes `writer()`.

    The record's meta table says which folder holds the vectors (`vectors`), how often they changed
    (`generation`), how large their files then were (`files`), and whether a writer has begun and not ended
    (`unfinished`).
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the store in `folder`; with `create`, make one where there is none.

        Raises:
            LibraryMissing: there is none and `create` is not set.
            LibraryTooNew, LibraryCorrupt, LibraryError: it cannot be used.
        """
        self.folder = folder
        self.database = Database(folder, create=create)
        self._record = SqliteRecord(self.database)
        self._file_lock = FileLock(folder / "writer.lock")
        self._index = CurrentIndex(folder, self.database, self._file_lock)
        self._sessions: SqliteSessions | None = None

    @property
    @override
    def location(self) -> str:
        return str(self.folder)

    @property
    @override
    def record(self) -> SqliteRecord:
        return self._record

    @property
    @override
    def index(self) -> "VectorIndex":
        return self._index

    @property
    @override
    def takes_many_writers(self) -> bool:
        return False

    @override
    def conversations(self) -> SqliteConversations:
        return SqliteConversations(self.database)

    @override
    def feedback(self) -> SqliteFeedback:
        return SqliteFeedback(self.database)

    @override
    def conversation_copies(self) -> SqliteConversationCopies:
        return SqliteConversationCopies(self.database)

    @override
    def annotations(self) -> SqliteAnnotations:
        return SqliteAnnotations(self.database)

    @override
    def ledger(self) -> SqliteLedger:
        return SqliteLedger(self.database)

    @override
    def token_counts(self) -> SqliteTokenCounts:
        return SqliteTokenCounts(self.database)

    @override
    def sessions(self) -> SqliteSessions:
        if self._sessions is None:
            self._sessions = SqliteSessions(self.folder)
        return self._sessions

    @override
    @contextmanager
    def writer(self, progress: Progress, *, repair: bool = True, wait: float = 0) -> Iterator[None]:
        try:
            self._file_lock.acquire(timeout=wait)
        except Timeout as error:
            raise LibraryBusy(
                f"Another process is writing to the library at {self.folder}. "
                "Wait until it is done, then run the command again."
            ) from error
        except OSError as error:
            raise LibraryError(
                f"Cannot write to the library at {self.folder} ({error.strerror}). Check its permissions."
            ) from error
        try:
            self.database.upgrade(progress)
            if repair and not self._index.is_consistent():
                self.rebuild_index(progress)
            self._index.remove_leftovers()
            yield
        finally:
            self._file_lock.release()

    @override
    def repair(self, progress: Progress) -> None:
        if self.database.is_older() or not self._index.is_consistent() or self._index.leftovers():
            with suppress(LibraryError), self.writer(progress):
                pass

    @override
    @contextmanager
    def recording(self) -> Iterator[None]:
        with self.database.writing():
            yield
            self.database.set_meta(unfinished="1")

    @override
    @contextmanager
    def indexing(self) -> Iterator[VectorIndex]:
        yield self._index
        self._index.finish()

    @override
    def rebuild_index(self, progress: Progress) -> list[str]:
        self._index.replace(recorded_vectors(self.record, progress))
        return []

    @override
    def index_lag(self) -> int:
        # A search never sees the one without the other: what a killed writer left is repaired when it opens.
        return 0

    @override
    def latest(self) -> AbstractContextManager[None]:
        return nullcontext()

    @override
    def servers(self) -> list[ServerState]:
        return []

    @override
    def problems(self) -> list[str]:
        return problems_of(self.database)

    @override
    def is_being_written(self) -> bool:
        return bool(self.database.meta("unfinished"))

    @override
    def close(self) -> None:
        self._index.close_index()
        if self._sessions:
            self._sessions.close()
        self.database.close()
