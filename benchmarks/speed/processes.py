"""Processes that are measured: each side in one of its own, under the same conditions, in turn."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
"""Environment of both sides: neither waits for a network."""

BYTES = 1 if sys.platform == "darwin" else 1024
"""Number of bytes in the unit in which the system tells a process's largest memory."""


class ChildFailed(Exception):
    """A process that was measured did not end well; the message holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One process that ended well.

    Attributes:
        seconds: from its start to its end.
        peak: the most memory that it held, in MB (10⁶ bytes); at least that of the process that started it,
            which Linux counts in, so that one stays small.
        told: the JSON object in the last line that it printed; empty where that is none.
    """

    seconds: float
    peak: float
    told: Json

    def to_json(self) -> Json:
        """Return the process as plain values for JSON."""
        return {"process_seconds": round(self.seconds, 4), "peak_mb": round(self.peak, 1), **self.told}


def environment() -> dict[str, str]:
    """Return what both sides run with: this environment, without settings of this project, offline."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    return {**kept, **OFFLINE, "PYTHONWARNINGS": "ignore"}


def run(*arguments: str) -> Ran:
    """Run Python with arguments in a process of its own, from the project's folder; raise ChildFailed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        start = perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=complaints,
            cwd=ROOT,
            env=environment(),
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise ChildFailed(
                f"{' '.join(arguments)[:200]} ended with status {process.returncode}:\n{_end(complaints)}"
            )
        out.seek(0)
        return Ran(seconds, used.ru_maxrss * BYTES / 1e6, told_in(out.read().decode("utf-8", "replace")))


def module(name: str, *arguments: object) -> Callable[[], Ran]:
    """Return what runs one module of this package with arguments."""
    return lambda: run("-m", f"benchmarks.speed.{name}", *map(str, arguments))


def qa(*arguments: object) -> Callable[[], Ran]:
    """Return what runs one `qa` command, as the installed script does."""
    whole = ("-c", "import sys; from ui.cli import main; sys.exit(main())", *map(str, arguments))
    return lambda: run(*whole)


def in_turn(sides: Mapping[str, Callable[[], Ran]], times: int, *, warm_up: bool) -> dict[str, list[Ran]]:
    """Run all sides one after another, so many times over: what slows the machine slows each.

    Args:
        warm_up: run each once before, not counted, so that its files are in the page cache.
    """
    if warm_up:
        for side in sides.values():
            side()
    runs: dict[str, list[Ran]] = {name: [] for name in sides}
    for _ in range(times):
        for name, side in sides.items():
            runs[name].append(side())
    return runs


def told_in(printed: str) -> Json:
    """Return the JSON object in the last line, or nothing."""
    last = (printed.strip().splitlines() or [""])[-1]
    try:
        told = json.loads(last)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _end(complaints: Any) -> str:
    complaints.seek(0)
    return str(complaints.read().decode("utf-8", "replace")).strip()[-1500:]
