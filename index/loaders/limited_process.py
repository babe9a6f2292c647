"""Sandboxed parsing of hostile input: a subprocess with a time and a memory limit, bytes in, JSON out.

A parser that loops or grows without bound ends that process, not the program. `run_limited` is the caller's
side, `serve_limited` the subprocess's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.errors import UnreadableArticle
from index.loaders.normalisation import one_line

TIME_LIMIT = 60.0
"""Seconds that parsing may take; an article's page or PDF takes well under one."""

MEMORY_LIMIT = 2 * 1024**3
"""Number of bytes of address space that the subprocess may take."""

_AS_TEXT = "save the article's text as .txt"


def run_limited(
    module: str,
    data: bytes,
    where: str,
    *,
    seconds: float = TIME_LIMIT,
    memory: int = MEMORY_LIMIT,
    arguments: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Run a module that calls `serve_limited` and return what it found in the data.

    Args:
        module: its full name.
        data: what it reads from stdin.
        where: path or address, for errors.
        seconds, memory: its limits; memory in bytes.
        arguments: further arguments of the function that is served.

    Raises:
        UnreadableArticle: a limit was passed, or the module found the data broken or encrypted.
    """
    # -P and PYTHONPATH: the process finds this package, and nothing in the folder it happens to run in.
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, str(memory), *arguments],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableArticle(where, f"reading it takes over {seconds:g} seconds; {_AS_TEXT}") from None
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        found = {"error": "memory" if b"MemoryError" in done.stderr else "broken"}
    if "error" in found:
        raise UnreadableArticle(where, _reason(found["error"], one_line(found.get("detail"), 100)))
    return found


def serve_limited(read: Callable[..., dict[str, Any]]) -> None:
    """Limit this process's memory, let `read` read the bytes on stdin, and print what it returns as JSON."""
    memory, *arguments = sys.argv[1:]
    _limit_memory(int(memory))
    try:
        found = read(sys.stdin.buffer.read(), *arguments)
    except MemoryError:
        found = {"error": "memory"}
    except Exception as error:  # parsers raise more than they document when a file is broken
        found = {"error": "broken", "detail": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(found))


def _reason(error: str, detail: str | None) -> str:
    match error:
        case "memory":
            return f"reading it takes too much memory; {_AS_TEXT}"
        case "encrypted":
            return "encrypted; remove its password and add it again"
        case _:
            return f"broken{f' ({detail})' if detail else ''}; fetch it again, or {_AS_TEXT}"


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):  # a lower one is set already, or the platform has none
        return
