"""What the README shows, run: its terminal sessions, its Python, and the files it points to."""

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from tests.servers.ollama_server import OllamaServer
from tests.servers.scripted import Asked, Reply
from ui.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def written(asked: Asked) -> Reply:
    """Write what the README shows: a sentence that a quote carries, and one whose number it lacks."""
    quotes = re.findall(r"^\[(\d+)\] (.*)$", asked.prompt.rpartition("BEGIN QUOTES")[2], re.MULTILINE)
    number = next(number for number, quote in quotes if "appears to have shipped" in quote)
    return Reply.of(
        "According to an NIS assessment, North Korea appears to have shipped artillery shells, anti-tank "
        f"weapons and portable anti-aircraft missiles to Russia. [{number}] North Korea appears to have "
        f"shipped them in 48 ships, according to an NIS assessment. [{number}]"
    ).but(usage=(1480, 52))


@pytest.fixture
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A library of its own, from the folder where a reader of the README stands, and a scripted model."""
    monkeypatch.setenv("QA_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(ROOT)
    with OllamaServer(written) as server:
        monkeypatch.setenv("OLLAMA_HOST", server.address)
        yield
    qa._opened.cache_clear()


@pytest.mark.usefixtures("own_library")
def test_the_terminal_sessions_show_what_the_terminal_shows(capsys: pytest.CaptureFixture[str]) -> None:
    commands = 0
    for session in blocks("console"):
        for step in session.split("$ ")[1:]:
            command, _, expected = step.partition("\n")
            assert main(shlex.split(command)[1:]) == 0
            shown = " ".join(capsys.readouterr().out.split())
            pattern = ".*".join(re.escape(part) for part in " ".join(expected.split()).split("..."))
            assert re.search(pattern, shown), f"`{command}` does not show {expected!r} but {shown!r}"
            commands += 1
    assert commands >= 3


@pytest.mark.usefixtures("own_library")
def test_the_python_examples_give_what_they_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "seeds"]) == 0
    capsys.readouterr()
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks("python")), {}, "README", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    said: list[str] = []
    runner.run(examples, out=said.append)
    assert runner.summarize(verbose=False).attempted >= 8
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


def test_every_file_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) >= 4
    for link in links:
        assert link.startswith("http") or (ROOT / link).exists(), link


def test_make_knows_the_commands_it_shows() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", README, re.MULTILINE)
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
