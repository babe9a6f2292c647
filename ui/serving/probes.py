"""ASGI middleware for machines: `/healthz`, `/readyz` and `/metrics`, in front of the sign-in.

The first two tell fixed sentences alone. Metrics are told to whoever has the token of QA_METRICS_TOKEN; where
none is set, to programs on this machine, unless a proxy on it passes on a request of somebody else's.
"""

import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.serving.addresses import peer_address
from ui.serving.metrics import CONTENT_TYPE, MISSING, Metrics
from ui.serving.readiness import Readiness

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

LIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"
"""The addresses, as Kubernetes and Prometheus expect them."""

FORWARDED = {
    b"forwarded",
    b"x-forwarded-for",
    b"x-forwarded-host",
    b"x-forwarded-proto",
    b"x-real-ip",
    b"via",
}
"""Headers by which a request tells that a proxy passed it on."""

WITHOUT_TOKEN = "Metrics are told to programs on this machine alone, unless QA_METRICS_TOKEN is set."  # noqa: S105
WRONG_TOKEN = "Send the token of QA_METRICS_TOKEN: `Authorization: Bearer TOKEN`."  # noqa: S105


class Probes:
    """Middleware that answers the probes of one server and passes on everything else."""

    def __init__(
        self,
        app: "ASGIApp",
        readiness: Readiness,
        metrics: Metrics | None,
        running: Callable[[], int],
        token: str = "",
    ) -> None:
        """Answer from `readiness` and `metrics`; `running` returns the number of questions being answered."""
        self._app = app
        self._readiness = readiness
        self._metrics = metrics
        self._running = running
        self._token = token

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, as ASGI asks for."""
        probes = {LIVE: self._live, READY: self._ready, METRICS: self._exposition}
        probe = probes.get(scope.get("path", "")) if scope["type"] == "http" else None
        if probe is None or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        response = await probe(scope)
        response.headers["cache-control"] = "no-store"
        await response(scope, receive, send)

    async def _live(self, _scope: "Scope") -> "Response":
        from starlette.responses import JSONResponse

        return JSONResponse({"alive": True})

    async def _ready(self, _scope: "Scope") -> "Response":
        from starlette.responses import JSONResponse

        health = await self._readiness.check()
        told = {"ready": health.ready, "reasons": health.reasons, "notes": health.notes}
        return JSONResponse(told, 200 if health.ready else 503)

    async def _exposition(self, scope: "Scope") -> "Response":
        from starlette.responses import PlainTextResponse, Response

        if not self._may_read(scope):
            return PlainTextResponse(f"{WRONG_TOKEN if self._token else WITHOUT_TOKEN}\n", 403)
        if self._metrics is None:
            return PlainTextResponse(f"{MISSING}\n", 404)
        told = self._metrics.exposition(await self._readiness.check(), self._running())
        return Response(told, media_type=CONTENT_TYPE)

    def _may_read(self, scope: "Scope") -> bool:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        if self._token:
            given = headers.get(b"authorization", b"")
            return hmac.compare_digest(given, f"Bearer {self._token}".encode())
        peer = peer_address(scope)
        return peer is not None and peer.is_loopback and not FORWARDED & headers.keys()
