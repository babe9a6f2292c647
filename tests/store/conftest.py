"""Every store, one after the other: what is promised of one is promised of all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.conversations import Conversations
from index.feedback import Feedback
from index.store.local import LocalStore
from index.store.protocol import Record, Store
from index.store.shared import SharedStore
from tests.servers.shared_places import empty_shared_place
from tests.store.memory import MemoryStore

RECORDS = ["local", "memory", "postgres"]
"""A folder; memory; PostgreSQL with the vectors in a folder."""

STORES = [*RECORDS, "servers"]
"""And PostgreSQL with them on two Chroma servers, whose record is the same."""


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store, where the vector index matters."""
    with new_store(request.param, tmp_path) as store:
        yield store


@pytest.fixture(params=RECORDS)
def record_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every store whose record is of another kind."""
    with new_store(request.param, tmp_path) as store:
        yield store


@contextmanager
def new_store(kind: str, folder: Path) -> Iterator[Store]:
    """Yield a store in which nothing is."""
    if kind == "memory":
        yield MemoryStore()
    elif kind == "local":
        with closing(LocalStore(folder / "library", create=True)) as store:
            yield store
    else:
        with (
            empty_shared_place(folder, on_servers=kind == "servers") as place,
            closing(SharedStore(place, create=True)) as shared,
        ):
            yield shared


@pytest.fixture
def record(record_store: Store) -> Record:
    return record_store.record


@pytest.fixture
def conversations(record_store: Store) -> Conversations:
    return record_store.conversations()


@pytest.fixture
def feedback(record_store: Store) -> Feedback:
    return record_store.feedback()
