"""The stores on which answers are measured: a library in a folder, or a copy of it on servers of its own."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.copying import copy
from index.library import Library
from index.store.shared import SharedStore
from tests.servers.shared_places import shared_place

FOLDER, POSTGRES, SERVERS = STORES = ("folder", "postgres", "servers")
"""SQLite + Chroma in a folder; PostgreSQL + Chroma in a folder; PostgreSQL + two Chroma servers."""


@contextmanager
def stored_in(kind: str, library: Library, scratch: Path) -> Iterator[Library]:
    """Yield a library in a folder, or a copy of it in another kind of store; nothing is embedded again."""
    if kind == FOLDER:
        yield library
        return
    place = shared_place(scratch, on_servers=kind == SERVERS)
    with closing(SharedStore(place, create=True)) as store:
        copy(library.store, store)
        yield Library(store, library.embedder)
