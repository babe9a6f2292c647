"""What stands around the chat's server: the port it takes, and what it refuses to everybody."""

import os
import socket
from http import HTTPStatus
from typing import TYPE_CHECKING

from index.errors import ArticleQAError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = tuple(
    f"/gradio_api/{route}"
    for route in (
        "file",
        "upload_progress",
        "proxy",
        "stream",
        "component_server",
        "deep_link",
        "run-history",
        "process_recording",
        "vibe",
    )
)
"""Routes of gradio that read, keep or fetch files; this chat has no use for them."""

UPLOAD = "/gradio_api/upload"
"""Where the files to add, and question sets, are sent to: the one way for a file into the server."""

LARGEST_UPLOAD = 200_000_000
"""Bytes of one file that is uploaded. The terminal's `qa add` takes larger ones of JSON Lines."""

_ENVELOPE = 10_000
"""Bytes that a request may have beside its file: the page sends every file in a request of its own."""

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
    """Close gradio's file routes, take no orders from other sites, and have nothing loaded from them.

    Of the file routes only that of uploads is open: for one file at a time, up to `LARGEST_UPLOAD`.
    """

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

        refused = _refusal(scope) if scope["type"] == "http" else None
        if refused:
            await send({"type": "http.response.start", "status": refused.value, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, send_with_policy)


def _refusal(scope: "Scope") -> HTTPStatus | None:
    """Return why a request is not let through, None for one that is."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if scope["path"].startswith(CLOSED):
        return HTTPStatus.NOT_FOUND
    if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and _is_from_another_site(headers):
        return HTTPStatus.FORBIDDEN
    if not scope["path"].startswith(UPLOAD):
        return None
    length = headers.get("content-length", "")
    if scope["path"] != UPLOAD or scope["method"] != "POST":
        return HTTPStatus.NOT_FOUND
    if not length.isdecimal():
        return HTTPStatus.LENGTH_REQUIRED
    # The server takes no more bytes than the length that was said.
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > LARGEST_UPLOAD + _ENVELOPE else None


def _is_from_another_site(headers: dict[str, str]) -> bool:
    """Tell whether a page of another site sent a request; what is no browser names neither site nor origin.

    Any page a user has open could otherwise have articles removed: a browser adds the sign-in by itself.
    """
    if site := headers.get("sec-fetch-site"):
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    own = {headers.get("host"), headers.get("x-forwarded-host")}
    return origin is not None and origin.partition("://")[2] not in own
