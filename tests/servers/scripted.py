"""What a scripted server replies, and what it has seen: real HTTP on loopback.

    with OpenAIServer([Reply.of("The lake froze [1]."), Reply(status=500)]) as server:
        settings = server.settings()              # for `open_model`; or QA_MODEL_URL=server.url, QA_MODEL=x
        …
        server.requests[0].body["messages"]       # what was asked

A script is a sequence of replies, of which the last is repeated, or a function from a request to its reply.
"""

import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self


@dataclass(frozen=True)
class Asked:
    """A request: the JSON of its body, its headers in small letters, its path."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]
    path: str

    @property
    def prompt(self) -> str:
        """All messages, one after the other."""
        return "\n".join(message["content"] for message in self.body["messages"])


@dataclass(frozen=True)
class Reply:
    """What a server does with one request.

    Attributes:
        pieces: the text as it is streamed.
        status: an HTTP status; any but 200 replies with `error` and no text.
        error: JSON of the error; a status of 200 with one sends it after the pieces, in the stream.
        body: sent as it is in place of everything else.
        before: seconds before the first byte of the reply.
        between: seconds before each piece.
        comments: seconds between comments that are sent while a piece is waited for; 0 sends none.
        cut_after: how many pieces are sent before the connection is cut; None cuts nothing.
        cut: "end" closes the connection, "reset" resets it; "silence" keeps it open and sends nothing more.
        usage: tokens of prompt and completion as the server tells them; None tells none.
        finish: why the text ends; "" does not say.
        thoughts: pieces of reasoning that are sent before the text, beside it.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    error: Any = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    before: float = 0
    between: float = 0
    comments: float = 0
    cut_after: int | None = None
    cut: Literal["end", "reset", "silence"] = "end"
    usage: tuple[int, int] | None = (7, 5)
    finish: str = "stop"
    thoughts: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, piece: int = 4) -> "Reply":
        """Reply with a text in pieces of so many characters."""
        return cls(tuple(text[start : start + piece] for start in range(0, len(text), piece)))

    def but(self, **changes: Any) -> "Reply":
        """Return this reply with other values."""
        return replace(self, **changes)


Script = Sequence[Reply] | Callable[[Asked], Reply]


class ScriptedServer:
    """A server on loopback that does what a script says, each request in a thread of its own.

    Attributes:
        requests: what was asked so far.
        most_at_once: how many requests there were at one time.
        closed_early: how many of those who asked went away before the end of the reply.
    """

    def __init__(self, script: Script, handler: type["ScriptedHandler"]) -> None:
        self._script = script
        self._guard = threading.Condition()
        self.requests: list[Asked] = []
        self.open_now = self.most_at_once = self.closed_early = 0
        self._stopping = threading.Event()
        bound = type("BoundHandler", (handler,), {"scripted": self})
        self._http = _Server(("127.0.0.1", 0), bound)
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def address(self) -> str:
        """The address of the server, without a path."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._http.shutdown()
        self._http.server_close()

    def wait_until(self, holds: Callable[[Self], bool], seconds: float = 5) -> bool:
        """Wait until something holds of what was seen so far; return whether it did in time."""
        with self._guard:
            return self._guard.wait_for(lambda: holds(self), seconds)

    def begin(self, asked: Asked) -> Reply:
        """Note a request and return the reply to it."""
        with self._guard:
            number = len(self.requests)
            self.requests.append(asked)
            self.open_now += 1
            self.most_at_once = max(self.most_at_once, self.open_now)
            self._guard.notify_all()
        return (
            self._script(asked)
            if callable(self._script)
            else self._script[min(number, len(self._script) - 1)]
        )

    def end(self, *, went_away: bool) -> None:
        """Note that a request has its reply, or that who asked has gone."""
        with self._guard:
            self.open_now -= 1
            self.closed_early += went_away
            self._guard.notify_all()

    def pause(self, connection: socket.socket, seconds: float) -> None:
        """Wait; raise ConnectionError where who asked goes away meanwhile."""
        until = time.monotonic() + seconds
        while not self._stopping.is_set():
            left = until - time.monotonic()
            readable, _, _ = select.select([connection], [], [], max(0.0, min(left, 0.05)))
            if readable and not connection.recv(1, socket.MSG_PEEK):
                raise ConnectionError("who asked has gone")
            if left <= 0:
                return


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of who went away."""


class ScriptedHandler(BaseHTTPRequestHandler):
    """Answers one protocol; what is common to all of them."""

    scripted: ScriptedServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""

    def do_POST(self) -> None:
        import json

        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(json.loads(self.rfile.read(length) or b"{}"), headers, self.path)
        reply = self.scripted.begin(asked)
        went_away = False
        try:
            self.scripted.pause(self.connection, reply.before)
            self.reply_to(asked, reply)
        except OSError:
            went_away = True
        finally:
            self.close_connection = True
            self.scripted.end(went_away=went_away)

    def reply_to(self, asked: Asked, reply: Reply) -> None:
        """Send a reply by this protocol."""
        raise NotImplementedError

    def send_whole(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a reply that is no stream."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self, kind: str, headers: Mapping[str, str]) -> None:
        """Send the headers of a stream."""
        self.send_response(200)
        for name, value in {"Content-Type": kind, "Transfer-Encoding": "chunked", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()

    def send_part(self, part: bytes) -> None:
        """Send a part of a stream; an empty one ends it."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.flush()

    def wait_for_piece(self, reply: Reply) -> None:
        """Wait as long as the reply says before each piece, sending comments where it says so."""
        left = reply.between
        while reply.comments and left > reply.comments:
            self.scripted.pause(self.connection, reply.comments)
            self.send_part(b": still here\n\n")
            left -= reply.comments
        self.scripted.pause(self.connection, left)

    def cut(self, reply: Reply) -> None:
        """Break off as the reply says."""
        if reply.cut == "silence":
            self.scripted.pause(self.connection, 60)
        if reply.cut == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
