"""What is no library, or none that can be used, is refused with a clear error and left alone."""

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import LibraryCorrupt, LibraryError, LibraryMissing, LibraryTooNew
from index.store.sqlite.database import FILE_NAME, Database
from index.store.sqlite.migrations import SCHEMA_VERSION


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


def test_a_folder_that_cannot_be_looked_into_gives_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stat(path: Path, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", stat)
        with pytest.raises(LibraryError, match=r"Cannot read .* \(Permission denied\). Check its"):
            Database(tmp_path)


OPEN_AS_A_STRANGER = """
import os, sys
from pathlib import Path
from index.store.sqlite.migrations import SCHEMA_VERSION
from index.store.sqlite.database import Database
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
    for path in (*tmp_path.parents[:4], tmp_path):
        if path.stat().st_uid == os.getuid() and path.name.startswith(("pytest", "popen")):
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
