"""The vector index in a folder that its record names, whichever process wrote it last."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Protocol

from filelock import BaseFileLock
from typing_extensions import override

from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.store.chroma.folder import ChromaIndex, intact, remove_folder, sizes
from index.store.protocol import VectorIndex
from index.store.values import VectorKey

VECTORS = "vectors-"
"""Prefix of the folders of vector indexes, before their number."""


class Notes(Protocol):
    """What a record notes of its vector index: one text by each key."""

    def notes(self) -> dict[str, str]:
        """Return all notes, as they are at one moment."""

    def meta(self, key: str) -> str | None:
        """Return one note."""

    def set_meta(self, **values: str) -> None:
        """Store notes together."""


class CurrentIndex(VectorIndex):
    """The vector index as last written, by whatever process: opened when it is first asked, and again when
    another process has written to it."""

    def __init__(self, folder: Path, notes: Notes, writer_lock: BaseFileLock) -> None:
        self._folder = folder
        self._notes = notes
        self._writer_lock = writer_lock
        self._opened: ChromaIndex | None = None
        self._generation = ""
        self._guard = Lock()

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        index = self._current()
        try:
            found = index.query(vector, k)
        except LibraryError:
            self.close_index(index)
            raise
        if index.folder != self._current_folder(self._notes.notes()):
            # One that was replaced and removed meanwhile may have been found empty.
            raise LibraryError(f"The vector index {index.folder} was rebuilt meanwhile. Ask again.")
        return found

    @override
    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        self._current().upsert(items)

    @override
    def delete(self, keys: Iterable[VectorKey]) -> None:
        self._current().delete(keys)

    @override
    def keys(self) -> Iterator[VectorKey]:
        return self._current().keys()

    def finish(self) -> None:
        """Store in the record that the index is consistent with it again."""
        folder = self._current().folder
        generation = str(int(self._notes.meta("generation") or 0) + 1)
        with self._guard:
            self._notes.set_meta(unfinished="", generation=generation, files=sizes(folder))
            self._generation = _generation(self._notes.notes())

    def replace(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        """Build a new index beside the old one, then switch to it."""
        new = str(int(self._notes.meta("vectors") or 0) + 1)
        self.close_index()
        fresh = ChromaIndex(self._current_folder({"vectors": new}))
        try:
            fresh.upsert(items)
        finally:
            fresh.close()
        self._notes.set_meta(vectors=new, files=sizes(fresh.folder), unfinished="")
        self.remove_leftovers()

    def is_consistent(self) -> bool:
        """Whether no writer was interrupted and the index's files are as they were left.

        After a kill the index may hold anything.
        """
        notes = self._notes.notes()
        return not notes.get("unfinished") and intact(self._current_folder(notes), notes.get("files", ""))

    def leftovers(self) -> list[Path]:
        """Return the folders of indexes that are no longer used, or not yet."""
        used = self._current_folder(self._notes.notes())
        return [folder for folder in self._folder.glob(f"{VECTORS}[0-9]*") if folder != used]

    def remove_leftovers(self) -> None:
        """Delete the folders of indexes that are not used."""
        for folder in self.leftovers():
            remove_folder(folder)

    def close_index(self, index: ChromaIndex | None = None) -> None:
        """Close the index; where one is given, only if it is the open one."""
        with self._guard:
            if self._opened and index in (None, self._opened):
                self._opened.close()
                self._opened = None

    def _current(self) -> ChromaIndex:
        """Return the index as last written; LibraryError if it is not whole."""
        with self._guard:
            notes = self._notes.notes()
            generation = _generation(notes)
            if self._opened and generation == self._generation:
                return self._opened
            folder = self._current_folder(notes)
            if notes.get("unfinished") and not self._writer_lock.is_locked:
                if self._opened:
                    return self._opened  # while the files are being written, what was read of them before
                raise LibraryError(f"The vector index {folder} is being written. Try again when it is done.")
            if not intact(folder, notes.get("files", "")):
                raise LibraryError(f"The vector index {folder} is damaged. Run `qa rebuild`.")
            if self._opened:
                self._opened.close()
                self._opened = None
            self._opened = ChromaIndex(folder)
            self._generation = generation
            return self._opened

    def _current_folder(self, notes: Mapping[str, str]) -> Path:
        return self._folder / f"{VECTORS}{notes.get('vectors', 0)}"


def _generation(notes: Mapping[str, str]) -> str:
    """Return the name of a state of the vector index: its folder and the number of writes to it."""
    return f"{notes.get('vectors')}/{notes.get('generation')}"
