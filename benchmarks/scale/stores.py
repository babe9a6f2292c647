"""The stores that are measured: with a clock on what they record and on what they index."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typing_extensions import override

from index.store.chroma.address import read_addresses
from index.store.local import LocalStore
from index.store.place import Place, SharedPlace
from index.store.protocol import Store, VectorIndex
from index.store.shared import SharedStore

SCHEMA = "scale"


class TimedStore(Store):
    """A store that adds up the seconds its transactions take.

    Attributes:
        recording_seconds: spent on identifying and recording, from the beginning of a transaction to its end.
        indexing_seconds: spent on the vector index.
    """

    recording_seconds = indexing_seconds = 0.0

    @override
    @contextmanager
    def recording(self) -> Iterator[None]:
        began = time.perf_counter()
        with super().recording():  # type: ignore[safe-super]
            yield
        self.recording_seconds += time.perf_counter() - began

    @override
    @contextmanager
    def indexing(self) -> Iterator[VectorIndex]:
        began = time.perf_counter()
        with super().indexing() as index:  # type: ignore[safe-super]
            yield index
        self.indexing_seconds += time.perf_counter() - began


class TimedLocalStore(TimedStore, LocalStore):
    """SQLite and Chroma in a folder, with a clock."""


class TimedSharedStore(TimedStore, SharedStore):
    """PostgreSQL and a vector index that follows it, with a clock."""


def place_of(where: str, servers: str = "") -> Place:
    """Return the place in a folder, or in a database with the addresses of its Chroma servers."""
    if "://" not in where:
        return Path(where)
    return SharedPlace(where, Path(), SCHEMA, read_addresses(servers))


def open_timed(place: Place) -> TimedStore:
    """Open the store at a place, which is made where there is none."""
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)
        return TimedLocalStore(place, create=True)
    return TimedSharedStore(place, create=True)
