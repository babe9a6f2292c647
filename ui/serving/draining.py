"""The graceful stop: no new question is taken, and what is running is waited for."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.serving.readiness import STOPPING, Readiness

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

BEGINNING = ("/gradio_api/queue/join", "/gradio_api/call/", "/gradio_api/upload")
"""Addresses to which a POST begins something."""

ENDLESS = "/gradio_api/heartbeat/"
"""Address of requests that end only when a page is closed."""

SETTLED = 1.0
"""Seconds without a request after which nobody is on the way from asking to reading the answer."""


class Activity:
    """The requests of one server that are being answered."""

    def __init__(self, readiness: Readiness) -> None:
        self.readiness = readiness
        # Only the event loop's thread counts.
        self.requests = 0


class Draining:
    """Middleware that counts requests, and begins nothing more once the server is being stopped."""

    def __init__(self, app: "ASGIApp", activity: Activity) -> None:
        self._app = app
        self._activity = activity

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, as ASGI asks for."""
        from starlette.responses import JSONResponse

        if scope["type"] != "http" or scope["path"].startswith(ENDLESS):
            await self._app(scope, receive, send)
        elif self._activity.readiness.stopping and _begins(scope):
            detail = {"detail": f"Not now: {STOPPING}. Ask again in a moment."}
            await JSONResponse(detail, 503, {"retry-after": "1"})(scope, receive, send)
        else:
            self._activity.requests += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._activity.requests -= 1


def _begins(scope: "Scope") -> bool:
    path: str = scope["path"]
    return scope["method"] == "POST" and path.startswith(BEGINNING)


def wait_until_idle(busy: Callable[[], bool], seconds: float) -> bool:
    """Wait until nothing was `busy` for a moment, at most so many seconds; return whether that came."""
    now = time.monotonic()
    end, idle_since = now + seconds, None
    while (now := time.monotonic()) < end:
        idle_since = None if busy() else (idle_since or now)
        if idle_since is not None and now - idle_since >= SETTLED:
            return True
        time.sleep(0.05)
    return not busy()
