"""`qa chat` as a process of its own (a fork), with an embedder that counts words.

A question with the word "slowly" takes `SLOW` seconds.
"""

import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.forks import Fork
from tests.ui.browsing import free_port

SLOW = 3.0
ELSE = (None, None, None, None, None, None, False, True)
SIGNED_IN = ("--auth", "ada:lovelace", "--auth", "bo:berg")


class ChatProcess:
    """One running server."""

    def __init__(self, process: Fork, port: int) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> httpx.Response:
        """Ask the server itself, as whoever starts or watches it does."""
        return httpx.get(f"{self.url}{path}", trust_env=False, timeout=30)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Stop the server; return its exit status and what it printed."""
        self.process.send_signal(by)
        out, err = self.process.communicate(timeout=60)
        return self.process.wait(), out, err

    def wait_until_asked(self) -> None:
        """Wait until a question is being answered."""
        while "article_qa_questions_running 1.0" not in self.get("/metrics").text:
            time.sleep(0.05)

    def wait_until_alive(self) -> None:
        """Wait until the server replies."""
        end = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < end:
            try:
                if self.get("/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(self.process.communicate(timeout=10))


@contextmanager
def chats(library: Path, number: int, *flags: str, **settings: str) -> Iterator[list[ChatProcess]]:
    """Start servers of one library at once; what is still there in the end is killed."""
    started: list[ChatProcess] = []
    environment = os.environ | {"QA_LIBRARY": str(library)} | settings
    with tempfile.TemporaryDirectory(prefix="chats-") as printed:
        try:
            for _ in range(number):
                port = free_port()
                arguments = ["chat", "--no-browser", "--port", str(port), *flags]
                started.append(ChatProcess(Fork(_chat, arguments, environment, Path(printed)), port))
            for chat in started:
                chat.wait_until_alive()
            yield started
        finally:
            for chat in started:
                chat.process.kill()
                chat.process.wait(20)


@contextmanager
def visitor(url: str, name: str = "") -> Iterator[httpx.Client]:
    """Visit a server as a program does, signed in where a name is given."""
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        if name:
            password = {"ada": "lovelace", "bo": "berg"}[name]
            client.post("/login", data={"username": name, "password": password}).raise_for_status()
        yield client


def begun(client: httpx.Client, question: str) -> str:
    """Begin a question through the endpoint for programs; return the id of its event."""
    response = client.post("/gradio_api/call/ask", json={"data": [question, *ELSE]})
    response.raise_for_status()
    return str(response.json()["event_id"])


def read(
    client: httpx.Client, event: str, at_the_server: Callable[[], object] = lambda: None
) -> dict[str, Any]:
    """Read the answer of an event; {} where there is none. Something may be done once the server sends it."""
    kind = ""
    try:
        with client.stream("GET", f"/gradio_api/call/ask/{event}") as response:
            at_the_server()
            for line in response.iter_lines():
                kind = line.removeprefix("event: ") if line.startswith("event: ") else kind
                if line.startswith("data: ") and kind == "complete":
                    answer: dict[str, Any] = json.loads(line.removeprefix("data: "))[0]
                    return answer
    except httpx.RemoteProtocolError:
        pass
    return {}


def _chat(arguments: list[str]) -> int:
    from qa import defaults
    from qa.answers import Drafts
    from qa.assistant import Assistant
    from tests.fakes import WordEmbedder
    from ui.cli import main

    embedder, draft = WordEmbedder(), Assistant.draft

    def slow_draft(self: Assistant, question: str, *given: Any, **options: Any) -> Drafts:
        if "slowly" in question:
            time.sleep(SLOW)
        return draft(self, question, *given, **options)

    defaults._embedder = lambda _model, _download: embedder  # type: ignore[assignment]
    Assistant.draft = slow_draft  # type: ignore[method-assign]
    return main(arguments)
