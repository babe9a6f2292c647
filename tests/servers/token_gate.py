"""A proxy that lets through whoever has a token, as stands in front of Chroma's servers, which have none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from index.store.chroma.address import ChromaAddress


@contextmanager
def token_gate(target: str, token: str) -> Iterator[ChromaAddress]:
    """Serve a gate to the server at `target`; give its address."""

    class Gate(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("X-Chroma-Token") != token:
                self.answer(401, b"Unauthorized")
                return
            kept = {"content-type": self.headers.get("Content-Type") or "application/json"}
            sent = httpx.request(self.command, target + self.path, content=body, headers=kept)
            self.answer(sent.status_code, sent.content)

        do_GET = do_POST = do_DELETE = forward  # noqa: N815

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield ChromaAddress("127.0.0.1", server.server_port, is_encrypted=False)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(20)
