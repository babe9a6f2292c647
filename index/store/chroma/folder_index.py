"""The vector index of a record in PostgreSQL inside this process, in a folder of this machine."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from typing_extensions import override

from index.embedding.embedder import Vectors
from index.errors import LibraryBusy, LibraryError
from index.progress import Progress
from index.store.chroma.current_index import CurrentIndex
from index.store.chroma.following_index import FollowingIndex
from index.store.chroma.recorded_vectors import recorded_vectors
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.index_notes import IndexNotes, recorded_contents
from index.store.postgres.outbox import Outbox
from index.store.postgres.record import PostgresRecord
from index.store.values import VectorKey

NAME_FILE = "index-name"
"""Name of the file that holds the name by which the record knows the folder."""

PATIENCE = 60.0
"""Seconds for which another process of this machine is waited for that writes to the folder."""


class FolderIndex(FollowingIndex):
    """A folder that follows the record. Every machine has its own, and one process at a time writes to it.

    As in a library without a server, an index that a killed process left half written is made anew.
    """

    def __init__(self, folder: Path, database: PostgresDatabase, record: PostgresRecord) -> None:
        """Use the index in `folder`, which is made if it is not there."""
        self._folder = folder
        self._database = database
        self._record = record
        name = _name_of(folder)
        self._outbox = Outbox(database, name)
        self._notes = IndexNotes(database, name)
        self._lock = FileLock(folder / "writer.lock")
        self._current = CurrentIndex(folder, self._notes, self._lock)

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        if not self._notes.notes():
            raise LibraryError(
                f"The vector index in {self._folder} is not made yet. Have a role open the library that may "
                "register it (docs/postgresql.md), or name Chroma servers in QA_CHROMA_URL."
            )
        return self._current.query(vector, k)

    @override
    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        self._current.upsert(items)

    @override
    def delete(self, keys: Iterable[VectorKey]) -> None:
        self._current.delete(keys)

    @override
    def keys(self) -> Iterator[VectorKey]:
        return self._current.keys()

    @override
    def follow(self) -> None:
        with self._writing():
            if self.lag():
                self._notes.set_meta(unfinished="1")
                self._outbox.apply(self._current)
                self._current.finish()

    @override
    def is_ready(self) -> bool:
        return bool(self._notes.notes()) and self._current.is_consistent() and not self.lag()

    @override
    def build(self, progress: Progress) -> list[str]:
        with self._writing():
            self._build(progress)
            self.follow()
        return []

    @override
    def prepare(self, progress: Progress) -> None:
        with self._writing():
            if not self._notes.notes() or not self._current.is_consistent():
                self._build(progress)
            self._current.remove_leftovers()
            self.follow()

    @override
    def lag(self) -> int:
        if not self._notes.notes():
            return recorded_contents(self._database)
        return self._outbox.lag()

    @override
    def close(self) -> None:
        self._current.close_index()

    def _build(self, progress: Progress) -> None:
        """Begin with what is recorded from now on: what is noted before is in the record that is read."""
        self._outbox.register({"kind": "folder", "unfinished": "1"})
        self._current.replace(recorded_vectors(self._record, progress))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            raise LibraryBusy(
                f"Another process is writing to the vector index in {Path(self._lock.lock_file).parent}. "
                "Wait until it is done, then run the command again."
            ) from error
        except OSError as error:
            raise _unusable(Path(self._lock.lock_file).parent, error) from error
        try:
            yield
        finally:
            self._lock.release()


def _name_of(folder: Path) -> str:
    """Return the name that the folder keeps, or give it one."""
    file = folder / NAME_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "name.lock", timeout=PATIENCE):
            if not file.exists():
                file.write_text(f"folder-{uuid.uuid4().hex}")
            return file.read_text().strip()
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"Cannot keep a vector index in {folder} ({error.strerror}). Check its permissions, or name another "
        "folder in QA_LIBRARY."
    )
