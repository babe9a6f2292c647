"""ASGI middleware that believes what a proxy says of a request only where that proxy is trusted.

Anybody can send X-Forwarded headers. Of a stranger they are dropped before anything reads them: uvicorn, the
wait after failed sign-ins (by address), gradio (which makes the page's own address of them) and the log.
"""

import ipaddress
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.serving.addresses import peer_address

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BELIEVED = {
    *(b"forwarded", b"x-real-ip", b"x-request-id"),
    *(b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-port"),
    *(b"x-forwarded-prefix", b"x-forwarded-server"),
}
"""Headers that are dropped unless a trusted proxy sent them."""

NEVER = {b"x-gradio-server"}
"""Headers that no proxy needs to send: gradio would take its own address from them."""

VISIT = "article_qa_visit"
"""Cookie of no meaning: a proxy sends all requests of one browser to the same server by its hash."""


class TrustedProxies:
    """Middleware that takes client and scheme from trusted proxies' headers and drops everybody else's."""

    def __init__(self, app: "ASGIApp", trusted: Sequence[str], *, marks_visits: bool = False) -> None:
        """Trust these addresses and networks; where it `marks_visits`, give each browser its cookie."""
        from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

        self._app = app
        self._believing = ProxyHeadersMiddleware(app, trusted_hosts=list(trusted))  # type: ignore[arg-type]
        self._trusted = [ipaddress.ip_network(one) for one in trusted]
        self._marks_visits = marks_visits

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, as ASGI asks for."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if peer := peer_address(scope):
            scope["client"] = (str(peer), scope["client"][1])
        is_trusted = peer is not None and any(peer in network for network in self._trusted)
        dropped = NEVER if is_trusted else NEVER | BELIEVED
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in dropped]
        app = self._believing if is_trusted else self._app

        async def send_with_mark(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", _mark(scope))]
            await send(message)

        marked = self._marks_visits and scope["type"] == "http" and not _is_marked(scope)
        await app(scope, receive, send_with_mark if marked else send)  # type: ignore[arg-type]


def _is_marked(scope: "Scope") -> bool:
    from starlette.requests import HTTPConnection

    # A page's own requests come after it, several at once: only the page gives the cookie.
    return scope["path"] != "/" or VISIT in HTTPConnection(scope).cookies


def _mark(scope: "Scope") -> bytes:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{VISIT}={secrets.token_hex(8)}; Path=/; HttpOnly; SameSite=Lax{secure}".encode()
