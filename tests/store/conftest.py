"""Every store, one after the other: what is promised of one is promised of all."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.conversations import Conversations
from index.feedback import Feedback
from index.store.local import LocalStore
from index.store.protocol import Record, Store
from tests.servers.postgres import new_place
from tests.store.memory import MemoryStore
from tests.store.postgres_store import PostgresRecordStore


@pytest.fixture(params=["local", "memory", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with closing(new_store(request.param, tmp_path)) as store:
        yield store


def new_store(kind: str, folder: Path) -> Store:
    if kind == "postgres":
        return PostgresRecordStore(new_place())
    return LocalStore(folder / "library", create=True) if kind == "local" else MemoryStore()


@pytest.fixture
def record(store: Store) -> Record:
    return store.record


@pytest.fixture
def conversations(store: Store) -> Conversations:
    return store.conversations()


@pytest.fixture
def feedback(store: Store) -> Feedback:
    return store.feedback()
