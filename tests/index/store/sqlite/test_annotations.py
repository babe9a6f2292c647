"""Annotations are a cache: where they cannot be stored, nobody waits and nothing fails."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.passages import Passage
from index.store.sqlite import migrations
from index.store.sqlite.annotations import SqliteAnnotations
from index.store.sqlite.database import FILE_NAME, Database
from index.store.sqlite.record import SqliteRecord
from tests.fakes import article

LAKES = article("Lakes froze.", id="a")


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path, create=True)) as database:
        vectors = np.ones((1, 3), dtype=np.float32)
        SqliteRecord(database).put(LAKES, [Passage(0, 0, len(LAKES.text))], vectors, named=True)
        yield database


def keep(database: Database) -> bool:
    return SqliteAnnotations(database).keep(LAKES.content_hash, "speech", "first", "[1]")


def test_they_are_there_after_a_restart(tmp_path: Path, filled: Database) -> None:
    assert keep(filled)
    filled.close()
    with closing(Database(tmp_path)) as again:
        assert SqliteAnnotations(again).read(LAKES.content_hash, "speech", "first") == "[1]"


def test_nobody_waits_for_another_writer(tmp_path: Path, filled: Database) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert not keep(filled)
        assert time.monotonic() - began < 5
        other.rollback()
    assert keep(filled)


def test_whoever_writes_next_waits_again_as_long_as_ever(tmp_path: Path, filled: Database) -> None:
    assert keep(filled)
    with filled.reading() as connection:
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (30_000,)


def test_where_nothing_can_be_written_none_is_kept(filled: Database) -> None:
    with filled.reading() as connection:
        connection.execute("PRAGMA query_only = ON")
    assert not keep(filled)


def test_a_file_of_an_older_version_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.sqlite.database.MIGRATIONS", migrations.MIGRATIONS[:4])
    monkeypatch.setattr("index.store.sqlite.database.SCHEMA_VERSION", 4)
    with closing(Database(tmp_path, create=True)) as older:
        monkeypatch.undo()
        assert older.is_older()
        assert not keep(older)
        assert SqliteAnnotations(older).read(LAKES.content_hash, "speech", "first") is None
