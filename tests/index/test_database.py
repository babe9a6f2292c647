import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.database import FILE_NAME, SCHEMA_VERSION, Database
from index.errors import LibraryCorrupt, LibraryError, LibraryMissing, LibraryTooNew


def test_a_new_library_has_its_schema_once(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "library"
    first = Database(folder, create=True)
    first.set_meta(kept="yes")
    first.close()
    for create in (True, False):
        again = Database(folder, create=create)
        assert again.meta("schema") == str(SCHEMA_VERSION)
        assert again.meta("kept") == "yes"
        assert again.meta("nothing") is None
        again.close()


def test_a_library_whose_making_was_killed_is_made_anew(tmp_path: Path) -> None:
    begun = sqlite3.connect(tmp_path / FILE_NAME)
    begun.execute("PRAGMA journal_mode = WAL")
    begun.close()
    with pytest.raises(LibraryMissing):
        Database(tmp_path)
    database = Database(tmp_path, create=True)
    assert database.notes() == {"schema": str(SCHEMA_VERSION)}
    database.close()


def test_many_may_make_the_same_library_at_once(tmp_path: Path) -> None:
    ready = threading.Barrier(8)

    def make(_number: int) -> None:
        ready.wait()
        Database(tmp_path / "library", create=True).close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(make, range(8)))
    database = Database(tmp_path / "library")
    assert database.meta("schema") == str(SCHEMA_VERSION)
    database.close()


@pytest.mark.parametrize("made", ["nothing", "folder", "file instead of the folder", "empty file"])
def test_where_no_library_is_the_message_tells_how_to_make_one(tmp_path: Path, made: str) -> None:
    folder = tmp_path / "library"
    if made == "file instead of the folder":
        folder.write_text("x")
    elif made != "nothing":
        folder.mkdir()
    if made == "empty file":
        (folder / FILE_NAME).touch()
    with pytest.raises(LibraryMissing, match=r"Run `qa add PATH...` to make one, or name another"):
        Database(folder)
    if made == "empty file":
        assert (folder / FILE_NAME).stat().st_size == 0
        assert len(list(folder.iterdir())) == 1


