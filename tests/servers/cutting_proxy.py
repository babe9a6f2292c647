"""A proxy on loopback in front of a server of bytes, which cuts its connections when it is told to."""

import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path

_RESET = struct.pack("ii", 1, 0)
"""Value of SO_LINGER with which a connection that is closed is reset."""


class CuttingProxy:
    """Passes bytes on to the server that listens at a socket's file, until `cut` is called.

    Attributes:
        port: the port on loopback at which it listens.
        cuts: how many connections were cut.
    """

    def __init__(self, target: Path) -> None:
        self._target = str(target)
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._guard = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.cuts = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Reset every connection, in the middle of whatever it carries."""
        with self._guard:
            pairs, self._pairs = self._pairs, []
        for ends in pairs:
            self.cuts += 1
            for end in ends:
                with suppress(OSError):
                    if end.family == socket.AF_INET:
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def close(self) -> None:
        """Take no more connections, and cut those there are."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def _serve(self) -> None:
        while True:
            try:
                asking, _ = self._listening.accept()
            except OSError:
                return
            serving = socket.socket(socket.AF_UNIX)
            try:
                serving.connect(self._target)
            except OSError:
                asking.close()
                serving.close()
                continue
            with self._guard:
                self._pairs.append((asking, serving))
            for start, end in ((asking, serving), (serving, asking)):
                threading.Thread(target=_pass_on, args=(start, end), daemon=True).start()


def _pass_on(start: socket.socket, end: socket.socket) -> None:
    """Pass on what comes from one end to the other, then close that one."""
    with suppress(OSError):
        while part := start.recv(65536):
            end.sendall(part)
    for one in (start, end):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
