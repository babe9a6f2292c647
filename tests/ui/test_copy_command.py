"""`qa copy`: a library goes to another place, and nothing is lost on the way."""

from pathlib import Path

import pytest

from index.copying import Copied
from tests.servers.shared_places import shared_place
from ui.cli import main
from ui.copy_command import told


def printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(list(map(str, arguments))) == 0
    return capsys.readouterr().out


@pytest.fixture
def first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A library of one article."""
    (tmp_path / "mill.txt").write_text("Mill\n\nThe mill of Aahus was sold to Bo Berg for 40 crowns.\n")
    printed(capsys, "add", tmp_path / "mill.txt", "--library", tmp_path / "first")
    return tmp_path / "first"


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_library_is_copied_and_answers_as_before(
    is_shared: bool,
    first: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second: str | Path = tmp_path / "second"
    if is_shared:
        place = shared_place(tmp_path / "data")
        monkeypatch.setenv("QA_DATABASE_SCHEMA", place.schema)
        monkeypatch.setenv("QA_LIBRARY", str(place.folder))
        second = place.address
    copied = printed(capsys, "copy", "--from", first, "--to", second)
    assert "Copied 1 article, 0 were there already." in copied
    assert "1 were there already" in printed(capsys, "copy", "--from", first, "--to", second)
    # What a library reads of an article is kept: asked a second time, nothing is read anew.
    shown = [
        printed(capsys, "ask", "Who bought the mill?", "--json", "--library", place)
        for place in (first, second, first)
    ]
    assert shown[0] == shown[1] == shown[2]
    assert "Bo Berg" in shown[0]


def test_a_library_that_is_not_there_is_an_error_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["copy", "--from", str(tmp_path / "none"), "--to", str(tmp_path / "new")]) == 1
    assert "qa add" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_what_was_copied_is_told_in_a_line() -> None:
    assert told(Copied(2, 3, 1, 4)) == (
        "Copied 2 articles, 3 were there already; 4 conversations with what readers thought of the answers; "
        "1 article only there."
    )
