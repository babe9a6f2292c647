"""Every store, one after the other: what is promised of one is promised of all."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.conversations import Conversations
from index.feedback import Feedback
from index.store.local import LocalStore
from index.store.protocol import Record, Store
from index.store.shared import SharedStore
from tests.servers.shared_places import shared_place
from tests.store.memory import MemoryStore

STORES = ["local", "memory", "postgres", "servers"]
"""A folder; memory; PostgreSQL with the vectors in a folder; PostgreSQL with them on two Chroma servers."""


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with closing(new_store(request.param, tmp_path)) as store:
        yield store


def new_store(kind: str, folder: Path) -> Store:
    if kind == "memory":
        return MemoryStore()
    if kind == "local":
        return LocalStore(folder / "library", create=True)
    return SharedStore(shared_place(folder, on_servers=kind == "servers"), create=True)


@pytest.fixture
def record(store: Store) -> Record:
    return store.record


@pytest.fixture
def conversations(store: Store) -> Conversations:
    return store.conversations()


@pytest.fixture
def feedback(store: Store) -> Feedback:
    return store.feedback()
