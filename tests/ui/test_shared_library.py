"""The commands on a library in PostgreSQL, as on one in a folder."""

import json
import sys
from pathlib import Path

import pytest

from index.store.place import SharedPlace
from tests.servers.shared_places import shared_place
from ui.cli import main


@pytest.fixture(params=["inside", "servers"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedPlace:
    """A place that the environment names."""
    place = shared_place(tmp_path / "data", on_servers=request.param == "servers")
    monkeypatch.setenv("QA_DATABASE_URL", place.address)
    monkeypatch.setenv("QA_DATABASE_SCHEMA", place.schema)
    monkeypatch.setenv("QA_LIBRARY", str(place.folder))
    monkeypatch.setenv("QA_CHROMA_URL", ",".join(map(str, place.chroma)))
    return place


def test_every_command_works_on_it(
    place: SharedPlace, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lakes.txt").write_text("Lakes\n\nBo Berg sold the ferry to Aahus in March.\n")
    (tmp_path / "hills.txt").write_text("Hills\n\nThe hills of Havnia are green.\n")
    assert main(["add", str(tmp_path / "lakes.txt"), str(tmp_path / "hills.txt")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("2 added, 0 updated, 0 unchanged; the library at postgresql://")
    assert main(["ask", "To whom did Bo Berg sell the ferry?", "--json"]) == 0
    assert "Aahus" in json.loads(capsys.readouterr().out)["text"]
    assert main(["search", "green hills"]) == 0
    assert "Havnia" in capsys.readouterr().out
    assert main(["remove", "hills"]) == 0
    assert main(["rebuild"]) == 0
    assert main(["check"]) == 0
    assert "All is well: 1 article, 1 passage." in capsys.readouterr().out
    assert main(["feedback"]) == 1
    assert "No feedback in the library at postgresql://" in capsys.readouterr().err
    # By hand it is named without the environment.
    monkeypatch.delenv("QA_DATABASE_URL")
    monkeypatch.delenv("QA_CHROMA_URL")
    assert main(["list", "--library", place.address]) == 0
    assert "lakes" in capsys.readouterr().out
    assert main(["list", "--library", str(tmp_path / "nothing")]) == 1
    assert "No library at" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"QA_DATABASE_URL": "mysql://a/b"}, "QA_DATABASE_URL is no address of a database"),
        ({"QA_DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "Cannot connect to the library at postgresql://"),
        ({"QA_CHROMA_URL": "http://127.0.0.1:1"}, "Set QA_DATABASE_URL to a PostgreSQL database"),
        ({"QA_DATABASE_URL": "postgresql:///x", "QA_CHROMA_URL": "nowhere"}, "QA_CHROMA_URL: 'nowhere' is"),
        ({"QA_DATABASE_URL": "postgresql:///x", "QA_DATABASE_SCHEMA": "A b"}, "QA_DATABASE_SCHEMA"),
        (
            {"QA_DATABASE_URL": "postgresql:///x", "QA_DATABASE_REPLICA_URL": "two.example"},
            "QA_DATABASE_REPLICA_URL is no address of a database",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(
    settings: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(["list"]) == 1
    complaint = capsys.readouterr().err
    assert said in complaint
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("command", [["list"], ["add", "seeds"], ["chat", "--no-browser"]])
def test_a_package_that_is_missing_is_named_with_what_installs_it(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for package in ("psycopg", "psycopg_pool"):
        monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setenv("QA_DATABASE_URL", "postgresql://127.0.0.1:1/x")
    assert main(command) == 1
    complaint = capsys.readouterr().err
    assert 'pip install "article-qa[server]"' in complaint
    assert complaint.count("\n") == 1
