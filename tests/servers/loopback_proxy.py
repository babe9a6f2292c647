"""A small HTTP proxy on loopback in front of several servers, which chooses one for each request."""

import http.client
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

Choice = Callable[[Mapping[str, str]], str]
"""Function from a request's headers to the address of the server that is to answer it."""

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


class LoopbackProxy:
    """Proxy that says of every request for whom it passes it on, as nginx is told to in the documentation."""

    def __init__(self, choose: Choice) -> None:
        self.choose = choose
        self.chosen: list[tuple[str, str]] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                proxy._pass_on(self)

            def do_POST(self) -> None:
                proxy._pass_on(self)

            def log_message(self, *_given: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "LoopbackProxy":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _pass_on(self, request: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in request.headers.items()}
        target = self.choose(headers)
        self.chosen.append((request.path, target))
        headers |= {"x-forwarded-for": request.client_address[0], "x-forwarded-proto": "http"}
        headers |= {"x-forwarded-host": headers["host"], "connection": "close"}
        body = request.rfile.read(int(headers.get("content-length", 0)))
        connection = http.client.HTTPConnection(urlsplit(target).netloc, timeout=60)
        try:
            connection.request(request.command, request.path, body, headers)
            self._send_back(request, connection.getresponse())
        except OSError:
            # The server is gone, or the browser is.
            with suppress(OSError):
                request.send_error(502)
        finally:
            connection.close()

    @staticmethod
    def _send_back(request: BaseHTTPRequestHandler, response: http.client.HTTPResponse) -> None:
        request.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in _HOP:
                request.send_header(name, value)
        request.send_header("connection", "close")
        request.end_headers()
        with suppress(http.client.HTTPException):
            while part := response.read1(65536):
                request.wfile.write(part)
                request.wfile.flush()
