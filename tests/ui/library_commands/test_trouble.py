"""Libraries that cannot be used as they are: what each command says, and that nothing is lost."""

import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from tests.index.loaders import samples
from tests.ui.commands import Run
from tests.ui.library_commands.library import BOAT, READERS, ids, one_problem


@pytest.mark.parametrize(
    "command", [command for command in READERS if command[0] != "chat"], ids=lambda command: command[0]
)
def test_without_a_library_every_command_but_the_chat_says_how_to_make_one(
    qa: Run, tmp_path: Path, command: list[str]
) -> None:
    problem = one_problem(qa(*command))
    assert f"No library at {tmp_path / 'library'}. Run `qa add PATH...`" in problem
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("command", [["add", "news"], *READERS], ids=lambda command: command[0])
def test_a_library_of_a_newer_version_is_left_alone(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(filled.parent)
    with sqlite3.connect(filled / "library.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    before = (filled / "library.sqlite").read_bytes()
    problem = one_problem(qa(*command))
    assert "written by a newer version" in problem
    assert "Update Article QA" in problem
    assert (filled / "library.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"this is no database at all, not by far" * 40, b"SQLite format 3\0broken"]
)
@pytest.mark.parametrize("command", [["add", "news"], *READERS], ids=lambda command: command[0])
def test_a_damaged_record_is_left_alone(
    qa: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, command: list[str]
) -> None:
    monkeypatch.chdir(filled.parent)
    for leftover in filled.glob("library.sqlite-*"):
        leftover.unlink()
    (filled / "library.sqlite").write_bytes(content)
    problem = one_problem(qa(*command))
    assert str(filled / "library.sqlite") in problem
    assert "Restore it from a backup" in problem
    assert (filled / "library.sqlite").read_bytes() == content


def test_one_writes_at_a_time(qa: Run, filled: Path, folder: Path) -> None:
    samples.write(folder, "shed.txt", "The shed burnt down.")
    with FileLock(filled / "writer.lock"):
        for command in (["add", folder], ["remove", "boat"], ["rebuild"]):
            problem = one_problem(qa(*command))
            assert "Another process is writing" in problem
            assert "Wait until it is done" in problem
        assert ids(qa) == ["boat", "mill"]
    assert qa("add", folder).status == 0


def test_a_folder_that_is_a_file_holds_no_library(qa: Run, folder: Path) -> None:
    problem = one_problem(qa("add", folder, "--library", folder / "boat.txt"))
    assert "Name another folder with --library" in problem
    assert (folder / "boat.txt").read_text(encoding="utf-8") == BOAT
