"""A real nginx on loopback with the configuration of `deploy/`, in front of servers of this machine."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ui.browsing import free_port

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx.conf"
MISSING = "nginx is not installed: apt-get install nginx-light"


def nginx() -> str:
    """Return the program; where there is none, the test is skipped, but not in CI."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        leave = pytest.fail if os.environ.get("CI") else pytest.skip
        leave(MISSING)
    return program


@contextmanager
def proxy(folder: Path, ports: Sequence[int]) -> Iterator[tuple[str, ssl.SSLContext]]:
    """Serve the chats at these ports; give the proxy's address and what its certificate is checked by."""
    program, port = nginx(), free_port()
    certificate, key = _certificate(folder)
    # Whoever runs the tests may be root, and have an nginx that is at work.
    written = CONFIGURATION.read_text(encoding="utf-8").replace(" /tmp/", f" {folder}/")
    for number, chat in enumerate(ports, start=1):
        written = written.replace(f"chat-{number}:7860", f"127.0.0.1:{chat}")
    written = (
        written.replace("/run/secrets/certificate_key", str(key))
        .replace("/run/secrets/certificate", str(certificate))
        .replace("listen 8443", f"listen 127.0.0.1:{port}")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(written, encoding="utf-8")
    command = [program, "-c", str(configuration), "-g", "daemon off;"]
    log = folder / "nginx.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    try:
        _wait_for(port, process, log)
        yield f"https://localhost:{port}", ssl.create_default_context(cafile=str(certificate))
    finally:
        process.terminate()
        process.wait(20)


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert process.poll() is None and time.monotonic() < until, log.read_text()[-2000:]
            time.sleep(0.05)
