"""`qa ask` with a language model: a scripted server that speaks the OpenAI protocol."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply
from tests.ui.commands import Run, one_problem
from ui.cli import main

ROOT = Path(__file__).parents[2]
WHO = "Who was the boat sold to?"
TRUE = "The boat was sold to Bo Berg."
FALSE = "The boat was sold for 48 crowns."
SCRIPT = f"{TRUE} [1] {FALSE} [1]"
MODEL = ("--model", "openai:gull")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    """A server that writes a sentence which holds and one which does not."""
    with OpenAIServer([Reply.of(SCRIPT).but(usage=None)]) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        yield server


def test_an_answer_is_written_and_rests_on_numbered_quotes(
    qa_on_two_articles: Run, served: OpenAIServer
) -> None:
    ran = qa_on_two_articles("ask", WHO, *MODEL)
    assert (ran.status, ran.err) == (0, "")
    lines = [line for line in ran.out.splitlines() if line.strip()]
    assert lines[0] == f"  {TRUE} [1]"
    assert lines[1].startswith(f"  [held back] {FALSE} (")
    assert lines[2] == f"  | {TRUE}"
    assert lines[3].startswith("  [1] ")
    assert lines[-1].startswith("  Written by openai:gull · ")
    assert lines[-1].endswith(" written (counted here: its server does not say)")
    assert WHO in served.requests[0].prompt


def test_strictly_only_what_holds_is_shown(qa_on_two_articles: Run, served: OpenAIServer) -> None:
    ran = qa_on_two_articles("ask", WHO, *MODEL, "--strict")
    assert served.requests
    assert TRUE in ran.out
    assert "48" not in ran.out


def test_as_json_the_writing_is_told_in_full(
    qa_on_two_articles: Run, served: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", "openai:gull")
    monkeypatch.setenv("QA_MODEL_PRICE", "1/2")
    ran = qa_on_two_articles("ask", WHO, "--json")
    assert (ran.status, ran.err) == (0, "")
    writing = ran.json["writing"]
    assert (writing["model"], writing["problem"]) == ("openai:gull", "")
    assert [(one["text"], one["holds"], one["citations"]) for one in writing["sentences"]] == [
        (TRUE, True, [1]),
        (FALSE, False, []),
    ]
    assert writing["usage"]["cost"] > 0


def test_quotes_only_asks_no_model(
    qa_on_two_articles: Run, served: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", "openai:gull")
    assert qa_on_two_articles("ask", WHO, "--quotes-only", "--json").json["writing"] is None
    assert not served.requests


def test_where_the_model_fails_a_line_says_so_and_the_quotes_stand(
    qa_on_two_articles: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenAIServer([Reply(status=401)]) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        ran = qa_on_two_articles("ask", WHO, *MODEL)
    assert ran.status == 0
    assert f"  | {TRUE}" in ran.out.splitlines()
    assert "Asked" not in ran.out
    (problem,) = ran.problems
    assert problem.startswith("qa: openai:gull")
    assert "Set QA_MODEL_KEY" in problem
    assert problem.endswith(" The exact quotes stand in its place.")


def test_of_an_answer_that_broke_off_the_beginning_stands(
    qa_on_two_articles: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenAIServer([Reply.of(f"{TRUE} [1] The boat w").but(cut_after=9, cut="reset")]) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        ran = qa_on_two_articles("ask", WHO, *MODEL)
    assert ran.status == 0
    assert f"  {TRUE} [1]" in ran.out.splitlines()
    assert [problem.partition(".")[0] for problem in ran.problems] == [
        "qa: The answer of openai:gull broke off"
    ]


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("gull", "“gull” names no model. Write PROVIDER:MODEL"),
        ("openai:gull", "openai:gull wants a key, and none is set. Set QA_MODEL_KEY or OPENAI_API_KEY."),
        ("nobody:gull", "nobody:gull cannot be set up"),
        ("mistralai:gull", "The package for mistralai:gull is missing. Install it: pip install"),
    ],
)
def test_what_is_wrong_with_a_model_is_told_before_anything_is_asked(
    qa_on_two_articles: Run, monkeypatch: pytest.MonkeyPatch, model: str, reason: str
) -> None:
    for variable in ("OPENAI_API_KEY", "OPENAI_API_BASE", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    ran = qa_on_two_articles("ask", WHO, "--model", model)
    assert reason in one_problem(ran)
    assert ran.out == ""


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal")
def test_on_a_terminal_the_prose_grows_and_the_answer_stays(
    qa_on_two_articles: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty

    screen, its_end = pty.openpty()
    for name, value in {"TERM": "xterm", "COLUMNS": "100", "LINES": "30"}.items():
        monkeypatch.setenv(name, value)
    with (
        OpenAIServer([Reply.of(SCRIPT, 12).but(between=0.2)]) as server,
        ThreadPoolExecutor(1) as reader,
    ):
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        reading = reader.submit(_read, screen)
        with os.fdopen(its_end, "w", encoding="utf-8") as terminal, monkeypatch.context() as patch:
            for stream in ("stdout", "stderr"):
                patch.setattr(sys, stream, terminal)
            assert main(["ask", WHO, *MODEL]) == 0
        seen = reading.result(60)
    os.close(screen)
    assert "Writing…" in seen
    assert "(not checked yet) " in seen
    assert f"9m{FALSE}" in seen, "what is held back is struck through"
    assert seen.rindex("Written by openai:gull") > seen.rindex("(not checked yet) ")


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_cancels_the_request_and_leaves_what_was_checked(
    qa_on_two_articles: Run, tmp_path: Path
) -> None:
    pieces = (f"{TRUE} [1] ", "The mill ", "and so on")
    with (
        OpenAIServer([Reply(pieces, cut_after=2, cut="silence")]) as server,
        _on_a_terminal(tmp_path, server) as (process, screen),
    ):
        assert "The mill" in _read(screen, until="The mill")
        process.send_signal(signal.SIGINT)
        seen = _read(screen)
        assert process.wait(60) == 130
        assert server.wait_until(lambda told: told.closed_early == 1)
    stopped = seen[seen.index("qa: Stopped before its end.") :]
    assert f"  {TRUE}" in stopped
    assert "Traceback" not in seen


@contextmanager
def _on_a_terminal(folder: Path, server: OpenAIServer) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """Start `qa ask` on a terminal of its own; give the process and the terminal to read from."""
    import pty

    screen, its_end = pty.openpty()
    environment = {"QA_LIBRARY": str(folder / "library"), "QA_MODEL_URL": server.url, "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.with_words", "ask", WHO, *MODEL],
        env={**os.environ, **environment, "COLUMNS": "100", "LINES": "30"},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=its_end,
        stderr=its_end,
    ) as process:
        os.close(its_end)
        try:
            yield process, screen
        finally:
            process.kill()
            os.close(screen)


def _read(screen: int, until: str = "") -> str:
    """Return what is written to a terminal until some words are, or until whoever writes is gone."""
    seen = ""
    while not until or until not in seen:
        try:
            part = os.read(screen, 65536)
        except OSError:
            part = b""
        if not part:
            break
        seen += part.decode(errors="replace")
    return seen
