import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import LibraryError, LibraryMissing
from index.store.sqlite.database import FILE_NAME, Database
from index.store.sqlite.migrations import SCHEMA_VERSION


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
