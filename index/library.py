"""A library: the record, its vector index and the embedder, in one folder, kept in step."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from types import TracebackType

from filelock import FileLock, Timeout

from index.database import Database
from index.embedding.embedder import Embedder, Vectors
from index.errors import EmbedderMismatch, LibraryBusy, LibraryError
from index.filters import EVERYTHING, SearchFilter
from index.passages import SPLITTER_VERSION
from index.record import Key, Record
from index.retrieval.exact_search import scan
from index.vectors import VectorIndex, intact, remove_folder, sizes

VECTORS = "vectors-"
"""How the folders of vector indexes are named, before their number."""

FEW_PASSAGES = 1000
"""Up to so many, all vectors are compared in a few milliseconds; opening the index takes half a second."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Show no progress."""


class Library:
    """One folder of articles, open. Reading is for any thread; writing takes `writer()`.

    The record's meta table says which folder holds the vectors (`vectors`), how often they changed
    (`generation`), how large their files then were (`files`), and whether a writer has begun and not ended
    (`unfinished`).
    """

    def __init__(self, folder: Path, database: Database, embedder: Embedder) -> None:
        """Use `Library.open`."""
        self.folder = folder
        self.database = database
        self.record = Record(database)
        self.embedder = embedder
        self._vectors: VectorIndex | None = None
        self._generation = ""
        self._guard = Lock()
        self._file_lock = FileLock(folder / "writer.lock", timeout=0)

    @classmethod
    def open(
        cls, folder: Path, embedder: Embedder, *, create: bool = False, progress: Progress = silent
    ) -> "Library":
        """Open the library in `folder` and mend what a killed writer left or what befell the vector index.

        Raises:
            LibraryMissing: there is none and `create` is not set.
            EmbedderMismatch: its vectors were made with another model.
            LibraryTooNew, LibraryCorrupt, LibraryError: it cannot be used.
        """
        library = cls(folder, Database(folder, create=create), embedder)
        try:
            library._check_embedder()
            library._mend(progress)
        except BaseException:
            library.close()
            raise
        return library

    @classmethod
    def open_for_rebuild(cls, folder: Path, embedder: Embedder) -> "Library":
        """Open a library without asking whether its vectors fit the embedder."""
        return cls(folder, Database(folder), embedder)

    def close(self) -> None:
        """Let go of all files."""
        self._let_go()
        self.database.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def nearest(self, vector: Vectors, k: int, allowed: SearchFilter = EVERYTHING) -> list[tuple[Key, float]]:
        """Return up to `k` nearest passages' keys with their cosine similarity, best first.

        The vector index is asked where there are many passages. With few, or a filter, or while the index is
        damaged or another process has it in pieces, the record's vectors are all compared. Raises
        EmbedderMismatch where another process has meanwhile rebuilt the library with another model.
        """
        self._check_embedder()
        if not allowed and self.record.has_more_passages_than(FEW_PASSAGES):
            with suppress(LibraryError):
                index = self.vectors()
                try:
                    found = index.query(vector, k)
                except LibraryError:
                    self._let_go(index)
                    raise
                # One that was switched and removed meanwhile may have been found empty.
                if index.folder == self._vectors_folder(self.database.notes()):
                    return found
        return scan(self.record, vector, k, allowed)

    def vectors(self) -> VectorIndex:
        """Return the vector index as last written, by whatever process; LibraryError if it is not whole."""
        with self._guard:
            notes = self.database.notes()
            generation = _generation(notes)
            if self._vectors and generation == self._generation:
                return self._vectors
            folder = self._vectors_folder(notes)
            if notes.get("unfinished") and not self._file_lock.is_locked:
                if self._vectors:
                    return self._vectors  # while the files are being written, what was read of them before
                raise LibraryError(f"The vector index {folder} is being written. Try again when it is done.")
            if not intact(folder, notes.get("files", "")):
                raise LibraryError(f"The vector index {folder} is damaged. Run `qa rebuild`.")
            if self._vectors:
                self._vectors.close()
                self._vectors = None
            self._vectors = VectorIndex(folder)
            self._generation = generation
            return self._vectors

    @contextmanager
    def writer(self, *, mend: bool = True, progress: Progress = silent) -> Iterator[None]:
        """Be the one writer, in this thread and on this machine; first `mend` what is not in step.

        Raises:
            LibraryBusy: somebody else is writing.
            EmbedderMismatch: another process has meanwhile rebuilt the library with another model.
        """
        try:
            self._file_lock.acquire()
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
            self.database.upgrade()
            if mend:
                self._check_embedder()
                if not self._in_step():
                    self.rebuild_vectors(progress)
            self._remove_leftovers()
            yield
        finally:
            self._file_lock.release()

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Give a transaction on the record that `indexing` must follow.

        A kill before the end of `indexing` leaves the vector index to be rebuilt at the next opening.
        """
        with self.database.writing():
            yield
            self.database.set_meta(unfinished="1")

    @contextmanager
    def indexing(self) -> Iterator[VectorIndex]:
        """Give the vector index, to be brought in step with the record."""
        index = self.vectors()
        yield index
        generation = str(int(self.database.meta("generation") or 0) + 1)
        with self._guard:
            self.database.set_meta(unfinished="", generation=generation, files=sizes(index.folder))
            self._generation = _generation(self.database.notes())

    def rebuild_vectors(self, progress: Progress = silent) -> None:
        """As the writer, make the vector index anew from the record, beside the old one; then switch."""
        new = str(int(self.database.meta("vectors") or 0) + 1)
        self._let_go()
        fresh = VectorIndex(self._vectors_folder({"vectors": new}))
        try:
            total = self.record.counts()[1]
            fresh.upsert(_counted(self.record.vectors(), total, progress))
        finally:
            fresh.close()
        self.database.set_meta(vectors=new, files=sizes(fresh.folder), unfinished="")
        self._remove_leftovers()

    def describe_vectors(self) -> None:
        """Note what the record's vectors are made with."""
        self.database.set_meta(embedder=self.embedder.fingerprint, splitter=SPLITTER_VERSION)

    def fits_embedder(self) -> bool:
        """Whether the record's passages and vectors are what this embedder and splitter would make."""
        made_with = self.database.meta("embedder"), self.database.meta("splitter")
        return made_with == (self.embedder.fingerprint, SPLITTER_VERSION)

    def _check_embedder(self) -> None:
        made_with = self.database.meta("embedder")
        if made_with is None:
            self.describe_vectors()
        elif made_with != self.embedder.fingerprint:
            raise EmbedderMismatch(
                f"The library at {self.folder} was made with the embedding model {made_with}, "
                f"not {self.embedder.fingerprint}. Use that model (QA_EMBEDDER), or embed all articles "
                f"again with this one: qa rebuild --library {self.folder}"
            )
        elif self.database.meta("splitter") != SPLITTER_VERSION:
            raise EmbedderMismatch(
                f"The library at {self.folder} was split into passages by another version. "
                f"Bring it up to date: qa rebuild --library {self.folder}"
            )

    def _mend(self, progress: Progress) -> None:
        """Finish what a kill interrupted, and upgrade an older version's file.

        Where that cannot be, another is writing or reading must do.
        """
        if self.database.is_older() or not self._in_step() or self._leftovers():
            with suppress(LibraryError), self.writer(progress=progress):
                pass

    def _in_step(self) -> bool:
        """Whether no writer was interrupted and the vector index's files are as they were left.

        After a kill the index may hold anything.
        """
        notes = self.database.notes()
        return not notes.get("unfinished") and intact(self._vectors_folder(notes), notes.get("files", ""))

    def _let_go(self, index: VectorIndex | None = None) -> None:
        """Close the vector index, or only if it is still this one."""
        with self._guard:
            if self._vectors and index in (None, self._vectors):
                self._vectors.close()
                self._vectors = None

    def _vectors_folder(self, notes: Mapping[str, str]) -> Path:
        return self.folder / f"{VECTORS}{notes.get('vectors', 0)}"

    def _leftovers(self) -> list[Path]:
        """Return the folders of vectors that are used no more, or not yet."""
        used = self._vectors_folder(self.database.notes())
        return [folder for folder in self.folder.glob(f"{VECTORS}[0-9]*") if folder != used]

    def _remove_leftovers(self) -> None:
        for folder in self._leftovers():
            remove_folder(folder)


def _generation(notes: Mapping[str, str]) -> str:
    """Name a state of the vector index: which folder it is in, and how often that was written to."""
    return f"{notes.get('vectors')}/{notes.get('generation')}"


def _counted(
    items: Iterator[tuple[Key, Vectors]], total: int, progress: Progress
) -> Iterator[tuple[Key, Vectors]]:
    for done, item in enumerate(items, start=1):
        yield item
        progress("Rebuilding the vector index", done, total)
