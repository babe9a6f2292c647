"""The connection of one generation, which is cut even while somebody waits for it."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Protocol

CONNECT_TIMEOUT = 15.0
"""Number of seconds that a connection may take to be made."""


class _Request(Protocol):
    extensions: dict[str, Any]


class Connection:
    """The sockets of one generation. Any thread may cut them, whoever waits for them then gets an error.

    Closing an HTTP client does not end a read that another thread waits in; shutting its socket down does.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._is_cut = False

    def client_options(self, timeout: float, *, proxies: bool) -> dict[str, Any]:
        """Return options for a client of httpx, or of its fork httpx2, that makes this connection.

        Nothing is kept alive, so that each request opens a socket, which is then known here.
        """
        return {
            "trust_env": proxies,
            "event_hooks": {"request": [self._trace]},
            "headers": {"Connection": "close"},
            "follow_redirects": False,
            "timeout": timeout,
        }

    def cut(self) -> None:
        """Shut down every socket, and each that is opened later."""
        with self._guard:
            self._is_cut = True
            sockets, self._sockets = self._sockets, []
        for one in sockets:
            _shut_down(one)

    @property
    def is_cut(self) -> bool:
        """Whether it was cut."""
        return self._is_cut

    def _trace(self, request: _Request) -> None:
        request.extensions = {**request.extensions, "trace": self._note}

    def _note(self, event: str, told: Mapping[str, Any]) -> None:
        # TLS wraps the first socket in another, which takes its place.
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            opened = told["return_value"].get_extra_info("socket")
            with self._guard:
                if not self._is_cut:
                    self._sockets.append(opened)
                    return
            _shut_down(opened)


class Watchdog:
    """A thread that cuts a connection when what was waited for has not come in time.

    A read's own time-out is not enough: a server may send a comment every second, and never a word.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changed = threading.Condition()
        self._due: float | None = None
        self._stopped = False
        self.has_bitten = False
        self._thread = threading.Thread(target=self._watch, name="language model watchdog", daemon=True)
        self._thread.start()

    def expect(self, seconds: float) -> None:
        """Cut the connection in so many seconds, unless called again or relaxed before."""
        self._set(monotonic() + seconds)

    def relax(self) -> None:
        """Wait for nothing: whoever reads the text takes their time."""
        self._set(None)

    def stop(self) -> None:
        """End the thread."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def _set(self, due: float | None) -> None:
        with self._changed:
            self._due = due
            self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while not self._stopped:
                left = None if self._due is None else self._due - monotonic()
                if left is not None and left <= 0:
                    self.has_bitten = True
                    self._due = None
                    self._connection.cut()
                else:
                    self._changed.wait(left)


def _shut_down(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
