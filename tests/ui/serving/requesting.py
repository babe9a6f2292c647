"""Requests to an ASGI application without a server, from whatever address."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

Made = TypeVar("Made")


def in_a_loop_of_its_own(make: Callable[[], Coroutine[Any, Any, Made]]) -> Made:
    """Run a coroutine in a thread: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(make())).result()


def requested(
    app: "ASGIApp",
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    client: str = "127.0.0.1",
) -> httpx.Response:
    """Send one request from an address and return the response."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(client, 5000))
        async with httpx.AsyncClient(transport=transport, base_url="http://qa.example") as visitor:
            return await visitor.request(method, path, headers=headers)

    return in_a_loop_of_its_own(send)


class Inside:
    """The application behind a middleware; it keeps the scopes of the requests that reach it."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        self.scopes.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"in"})

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the last request."""
        return {name.decode(): value.decode() for name, value in self.scopes[-1]["headers"]}
