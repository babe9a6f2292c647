"""What a user does, one thing after another, in a process of its own; prints what came of it as JSON.

With `--raise-loopback` first the loopback interface of a new network namespace is set up.
"""

import fcntl
import io
import json
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import httpx

from ui.cli import main

ROOT = Path(__file__).parents[2]
MISSION = "What did North Korea reportedly ship to Russia?"
SET_FLAGS, UP = 0x8914, 0x1
"""Of the request that changes an interface (SIOCSIFFLAGS), and the flag that it is up (IFF_UP)."""


def run(*arguments: str) -> dict[str, Any]:
    """Run a command in this process."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        status = main(arguments)
    return {"status": status, "out": printed.getvalue()}


@contextmanager
def chat(port: int) -> Iterator[str]:
    """Serve the chat in a process of its own; give its address once it answers."""
    started = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
    with subprocess.Popen([*started, "chat", "--no-browser", "--port", str(port)], stdout=2) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + 120
            while True:
                assert process.poll() is None, "the chat has ended"
                assert time.monotonic() < until, "the chat does not answer"
                try:
                    httpx.get(address, trust_env=False).raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield address
        finally:
            process.terminate()


def chatted(address: str, question: str) -> str:
    """Ask as the page does; return everything the server sends until it is done."""
    with httpx.Client(base_url=address, trust_env=False, timeout=120) as client:
        steps = client.get("/config").json()["dependencies"]
        asks = next(
            step for step in steps if [target[1] for target in step["targets"]] == ["submit", "click"]
        )
        body = {"data": [question, "", None], "fn_index": asks["id"], "session_hash": "errands"}
        client.post("/gradio_api/queue/join", json=body).raise_for_status()
        sent = []
        with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "errands"}) as stream:
            for line in stream.iter_lines():
                sent.append(line)
                if "process_completed" in line:
                    break
        return "\n".join(sent)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def go(folder: Path) -> dict[str, Any]:
    """Run all errands; `folder` is for what they write."""
    questions = folder / "questions.jsonl"
    row = {
        "question": MISSION,
        "answers": ["artillery shells"],
        "relevant": {"korea-herald-putin-pyongyang-trip": 1},
    }
    questions.write_text(json.dumps(row), encoding="utf-8")
    done: dict[str, Any] = {
        "add": run("add", str(ROOT / "seeds")),
        "list": run("list", "--json"),
        "search": run("search", "arms shipments", "--json"),
        "ask": run("ask", MISSION, "--json"),
        "eval": run("eval", str(questions), "--articles", str(ROOT / "seeds")),
        "check": run("check"),
        "workers": run("add", "--workers", "1", str(ROOT / "seeds")),
    }
    with chat(free_port()) as address:
        page = httpx.get(address, trust_env=False).text
        done["chat"] = {"status": 0, "out": chatted(address, MISSION), "page": page}
    routes = Path("/proc/net/route")
    done["routes"] = routes.read_text(encoding="ascii").splitlines()[1:] if routes.exists() else None
    return done


def raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


if __name__ == "__main__":
    if "--raise-loopback" in sys.argv:
        raise_loopback()
    sys.stdout.write(json.dumps(go(Path(sys.argv[1]))))
