"""ASGI middleware that gives every request an id and logs it.

An address may hold what lets somebody read along (a session, an event), so of the path only the route is
logged, and nothing of the query.
"""

import re
import secrets
import time
from typing import TYPE_CHECKING

from ui.serving.json_log import FIELDS, REQUESTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "article_qa.request_id"
"""Key of the id in a request's scope."""

HEADER = b"x-request-id"

FORM = re.compile(rb"[A-Za-z0-9._-]{1,64}")
"""Form of an id that a proxy may give."""

STATIC = (
    "assets",
    "static",
    "svelte",
    "gradio_api",
    "config",
    "login",
    "logout",
    "theme.css",
    "manifest.json",
)
"""First parts of paths that tell nothing of anybody."""


class RequestLog:
    """Middleware around everything that is served but the probes."""

    def __init__(self, app: "ASGIApp", *, logged: bool = False) -> None:
        """Give ids; where `logged`, log a line for each request when it is over."""
        self._app = app
        self._logged = logged

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, as ASGI asks for."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(HEADER, b"")
        name = given if FORM.fullmatch(given) else secrets.token_hex(8).encode()
        scope[REQUEST_ID] = name.decode()
        began, status = time.perf_counter(), 0

        async def send_with_id(message: "Message") -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, name)]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            if self._logged:
                fields = {
                    "event": "request",
                    "request": name.decode(),
                    "client": (scope.get("client") or ("",))[0],
                    "method": scope["method"],
                    "route": route_of(scope),
                    "status": status,
                    "seconds": round(time.perf_counter() - began, 3),
                }
                REQUESTS.info("", extra={FIELDS: fields})


def route_of(scope: "Scope") -> str:
    """Return the template of the route that served a request; where none did, the first part of its path."""
    if template := getattr(scope.get("route"), "path", ""):
        return str(template)
    first = scope["path"].strip("/").partition("/")[0]
    return f"/{first}" if first in STATIC or not first else "/…"
