"""Real Chroma servers (`chroma run`) on loopback, kept for the whole process of the tests."""

import atexit
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from index.store.chroma.address import ChromaAddress

_RUN = "import sys, chromadb_rust_bindings as bindings; bindings.cli(['chroma', 'run', *sys.argv[1:]])"
"""What the command `chroma` does, without importing all of chromadb first."""


class ChromaProcess:
    """One `chroma run`, which can be killed and started again with its folder and its port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> ChromaAddress:
        return ChromaAddress("127.0.0.1", self.port, is_encrypted=False)

    @property
    def pid(self) -> int:
        """The process id of the server, which runs."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # It logs each request: a pipe that nobody reads would fill, and stop it.
        with (self.folder / "log").open("ab") as log:
            where = ["--host", "127.0.0.1", "--port", str(self.port), "--path", str(self.folder / "data")]
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN, *where], stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        until = time.monotonic() + 60
        while not _listens(self.port):
            assert time.monotonic() < until, (self.folder / "log").read_text()[-2000:]
            assert self._process.poll() is None, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.02)

    def end(self) -> None:
        """End it as an operator does, by SIGTERM."""
        if self._process:
            self._process.terminate()
            self._process.wait(60)
            self._process = None

    def kill(self) -> None:
        """End it as by SIGKILL."""
        if self._process:
            self._process.kill()
            self._process.wait(20)
            self._process = None


@cache
def chroma_servers() -> tuple[ChromaProcess, ChromaProcess]:
    """Return this process's two servers, which are started first and end with the process."""
    folder = Path(tempfile.mkdtemp(prefix="qa-chroma-"))
    servers = ChromaProcess(folder / "0"), ChromaProcess(folder / "1")

    def end() -> None:
        for server in servers:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return servers


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0
