"""`qa list`, `qa show`, `qa remove`."""

import json
from pathlib import Path

import pytest

from tests.index.loaders import samples
from tests.ui.commands import Run
from tests.ui.library_commands.library import BOAT, MILL, ids, one_problem


def test_the_list_shows_what_there_is(qa: Run, tmp_path: Path) -> None:
    row = {"id": "gull-1", "title": "The mill", "text": MILL, "source": "The Gull", "published": "2024-05-01"}
    qa("add", samples.write(tmp_path, "news.jsonl", json.dumps(row)))
    heading, line = qa("list").out.splitlines()
    assert heading.split() == ["id", "title", "source", "published"]
    assert line.split("  ")[0] == "gull-1"
    assert all(part in line for part in ("The mill", "The Gull", "2024-05-01"))
    (card,) = qa("list", "--json").json
    assert card == {
        **{"id": "gull-1", "title": "The mill", "source": "The Gull", "author": None, "url": None},
        **{"published": "2024-05-01", "path": f"{tmp_path / 'news.jsonl'}#1"},
    }


def test_a_long_id_and_title_stay_on_one_line_in_a_pipe(qa: Run, tmp_path: Path) -> None:
    row = {"id": "i" * 60, "title": "A title of many words " * 4, "text": MILL, "source": "The Gull"}
    qa("add", samples.write(tmp_path, "news.jsonl", json.dumps(row)))
    assert len(qa("list").out.splitlines()) == 2


def test_an_empty_library_says_how_to_fill_it(qa: Run, filled: Path) -> None:
    qa("remove", "boat", "mill")
    ran = qa("list")
    assert (ran.status, ran.out) == (0, f"The library at {filled} is empty. Run `qa add PATH...`.\n")
    assert qa("list", "--json").json == []
    assert qa("check").status == 0


def test_show_prints_the_text_to_check_quotes_against(qa: Run, filled: Path, folder: Path) -> None:
    shown = qa("show", "boat", "--json").json
    assert set(shown) == {
        *("id", "title", "source", "author", "published", "url", "path", "body_start", "text")
    }
    assert shown["text"] == BOAT
    assert shown["path"] == str(folder / "boat.txt")
    read = qa("show", "boat").out
    assert BOAT in read
    assert f"path: {folder / 'boat.txt'}" in read


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_unknown_id_points_to_the_list(qa: Run, filled: Path, command: str) -> None:
    assert "No article 'mast' in this library. `qa list` shows them." in one_problem(qa(command, "mast"))


def test_removing_leaves_the_files(qa: Run, filled: Path, folder: Path) -> None:
    ran = qa("remove", "boat", "boat")
    assert (ran.status, ran.out) == (0, "Removed boat.\n")
    assert ids(qa) == ["mill"]
    assert (folder / "boat.txt").is_file()
    assert qa("check").status == 0


def test_removing_is_all_or_nothing(qa: Run, filled: Path) -> None:
    assert one_problem(qa("remove", "boat", "mast"))
    assert ids(qa) == ["boat", "mill"]
