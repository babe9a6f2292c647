"""Programs of this project as processes that are forked: what takes seconds to import is imported once.

A fork has an environment, signals and an end of its own, like a program that is started. That a program can
be started at all is proved by the tests that start one.
"""

import atexit
import multiprocessing
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.authorities import leave_out_authorities

FORKS = multiprocessing.get_context("forkserver")
# gradio comes after what sets how it is imported; others are what it, or a library, imports when it is used.
FORKS.set_forkserver_preload(
    [
        *("ui.chat", "gradio", "matplotlib.pyplot", "pydantic.v1", "uvicorn", "prometheus_client"),
        *("chromadb", "chromadb_rust_bindings", "psycopg", "psycopg_pool", "sentencex", "tests.processes"),
    ]
)
ROOT = Path(__file__).parents[1]
LONGEST = 60
"""Seconds after which a program is taken to hang."""

Program = Callable[[list[str]], int]


class Fork:
    """A program that runs, with the face of `subprocess.Popen`; what it prints goes into two files."""

    def __init__(
        self, program: Program, arguments: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        name = f"{program.__name__}-{secrets.token_hex(8)}"
        self._printed = [folder / f"{name}.{end}" for end in ("out", "err")]
        given = (program, list(arguments), dict(environment), self._printed)
        self._process = FORKS.Process(target=_run, args=given)
        self._process.start()

    @property
    def returncode(self) -> int | None:
        """The exit status; a signal that killed it is a negative one; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Return the exit status, None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends; return the exit status."""
        self._process.join(timeout)
        assert self.returncode is not None, "it still runs"
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait until it ends; return what it printed."""
        self.wait(timeout)
        out, err = (printed.read_text(encoding="utf-8") for printed in self._printed)
        return out, err

    def wait_until_it_says(self, words: str) -> None:
        """Wait until these words stand in its output."""
        end = time.monotonic() + LONGEST
        while not self._printed[0].exists() or words not in self._printed[0].read_text(encoding="utf-8"):
            assert self.returncode is None and time.monotonic() < end, f"it never says {words!r}"
            time.sleep(0.05)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self.returncode is None and self._process.pid:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _run(program: Program, arguments: list[str], environment: dict[str, str], printed: list[Path]) -> None:
    """Become the program: its output, environment, folder and signals, and what happens at its end."""
    for number, file in enumerate(printed, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    leave_out_authorities()
    # Kept from before, it would be the parent's.
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = program(arguments)
    finally:
        # A fork of multiprocessing ends without them.
        atexit._run_exitfuncs()
    sys.exit(status)
