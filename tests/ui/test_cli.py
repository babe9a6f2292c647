import io
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from index import ingest
from index.articles import Article
from index.errors import LibraryMissing
from index.library import Library
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Run
from ui import library_commands
from ui.cli import COMMANDS, main, parser
from ui.settings import MOST_PASSAGES

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
HEAVY = {
    *("torch", "transformers", "sentence_transformers", "chromadb", "numpy", "sqlite3", "rich"),
    *("gradio", "langchain", "langchain_core", "mcp", "trafilatura", "pypdf", "docx", "httpx", "jinja2"),
}


WRITING = [["ask", "Who?"], ["chat"], ["mcp"], ["eval", "questions.jsonl"]]
"""Commands that a language model may write for."""


def modules_after(statements: str, library: Path | None = None) -> set[str]:
    """Return what a fresh Python has imported after some statements."""
    done = subprocess.run(
        [sys.executable, "-c", f"{statements}\nimport sys\nsys.stderr.write('\\n' + ' '.join(sys.modules))"],
        env={**os.environ, **({"QA_LIBRARY": str(library)} if library else {})},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


# What each command may import


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["add", "--help"], ["nonsense"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    ended = f"from ui.cli import main\ntry:\n    main({arguments})\nexcept SystemExit:\n    pass"
    assert "ui" in modules_after(ended)
    assert not modules_after(ended) & HEAVY


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not modules_after("import qa, index, ui") & HEAVY


def test_asking_imports_only_what_it_needs(seed_folder: Path) -> None:
    imported = modules_after("from ui.cli import main\nassert main(['ask', 'Who?']) == 0", seed_folder)
    assert "onnxruntime" in imported
    # The samples are few passages, so not even the vector index is opened.
    slow = {"torch", "transformers", "sentence_transformers", "openvino", "chromadb", "gradio"}
    assert not imported & (slow | {"langchain", "langchain_core", "trafilatura", "pypdf", "docx"})
    # No language model is set.
    assert not imported & {"langchain_openai", "openai", "anthropic", "ollama", "httpx", "langsmith"}


# Usage


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(qa: Run, command: str) -> None:
    ran = qa(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"usage: qa {command}" in ran.out
    assert "--library DIR" in ran.out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "required: COMMAND"),
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["add"], "required: PATH"),
        (["show"], "required: ID"),
        (["remove"], "required: ID"),
        (["ask"], "required: QUESTION"),
        (["search"], "required: QUERY"),
        (["eval"], "required: QUESTIONS"),
        (["password"], "required: NAME"),
        (["ask", "Who?", "--since", "yesterday"], "'yesterday' is not a day like 2024-06-16"),
        (["ask", "Who?", "--until", "2024-02-30"], "'2024-02-30' is not a day like 2024-06-16"),
        (["chat", "--port", "-5"], "'-5' is not a number from 0 (any that is free) to 65535"),
        (["chat", "--port", "65536"], "'65536' is not a number from 0"),
        (["search", "boat", "-k", "0"], f"'0' is not a number from 1 to {MOST_PASSAGES}"),
        (["search", "boat", "-k", "-1"], "'-1' is not a number"),
        (["search", "boat", "-k", "two"], "'two' is not a number"),
        (["search", "boat", "-k", "9" * 5000], "-k"),
        (["search", "boat", "-k", str(MOST_PASSAGES + 1)], "is not a number"),
        (["chat", "--port", "many"], "'many' is not a number from 0"),
        *(([*command, "--model", " "], "is empty; name a model like") for command in WRITING),
        *(([*command, "--model", "a:b", "--quotes-only"], "not allowed with") for command in WRITING),
        (["search", "boat", "--model", "ollama:llama3.2"], "unrecognized arguments"),
        (["list", "--nonsense"], "unrecognized arguments: --nonsense"),
    ],
)
def test_wrong_usage_says_what_is_wrong(qa: Run, arguments: list[str], reason: str) -> None:
    ran = qa(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert reason in ran.problems[-1]
    assert ran.problems[0].startswith("usage: qa")


def test_every_command_is_there() -> None:
    for command, needs in {"add": ["x"], "show": ["x"], "remove": ["x"], "ask": ["x"]}.items():
        assert parser().parse_args([command, *needs]).command == command
    flags = parser().parse_args(["search", "boat", "--source", "A", "--source", "B", "-k", "3"])
    assert (flags.source, flags.k, flags.json, flags.library) == (["A", "B"], 3, False, None)


# Errors


def test_an_error_is_one_line_and_status_1(qa: Run, tmp_path: Path) -> None:
    ran = qa("list", "--library", tmp_path / "nowhere")
    assert (ran.status, ran.out) == (1, "")
    assert ran.problems == [
        f"qa: No library at {tmp_path / 'nowhere'}. Run `qa add PATH...` to make one, or name another with "
        "--library."
    ]


def test_debug_shows_where_an_error_came_from(qa: Run, tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        qa("list", "--debug", "--library", tmp_path / "nowhere")


def test_a_bug_is_not_hidden(qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_flags: Namespace) -> int:
        raise RuntimeError("a bug")

    monkeypatch.setattr(library_commands, "list_articles", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        qa("list")


def test_ctrl_c_ends_with_130_and_no_traceback(qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_flags: Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(library_commands, "rebuild", interrupted)
    ran = qa("rebuild")
    assert (ran.status, ran.out) == (130, "")
    assert ran.problems == ["qa: stopped; what was stored so far is kept."]


def test_the_flag_comes_before_the_environment(qa: Run, tmp_path: Path) -> None:
    file = samples.write(tmp_path, "boat.txt", "The boat was sold.")
    assert qa("add", file, "--library", tmp_path / "other").status == 0
    assert (tmp_path / "other" / "library.sqlite").is_file()
    assert not (tmp_path / "library").exists()


# Where it prints


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library whose list is longer than a pipe holds."""
    articles = [
        Article(id=f"a{number}", text=f"Report {number}.", title=f"The title of report {number} " * 5)
        for number in range(1500)
    ]
    folder = tmp_path_factory.mktemp("many")
    with Library.open(folder, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, articles)
    return folder


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [(["list"], 1), (["list", "--json"], 1), (["show", "a1", "--json"], 0), (["show", "a1"], 0)],
)
def test_a_reader_that_goes_away_is_no_error(many: Path, arguments: list[str], lines: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.with_words", *arguments],
        # Unbuffered, Python leaves away what a pipe does not take.
        env={**os.environ, "QA_LIBRARY": str(many), "PYTHONUNBUFFERED": ""},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        for _ in range(lines):
            assert process.stdout.readline().strip()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("arguments", [["list"], ["ask", "Who?"], ["show", "a1"]], ids=lambda given: given[0])
def test_a_terminal_of_few_letters_is_no_error(
    tmp_path: Path, words: WordEmbedder, monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: list[str]
) -> None:
    article = Article(id="a1", text="Who said “yes”? Péter.", title="Ceaușescu — 생명")
    with Library.open(tmp_path, words, create=True) as library:
        assert not ingest.add(library, [article])
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    assert main([*arguments, "--library", str(tmp_path)]) == 0
    printed = raw.getvalue().decode(encoding)
    assert "Ceau" in printed
    assert ("Ceaușescu" in printed) is (encoding == "utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["show", "a1"]])
def test_a_full_disk_is_named(many: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tests.ui.with_words", *arguments],
            env={**os.environ, "QA_LIBRARY": str(many), "PYTHONUNBUFFERED": ""},
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "qa: The output cannot be written (No space left on device). Free some space, try again."
    ]


@pytest.mark.parametrize(
    ("arguments", "status"), [(["list"], 0), (["list", "--json"], 0), (["show", "-"], 1)]
)
def test_where_nobody_listens_it_works_all_the_same(many: Path, arguments: list[str], status: int) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" "$@" >&- 2>&-', sys.executable, "-m", "tests.ui.with_words", *arguments],
        env={**os.environ, "QA_LIBRARY": str(many)},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == status


# Which library


def test_no_name_is_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["list", "--library", ""])
    assert ended.value.code == 2
    assert "argument --library: is empty; name a folder" in capsys.readouterr().err


def test_a_folder_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    try:
        assert main(["list", "--library", "library"]) == 1
    finally:
        os.chdir(tmp_path)
    assert "name the library in full" in capsys.readouterr().err
