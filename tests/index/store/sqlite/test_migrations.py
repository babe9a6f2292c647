"""A library of an older version is read as it is, and gains what it lacks."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.filters import NO_FILTER
from index.library import Library
from index.passages import Passage
from index.retrieval.keyword_search import keyword_search
from index.store.sqlite import migrations
from index.store.sqlite.database import FILE_NAME, Database
from index.store.sqlite.migrations import SCHEMA_VERSION
from index.store.sqlite.record import SqliteRecord
from index.text import scripts
from tests.fakes import WordEmbedder, article
from tests.index.local import database_of

FIRST_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
    source TEXT, author TEXT, published TEXT, url TEXT, path TEXT, body_start INTEGER NOT NULL,
    content_hash TEXT NOT NULL, named INTEGER NOT NULL);
CREATE INDEX articles_by_hash ON articles (content_hash);
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_url ON articles (url);
CREATE TABLE passages (
    rowid INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, UNIQUE (article, number));
CREATE TABLE vectors (
    content_hash TEXT NOT NULL, number INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (content_hash, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE fulltext USING fts5 (
    title, text, content='', tokenize='porter unicode61 remove_diacritics 2');
"""
"""As libraries were made before they kept conversations. It is never changed."""


def made_by_the_first_version(folder: Path) -> None:
    with sqlite3.connect(folder / FILE_NAME) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(FIRST_SCHEMA)
        connection.execute("INSERT INTO meta VALUES ('schema', '1'), ('kept', 'yes')")
        connection.execute(
            "INSERT INTO articles (number, id, title, text, body_start, content_hash, named) "
            "VALUES (1, 'a', 'A', 'Lakes froze.', 0, 'hash', 1)"
        )
    connection.close()


def tables(folder: Path) -> set[str]:
    connection = sqlite3.connect(folder / FILE_NAME)
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    return found


def schema(folder: Path) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """Return what there is, and of every table the columns, wherever in their row they stand."""
    connection = sqlite3.connect(folder / FILE_NAME)
    names = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    columns = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY name'
    found = {(kind, name): connection.execute(columns, (name,)).fetchall() for kind, name in names}
    connection.close()
    return found


@pytest.mark.parametrize("create", [True, False])
def test_a_library_of_an_older_version_is_read_as_it_is(tmp_path: Path, create: bool) -> None:
    made_by_the_first_version(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    database = Database(tmp_path, create=create)
    assert database.notes() == {"schema": "1", "kept": "yes"}
    with database.reading() as connection:
        assert connection.execute("SELECT text FROM articles").fetchall() == [("Lakes froze.",)]
    database.close()
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_library_of_an_older_version_gains_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    made_by_the_first_version(tmp_path / "old")
    Database(tmp_path / "new", create=True).close()
    for _ in range(2):
        database = Database(tmp_path / "old")
        database.upgrade()
        assert database.notes() == {"schema": str(SCHEMA_VERSION), "kept": "yes"}
        with database.reading() as connection:
            assert connection.execute("SELECT text FROM articles").fetchall() == [("Lakes froze.",)]
        database.close()
    assert schema(tmp_path / "old") == schema(tmp_path / "new")


def test_a_library_of_an_older_version_takes_articles_as_a_new_one_does(tmp_path: Path) -> None:
    made_by_the_first_version(tmp_path)
    database = Database(tmp_path)
    record = SqliteRecord(database)
    made = article("Rivers rose.", id="b", title="B", source="S", published=date(2024, 1, 2), url="u:b")
    record.put(made, [Passage(0, 0, len(made.text))], None, named=True)
    assert record.article("b") == made
    assert keyword_search(record.full_text, "rivers", 1, NO_FILTER)[0][0] == (1, date(2024, 1, 2))
    database.close()


def test_many_may_upgrade_the_same_library_at_once(tmp_path: Path) -> None:
    made_by_the_first_version(tmp_path)
    ready = threading.Barrier(8)

    def upgrade(_number: int) -> None:
        database = Database(tmp_path)
        ready.wait()
        database.upgrade()
        database.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(upgrade, range(8)))
    assert {"conversations", "turns", "feedback"} <= tables(tmp_path)


