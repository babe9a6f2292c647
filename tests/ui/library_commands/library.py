"""What is in the library of these tests, and the ways to look at what its commands say."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.ui.commands import Ran, Run

ROOT = Path(__file__).parents[3]
BOAT = "The boat was sold to Bo Berg in Turku. It has two masts."
MILL = "The mill was sold to Ada Lind. It stands by the river."
READERS = [["list"], ["show", "boat"], ["remove", "boat"], ["check"], ["rebuild"], ["ask", "Who?"]]
READERS += [["search", "boat"], ["chat", "--no-browser"]]


def ids(qa: Run) -> list[str]:
    return [card["id"] for card in qa("list", "--json").json]


def in_a_process(library: Path, *arguments: str | Path, before: Sequence[str] = ()) -> Ran:
    """Run the command in a process of its own: what libraries print and log is seen too."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.ui.with_words", *map(str, arguments)],
        env={**os.environ, "QA_LIBRARY": str(library)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def one_problem(ran: Ran) -> str:
    """Return the one line that says what is wrong; the command ended with status 1."""
    assert ran.status == 1
    assert len(ran.problems) == 1, ran.err
    assert ran.problems[0].startswith("qa: ")
    return ran.problems[0]
