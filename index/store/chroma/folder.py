"""The vector index in Chroma, in a folder of its own beside the record, from which it can be made again."""

import json
import os
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typing_extensions import override

from index.errors import LibraryError
from index.store.chroma.collection import CONFIGURATION, ChromaCollection, first_line

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

T = TypeVar("T")

COLLECTION = "passages"
DATABASE = "chroma.sqlite3"
GRAPH_IDS = "index_metadata.pickle"
"""Names of Chroma's files: its database, and the file that it writes with a graph."""

_FULL = re.compile(r"disk is full|no space left", re.IGNORECASE)
"""Regular expression of what Chroma says where the disk is full."""


class ChromaIndex(ChromaCollection):
    """The vectors of passages in one folder.

    Chroma's files take one writing process at a time and show a reader what was there when it opened: the
    library sees to both.
    """

    def __init__(self, folder: Path) -> None:
        """Open or make the index; raises LibraryError where Chroma cannot read its files."""
        import chromadb
        from chromadb.config import Settings

        self.folder = folder
        # Chroma keeps what it half opened: a spelling that failed is not used again.
        self._alias = _unique_path_alias(folder)
        with _translated(folder):
            self._client = cast(
                "Client",
                chromadb.PersistentClient(path=self._alias, settings=Settings(anonymized_telemetry=False)),
            )
        try:
            with _translated(folder):
                self._collection = self._client.get_or_create_collection(
                    COLLECTION, embedding_function=None, configuration=CONFIGURATION
                )
        except LibraryError:
            self.close()
            raise

    @override
    def ask(self, request: "Callable[[Collection], T]") -> T:
        with _translated(self.folder):
            return request(self._collection)

    @override
    def largest_write(self) -> int:
        return self._client.get_max_batch_size()

    def close(self) -> None:
        """Close the index's files."""
        with _translated(self.folder):
            self._client.close()
        _spellings.discard(self._alias)


def sizes(folder: Path) -> str:
    """Return the sizes of an index's files as JSON; they are stored after writing and compared by `intact`.

    A graph that Chroma has not yet written to the disk is left out: whoever opens it makes its files anew.
    """
    found: dict[str, int] = {}
    # Another process may be deleting the folder: `Path.glob` then fails, `os.walk` finds nothing more.
    for parent, _, names in os.walk(folder):
        for name in names if GRAPH_IDS in names else {DATABASE}.intersection(names):
            with suppress(OSError):
                file = Path(parent, name)
                found[str(file.relative_to(folder))] = file.stat().st_size
    return json.dumps(found)


def intact(folder: Path, noted: str) -> bool:
    """Whether an index's files have the sizes that `sizes` returned: all are there, and none is truncated.

    Chroma takes a missing file for an empty index, and a cut-off one can end the whole process.
    """
    now, then = json.loads(sizes(folder)), json.loads(noted or "{}")
    # Chroma's own database may grow when it is opened.
    grown = now.pop(DATABASE, 0) >= then.pop(DATABASE, 0)
    return grown and all(now.get(name) == size for name, size in then.items())


def remove_folder(folder: Path) -> None:
    """Delete an index that is no longer used."""
    shutil.rmtree(folder, ignore_errors=True)


_spellings: set[str] = set()
_spellings_guard = threading.Lock()


def _unique_path_alias(folder: Path) -> str:
    """Return a spelling of the folder's path that no open index of this process has.

    Chroma keeps one instance per spelling in a process. An instance of its own sees what other processes
    wrote before it was opened, and closing it takes it from nobody else.
    """
    with _spellings_guard:
        spelling = str(folder)
        while spelling in _spellings:
            spelling += "/."
        _spellings.add(spelling)
    return spelling


class _translated:  # noqa: N801
    """A context that turns Chroma's errors, which have no common root class, into LibraryError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, _trace: Any) -> None:
        # The bindings raise pyo3's PanicException, a BaseException, on some damaged files.
        foreign = isinstance(error, Exception) or type(error).__name__ == "PanicException"
        if error is not None and foreign:
            reason = first_line(error)
            step = "Make room on the disk, then run" if _FULL.search(reason) else "Run"
            raise LibraryError(
                f"The vector index {self._folder} cannot be used ({reason}). {step} `qa rebuild`."
            ) from error