def test_an_upgrade_of_what_is_up_to_date_waits_for_nobody(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as thread:
        try:
            thread.submit(database.upgrade).result(10)
        finally:
            other.close()
    database.close()


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    made_by_the_first_version(tmp_path)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE feedback (mine)")  # the last that is added
    connection.close()
    before = schema(tmp_path)
    database = Database(tmp_path)
    with pytest.raises(LibraryError, match="cannot be used"):
        database.upgrade()
    assert database.meta("schema") == "1"
    database.close()
    assert schema(tmp_path) == before


def test_an_upgrade_leaves_a_library_alone_that_a_newer_version_has_upgraded(tmp_path: Path) -> None:
    made_by_the_first_version(tmp_path)
    database = Database(tmp_path)
    database.set_meta(schema=str(SCHEMA_VERSION + 1))
    database.upgrade()
    assert database.meta("schema") == str(SCHEMA_VERSION + 1)
    database.close()
    assert "conversations" not in tables(tmp_path)


def with_articles_of_an_older_version(folder: Path, *texts: str) -> None:
    made_by_the_first_version(folder)
    with sqlite3.connect(folder / FILE_NAME) as connection:
        for number, text in enumerate(texts, start=2):
            connection.execute(
                "INSERT INTO articles (number, id, title, text, body_start, content_hash, named) "
                "VALUES (?, ?, '果园', ?, 0, ?, 1)",
                (number, str(number), text, str(number)),
            )
            passages = [(2 * number, 0, 4), (2 * number + 1, 4, len(text))]
            for rowid, start, end in passages:
                connection.execute(
                    "INSERT INTO passages VALUES (?, ?, ?, ?, ?)", (rowid, number, rowid % 2, start, end)
                )
                connection.execute(
                    "INSERT INTO fulltext (rowid, title, text) VALUES (?, '果园', ?)",
                    (rowid, text[start:end]),
                )
    connection.close()


def found(database: Database, query: str) -> list[int]:
    return [ref.id for ref, _ in keyword_search(SqliteRecord(database).full_text, query, 9, NO_FILTER)]


def test_words_of_other_scripts_are_found_after_an_upgrade(tmp_path: Path) -> None:
    with_articles_of_an_older_version(tmp_path, "山谷里。苹果丰收了。", "Дождь. Яблони цвели.")
    database = Database(tmp_path)
    assert database.is_older()
    assert found(database, "丰收") == []
    database.upgrade()
    assert not database.is_older()
    assert found(database, "丰收") == [5]
    assert found(database, "яблоня") == [7]
    assert set(found(database, "果园")) == {4, 5, 6, 7}
    with database.reading() as connection:
        connection.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    for name in ("2", "3"):
        SqliteRecord(database).drop(name)
    assert found(database, "丰收 яблоня 果园 дождь") == []
    database.close()


def test_writing_to_an_older_library_upgrades_it_first(tmp_path: Path) -> None:
    with_articles_of_an_older_version(tmp_path, "山谷里。苹果丰收了。")
    database = Database(tmp_path)
    SqliteRecord(database).drop("2")
    assert not database.is_older()
    assert found(database, "丰收 果园") == []
    database.close()


def test_an_upgrade_that_is_killed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_articles_of_an_older_version(tmp_path, "山谷里。苹果丰收了。", "Дождь. Яблони цвели.")
    before = schema(tmp_path)
    database = Database(tmp_path)
    calls = []

    def analyse(text: str) -> str:
        calls.append(text)
        if len(calls) > 8:
            raise KeyboardInterrupt
        return scripts.analyse(text)

    monkeypatch.setattr(migrations, "analyse", analyse)
    with pytest.raises(KeyboardInterrupt):
        database.upgrade()
    database.close()
    assert schema(tmp_path) == before
    monkeypatch.undo()
    database = Database(tmp_path)
    database.upgrade()
    assert found(database, "丰收") == [5]
    assert found(database, "яблоня") == [7]
    database.close()


def test_opening_an_older_library_upgrades_it(tmp_path: Path) -> None:
    with_articles_of_an_older_version(tmp_path, "山谷里。苹果丰收了。")
    with Library.open(tmp_path, WordEmbedder()) as library:
        assert not database_of(library).is_older()
        assert found(database_of(library), "丰收") == [5]