def test_a_library_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    database.set_meta(schema=str(SCHEMA_VERSION + 1))
    database.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    for create in (False, True):
        with pytest.raises(LibraryTooNew, match=r"newer version of Article QA. Update"):
            Database(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes() == before


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


def schema(folder: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(folder / FILE_NAME)
    found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
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


@pytest.mark.parametrize("version", ["first", "0", "-1", ""])
def test_a_library_that_does_not_tell_its_version_is_refused(tmp_path: Path, version: str) -> None:
    database = Database(tmp_path, create=True)
    database.set_meta(schema=version)
    database.close()
    with pytest.raises(LibraryCorrupt, match="does not say its version"):
        Database(tmp_path)


@pytest.mark.parametrize("content", [b"Dear reader, no database. " * 40, b"\0\1\2\3" * 5000, b"hello"])
@pytest.mark.parametrize("create", [False, True])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, create: bool
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(LibraryCorrupt, match="Restore it from a backup, or move it away"):
        Database(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("table", ["feeds (a)", "meta (a, b, c)", "meta (key TEXT PRIMARY KEY, value)"])
@pytest.mark.parametrize("create", [False, True])
def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path, table: str, create: bool) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as foreign:
        foreign.execute(f"CREATE TABLE {table}")
        foreign.execute("CREATE TABLE notes (a)")
    foreign.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LibraryCorrupt, match=r"is a database, but no library. Name another folder"):
        Database(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_another_program_with_the_same_table_names_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as foreign:
        foreign.execute("CREATE TABLE meta (name, content)")
        foreign.execute("CREATE TABLE articles (title)")
    foreign.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError):
        Database(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("part", ["middle", "end"])
def test_a_damaged_record_gives_a_clear_error(tmp_path: Path, part: str) -> None:
    database = Database(tmp_path, create=True)
    with database.writing() as connection:
        for number in range(300):
            connection.execute("INSERT INTO meta VALUES (?, ?)", (f"key {number}", "value " * 200))
    database.close()
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    if part == "middle":
        content[len(content) // 4 : len(content) // 2] = os.urandom(len(content) // 2 - len(content) // 4)
    else:
        del content[len(content) // 2 :]
    file.write_bytes(content)

    def read_all() -> None:
        database = Database(tmp_path)
        try:
            with database.reading() as connection:
                connection.execute("SELECT * FROM meta ORDER BY value").fetchall()
        finally:
            database.close()

    with pytest.raises(LibraryCorrupt, match=r"is damaged .* Restore it from a backup"):
        read_all()


def test_a_folder_that_cannot_be_made_gives_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "library"):
        with pytest.raises(LibraryError, match=r"Cannot make a library at .* Name another folder"):
            Database(folder, create=True)


def test_a_folder_in_place_of_the_file_gives_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(LibraryError, match="Check the disk and the folder's permissions"):
        Database(tmp_path)


OPEN_AS_A_STRANGER = """
import os, sys
from pathlib import Path
from index.database import Database
from index.errors import LibraryError
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    database = Database(Path(sys.argv[1]), create=sys.argv[2] == "create")
    database.set_meta(written="yes")
except LibraryError as error:
    print("refused:", error)
"""


@pytest.mark.parametrize("create", ["create", "open"])
def test_a_folder_one_may_not_write_to_gives_a_clear_error(tmp_path: Path, create: str) -> None:
    folder = tmp_path / "library"
    Database(folder, create=True).close()
    tmp_path.chmod(0o755)
    for path in (*tmp_path.parents[:3], tmp_path):
        if path.stat().st_uid == os.getuid() and path.name.startswith("pytest"):
            path.chmod(0o755)
    (folder / FILE_NAME).chmod(0o444)
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", OPEN_AS_A_STRANGER, str(folder), create],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    finally:
        folder.chmod(0o755)
    assert done.stdout.startswith("refused: ")
    assert "Check the disk and the folder's permissions" in done.stdout


def test_a_transaction_is_stored_whole_or_not_at_all(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)

    def fail() -> None:
        with database.writing():
            database.set_meta(first="1")
            with database.writing():
                database.set_meta(second="2")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert database.meta("first") is None
    assert database.meta("second") is None
    with database.writing():
        database.set_meta(first="1")
    database.close()
    again = Database(tmp_path)
    assert again.meta("first") == "1"
    again.close()


def test_a_commit_that_fails_leaves_nothing_open(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)

    def fail() -> None:
        with database.writing() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("INSERT INTO passages (article, number, start, end) VALUES (99, 0, 0, 1)")

    with pytest.raises(LibraryError):
        fail()
    database.set_meta(after="stored")
    database.close()
    again = Database(tmp_path)
    assert again.meta("after") == "stored"
    with again.reading() as connection:
        assert connection.execute("SELECT count(*) FROM passages").fetchone() == (0,)
    again.close()


def test_a_reader_goes_on_while_another_thread_writes(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    database.set_meta(state="before")
    with ThreadPoolExecutor(1) as thread, database.writing():
        database.set_meta(state="after")
        assert thread.submit(database.meta, "state").result(10) == "before"
    assert database.meta("state") == "after"
    database.close()


def test_a_reader_in_the_middle_of_its_work_keeps_no_writer_waiting(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    reader = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT value FROM meta WHERE key = 'state'").fetchall() == []
    database.set_meta(state="after")
    assert reader.execute("SELECT value FROM meta WHERE key = 'state'").fetchall() == []
    reader.close()
    database.close()


def test_threads_that_ended_leave_no_file_open(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    for _ in range(200):
        thread = threading.Thread(target=database.meta, args=("schema",))
        thread.start()
        thread.join()
    held = [
        fd for fd in Path("/proc/self/fd").iterdir() if fd.exists() and fd.resolve().is_relative_to(tmp_path)
    ]
    assert len(held) < 20
    database.close()


def test_after_closing_the_files_are_free(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(database.meta, ["schema"] * 9))
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
