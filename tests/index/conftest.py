"""A library's database with its conversations; the vector index asked even among few passages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.conversations import Conversations
from index.retrieval import vector_search
from index.store.sqlite.conversations import SqliteConversations
from index.store.sqlite.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path, create=True)
    yield database
    database.close()


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return SqliteConversations(database)


@pytest.fixture
def however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the vector index, as in a library of many articles."""
    monkeypatch.setattr(vector_search, "MAX_EXACT_PASSAGES", 0)
