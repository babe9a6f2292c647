from pathlib import Path

import pytest

from index.loaders import MAX_NAMED, FoundFiles
from ui.leftovers import tell_of_fields, tell_of_files

FOLDER = Path("/news")


def found(*left_out: str, passed_over: tuple[str, ...] = ()) -> FoundFiles:
    return FoundFiles(
        (), tuple(FOLDER / name for name in left_out), tuple(FOLDER / name for name in passed_over)
    )


def test_files_that_may_hold_articles_stand_first_with_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_of_files(FOLDER, found("a.jpg", "sub/letter.EML", "table.csv"))
    said = capsys.readouterr().out
    assert "read: sub/letter.EML, table.csv, a.jpg. The formats are .txt, .md" in said
    assert said.endswith(
        "; save mail and saved pages as .html or .pdf; save tables and data as .jsonl, one article a line.\n"
    )


def test_of_many_files_the_first_are_named_and_the_others_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_files(FOLDER, found(*(f"{number:03}.rtf" for number in range(MAX_NAMED + 1_500))))
    said = capsys.readouterr().out
    assert f"{MAX_NAMED - 1:03}.rtf and 1,500 more. The formats" in said


def test_folders_that_were_passed_over_are_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_files(FOLDER, found(passed_over=(".git", "node_modules")))
    assert capsys.readouterr().out == "Passed over, hidden or a program's own: .git, node_modules.\n"


def test_where_nothing_was_left_out_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_files(FOLDER, found())
    tell_of_fields([])
    assert capsys.readouterr().out == ""


def test_a_name_of_two_lines_is_told_in_one(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_files(FOLDER, found("a\n\x1b[31m.eml"))
    assert capsys.readouterr().out.count("\n") == 1


def test_of_many_fields_the_first_are_told_and_the_others_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_fields([f"a.jsonl:{number}: no day" for number in range(MAX_NAMED + 2)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Kept without what could not be read of them:", "  a.jsonl:0: no day"]
    assert len(lines) == MAX_NAMED + 2
    assert lines[-1] == "  and 2 more"
