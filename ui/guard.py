"""What stands around the chat's server: the port it takes, and what it refuses to everybody."""

import os
import socket
from typing import TYPE_CHECKING

from index.errors import ArticleQAError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = tuple(
    f"/gradio_api/{route}"
    for route in ("upload", "file", "proxy", "stream", "component_server", "deep_link", "run-history")
)
"""Routes of gradio that read, write or fetch files; this chat has no use for them."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""The browser itself refuses to load anything from elsewhere. Gradio needs inline scripts and `eval`."""


def check_free(host: str, port: int) -> None:
    """Find out that a port is taken before spending the seconds that loading gradio takes.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError, UnicodeError) as error:
        raise cannot_serve(host, port, error) from error


def cannot_serve(host: str, port: int, error: Exception) -> ArticleQAError:
    """Return the error that says why nothing can be served there, and what to do."""
    reason = (isinstance(error, OSError) and error.strerror) or "no such address"
    return ArticleQAError(f"Cannot serve the chat on {host}:{port} ({reason}). Choose a port with --port.")


def reach_without_proxy(host: str) -> None:
    """Keep gradio's look at its own address away from a proxy named in the environment."""
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name, "")
        os.environ[name] = ",".join(filter(None, [known, "127.0.0.1", "localhost", host]))


class Guard:
    """Close gradio's file routes, and have the browser load nothing from elsewhere."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, as ASGI asks for."""

        async def send_with_policy(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"content-security-policy", POLICY.encode()),
                ]
            await send(message)

        if scope["type"] == "http" and scope["path"].startswith(CLOSED):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, send_with_policy)
