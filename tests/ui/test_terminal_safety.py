"""Whatever others wrote is shown on a terminal, and never obeyed."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ingest
from index.articles import Article
from index.library import Library
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Run
from tests.ui.signs import ANY_TEXT, COLOUR, SIGNS, safe
from ui import terminal

ROOT = Path(__file__).parents[2]

# Text made safe


@given(text=ANY_TEXT)
def test_plain_text_is_one_line_that_no_terminal_obeys(text: str) -> None:
    plain = terminal.plain(text)
    assert "\n" not in plain
    assert safe(plain)
    assert plain == terminal.plain(plain) == plain.strip()


@given(text=ANY_TEXT)
def test_plain_text_keeps_every_letter_and_sign_in_order(text: str) -> None:
    def visible(text: str) -> list[str]:
        return [char for char in text if unicodedata.category(char)[0] in "LMNPS"]

    assert visible(terminal.plain(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  two\twords\r\n", "two words"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("a\u202eb\u2066c\u200fd\ufeffe", "abcde"),
        ("co\N{SOFT HYPHEN}operate", "cooperate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("10\N{NO-BREAK SPACE}000", "10 000"),
        ("half \ud800 a pair", "half a pair"),
        ("", ""),
    ],
)
def test_what_plain_text_looks_like(text: str, plain: str) -> None:
    assert terminal.plain(text) == plain


@given(
    value=st.recursive(
        ANY_TEXT | st.integers() | st.none(), lambda part: st.lists(part) | st.dictionaries(ANY_TEXT, part)
    )
)
def test_json_says_the_same_and_no_terminal_obeys_it(value: Any) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for encoding in ("utf-8", "ascii", "cp1252"):
            file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            monkeypatch.setattr(sys, "stdout", file)
            terminal.print_json(value)
            file.seek(0)
            printed = file.read()
            assert json.loads(printed) == value
            assert all(char.isprintable() for char in printed.replace("\n", ""))


def test_json_can_be_read_in_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json({"title": "Ünï “quoted” 생명 😀"})
    assert capsys.readouterr().out == '{\n "title": "Ünï “quoted” 생명 😀"\n}\n'


def test_json_goes_where_no_encoding_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stdout", file)
    terminal.print_json(["é"])
    assert json.loads(file.getvalue()) == ["é"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_problem_is_one_line(capsys: pytest.CaptureFixture[str], sign: str) -> None:
    terminal.complain(f"two  blanks{sign}.txt does not exist.")
    printed = capsys.readouterr().err
    assert printed.startswith("qa: two  blanks\\")
    assert printed.endswith(".txt does not exist.\n")
    assert safe(printed)
    assert printed.count("\n") == 1


# What others wrote is only shown


@pytest.fixture
def hostile(tmp_path: Path) -> list[Article]:
    """Articles that would like to command a terminal, in the library the commands use."""
    articles = [
        Article(
            id=f"evil{number}{sign}",
            text=f"The boat {sign} was sold to {sign}Bo Berg{sign}.\n\n[red]{sign}",
            title=f"The{sign} boat{sign}",
            source=f"Gull{sign}",
            author=f"{sign}Ada",
            url=f"https://example.org/{sign}",
            path=str(tmp_path / "news" / f"evil{number}{sign}.txt"),
        )
        for number, sign in enumerate(SIGNS)
    ]
    samples.write(tmp_path, "news/boat.txt", "The boat was painted.")
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        assert not ingest.add(library, articles)
    return articles


def test_no_command_prints_what_a_terminal_would_obey(
    qa: Run, hostile: list[Article], tmp_path: Path
) -> None:
    commands: list[list[str | Path]] = [
        ["list"],
        ["list", "--json"],
        ["search", "boat"],
        ["search", "boat", "--json"],
        ["ask", "Who was the boat sold to?"],
        ["ask", "Who was the boat sold to?", "--json"],
        ["ask", "Who ate the cheese\x1b[31m\u202e?"],
        ["show", "\x1b[31m\u202e\n"],
        ["add", tmp_path / "news"],
        ["add", "/nowhere\x1b[31m\u202e\n.txt"],
        ["list", "--library", "/nowhere\x1b[31m\u202e\n"],
    ]
    for article in hostile:
        commands += [["show", article.id], ["show", article.id, "--json"], ["remove", article.id]]
    for command in commands:
        ran = qa(*command)
        assert ran.out + ran.err
        assert safe(ran.out + ran.err), command
        assert len(ran.problems) <= 1


def test_escapes_in_json_lead_back_to_the_words(qa: Run, hostile: list[Article]) -> None:
    for article in hostile:
        told = qa("show", article.id, "--json").json
        assert (told["id"], told["text"], told["title"]) == (article.id, article.text, article.title)


def on_a_terminal(*arguments: str, library: Path) -> str:
    """Run the command on a terminal of its own; return every byte it sent there."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.with_words", *arguments],
        env={**os.environ, "QA_LIBRARY": str(library), "TERM": "xterm-256color", "COLUMNS": "60"},
        cwd=ROOT,
        stdin=its,
        stdout=its,
        stderr=its,
    ) as process:
        os.close(its)
        sent = b"".join(_sent(ours))
        assert process.wait(60) == 0
    os.close(ours)
    return sent.decode("utf-8")


def _sent(terminal_end: int) -> Iterator[bytes]:
    try:
        while block := os.read(terminal_end, 65536):
            yield block
    except OSError:  # how Linux tells that the other end was closed
        return


@pytest.mark.parametrize(
    ("command", "told"), [(["list"], "evil0"), (["ask", "Who was the boat sold to?"], "Bo Berg")]
)
def test_a_real_terminal_gets_our_own_colours_only(
    hostile: list[Article], tmp_path: Path, command: list[str], told: str
) -> None:
    sent = on_a_terminal(*command, library=tmp_path / "library")
    ours = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[2K|\x1b\[1A|\r")
    assert COLOUR.search(sent), "no colour at all: is this a terminal?"
    assert told in sent
    assert "\x1b[31m" not in sent
    assert safe(ours.sub("", sent))
