"""A library: a store of articles and the embedder that its vectors were made with."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from index.embedding.embedder import Embedder
from index.errors import EmbedderMismatch
from index.passages import SPLITTER_VERSION
from index.progress import Progress, silent
from index.store.opening import open_store
from index.store.place import Place
from index.store.protocol import Record, Store


class Library:
    """An open library. Any thread may read; writing takes `writer()`.

    Attributes:
        missed_index: whether a search could not reach the vector index, and went by words.
    """

    def __init__(self, store: Store, embedder: Embedder) -> None:
        """Make a library on a store, which is closed with it. `Library.open` opens one at a place."""
        self.store = store
        self.embedder = embedder
        self.missed_index = False

    @classmethod
    def open(
        cls, place: Place, embedder: Embedder, *, create: bool = False, progress: Progress = silent
    ) -> "Library":
        """Open the library at a place; first finish a killed writer's work and repair the vector index.

        Raises:
            LibraryMissing: there is none and `create` is not set.
            EmbedderMismatch: its vectors were made with another model.
            LibraryTooNew, LibraryCorrupt, LibraryError: it cannot be used.
        """
        library = cls(open_store(place, create=create), embedder)
        try:
            library.check_embedder()
            library.store.repair(progress)
        except BaseException:
            library.close()
            raise
        return library

    @classmethod
    def open_for_rebuild(cls, place: Place, embedder: Embedder) -> "Library":
        """Open a library without checking that its vectors fit the embedder."""
        return cls(open_store(place), embedder)

    def for_question(self) -> "Library":
        """Return this library for one question, to tell what its own searches missed."""
        return Library(self.store, self.embedder)

    @property
    def record(self) -> Record:
        """The articles with their passages, vectors and full text."""
        return self.store.record

    @property
    def location(self) -> str:
        """The library's location as users read it: a folder or an address."""
        return self.store.location

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writer(self, *, repair: bool = True, progress: Progress = silent, wait: float = 0) -> Iterator[None]:
        """Hold the writer lock; first `repair` what is not consistent.

        In a folder it is this thread's alone; in PostgreSQL only without `repair`.

        Raises:
            LibraryBusy: somebody else is writing, and still is after `wait` seconds.
            EmbedderMismatch: another process has meanwhile rebuilt the library with another model.
        """
        with self.store.writer(progress, repair=repair, wait=wait):
            if repair:
                self.check_embedder()
            yield

    def describe_vectors(self) -> None:
        """Store the fingerprint of the embedder and the version of the splitter in the record."""
        self.record.set_meta(embedder=self.embedder.fingerprint, splitter=SPLITTER_VERSION)

    def fits_embedder(self) -> bool:
        """Whether the record's passages and vectors are what this embedder and splitter would make."""
        made_with = self.record.meta("embedder"), self.record.meta("splitter")
        return made_with == (self.embedder.fingerprint, SPLITTER_VERSION)

    def check_embedder(self) -> None:
        """Raise EmbedderMismatch where the vectors were made with another model, or other passages."""
        made_with = self.record.meta("embedder")
        if made_with is None:
            self.describe_vectors()
        elif made_with != self.embedder.fingerprint:
            raise EmbedderMismatch(
                f"The library at {self.location} was made with the embedding model {made_with}, "
                f"not {self.embedder.fingerprint}. Use that model (QA_EMBEDDER), or embed all articles "
                f"again with this one: qa rebuild --library {self.location}"
            )
        elif self.record.meta("splitter") != SPLITTER_VERSION:
            raise EmbedderMismatch(
                f"The library at {self.location} was split into passages by another version. "
                f"Bring it up to date: qa rebuild --library {self.location}"
            )
