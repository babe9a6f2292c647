"""ASGI middleware that answers a request only if its sender is signed in, whatever gradio would let pass.

Gradio's own sign-in forgets everybody at a restart and leaves some of its routes open; this one stands in
front of all of them. `gradio_client` and the browser sign in at the same address.
"""

import hashlib
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from index.errors import LibraryError
from index.sessions import Sessions
from ui.auth.accounts import LONGEST_NAME, Account, Accounts
from ui.auth.attempts import Attempts
from ui.auth.page import sign_in_page
from ui.auth.sessions import LASTS, SignIns

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

SIGN_IN, SIGN_OUT = "/login", "/logout"
"""The addresses that gradio uses too."""

OPEN = {"/gradio_api/startup-events"}
"""What gradio asks of itself when it starts; it tells nothing but that it has."""

LARGEST_FORM = 8192
"""Bytes of a name, a password and an address."""

WRONG = "That is not a name and its password here. Try again."
UNKNOWN = "Who is signed in cannot be looked up just now. Try again in a moment."
SIGNED_OUT = "You are signed out. Reload this page to sign in again."

_log = logging.getLogger(__name__)


class Authenticator:
    """Accounts, sessions and failed attempts of one server: they decide who may sign in and who is."""

    def __init__(
        self, accounts: Accounts, sessions: Sessions, location: str, attempts: Attempts | None = None
    ) -> None:
        """Let these people in and keep in `sessions` who is; `location` is their library's."""
        import anyio

        self._accounts = accounts
        self._attempts = attempts or Attempts()
        self._one_at_a_time = anyio.Lock()
        self.sign_ins = SignIns(accounts, sessions)
        # Cookies are shared by all ports of a machine; those of another library must not be overwritten.
        self.cookie = f"article-qa-{hashlib.sha256(location.encode(errors='replace')).hexdigest()[:12]}"

    async def admit(self, name: str, password: str, address: str) -> Account | float:
        """Return the account, or the seconds to wait before the next attempt: 0 after a first mistake.

        Attempts are weighed one after another, so that many at once are no way around the wait, and
        answers need not share the processor with them.
        """
        from starlette.concurrency import run_in_threadpool

        keys = [f"name {name[:LONGEST_NAME]}", f"address {address}"]
        async with self._one_at_a_time:
            seconds = self._attempts.wait(keys)
            if seconds > 0:
                return seconds
            account = await run_in_threadpool(self._accounts.admit, name, password)
            if account:
                self._attempts.succeeded(keys)
                return account
            self._attempts.failed(keys)
        # Not the name: people type their password there.
        _log.warning("A sign-in from %s failed.", address)
        return max(self._attempts.wait(keys), 0.0)


class AuthMiddleware:
    """Middleware that passes on a signed-in user's requests, with the name as `scope["user"]`."""

    def __init__(self, app: "ASGIApp", authenticator: Authenticator, root_path: str = "") -> None:
        """Stand before `app`, which a proxy serves at `root_path`, "" for a whole host."""
        self._app = app
        self._authenticator = authenticator
        self._root_path = root_path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, as ASGI asks for."""
        from starlette.requests import HTTPConnection
        from starlette.responses import JSONResponse

        response: Response | None
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        try:
            user = await self._user(HTTPConnection(scope))
            response = await self._own_response(scope, receive, user)
        except LibraryError:
            _log.exception("Who is signed in could not be looked up.")
            user, response = None, JSONResponse({"detail": UNKNOWN}, 503)
        if response is None:
            scope["user"] = user
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": SIGNED_OUT})
        else:
            response.headers["cache-control"] = "no-store"
            if place := response.headers.get("location"):
                response.headers["location"] = f"{self._root_path}{place}"
            await response(scope, receive, send)

    async def _user(self, connection: "HTTPConnection") -> str | None:
        """Return who sent a request. The look-up may have to go over the network: not in the event loop."""
        from starlette.concurrency import run_in_threadpool

        token = connection.cookies.get(self._authenticator.cookie)
        return await run_in_threadpool(self._authenticator.sign_ins.name, token) if token else None

    async def _own_response(self, scope: "Scope", receive: "Receive", user: str | None) -> "Response | None":
        """Return the response to a sign-in, a sign-out or a stranger; None where a request is passed on."""
        from starlette.requests import Request

        path, is_http = scope["path"].rstrip("/"), scope["type"] == "http"
        if is_http and path == SIGN_IN:
            return await self._sign_in(Request(scope, receive), user)
        if is_http and path == SIGN_OUT:
            return await self._sign_out(Request(scope, receive))
        if user is not None or path in OPEN:
            return None
        return _turned_away(Request(scope)) if is_http else _signed_out()

    async def _sign_in(self, request: "Request", user: str | None) -> "Response":
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

        wanted = _inside(request.query_params.get("next", ""))
        if request.method != "POST":
            if user is not None:
                return RedirectResponse(wanted, 303)
            return HTMLResponse(sign_in_page(f"{self._root_path}{_address(wanted)}"))
        name, password = await _form(request)
        address = request.client.host if request.client else ""
        found = await self._authenticator.admit(name, password, address)
        if isinstance(found, Account):
            response = RedirectResponse(wanted, 303) if _reads(request) else JSONResponse({"success": True})
            response.set_cookie(
                self._authenticator.cookie,
                await run_in_threadpool(self._authenticator.sign_ins.begin, found),
                max_age=LASTS,
                path=f"{self._root_path}/",
                secure=request.url.scheme == "https",
                httponly=True,
                samesite="lax",
            )
            return response
        status, trouble = 401, WRONG
        if found > 0:
            status, trouble = 429, f"Too many attempts failed. Try again in {max(round(found), 1)} s."
        if _reads(request):
            form = f"{self._root_path}{_address(wanted)}"
            return HTMLResponse(sign_in_page(form, name=name, trouble=trouble), status)
        return JSONResponse({"detail": trouble}, status)

    async def _sign_out(self, request: "Request") -> "Response":
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import RedirectResponse

        token = request.cookies.get(self._authenticator.cookie, "")
        await run_in_threadpool(self._authenticator.sign_ins.end, token)
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(self._authenticator.cookie, path=f"{self._root_path}/")
        return response


def _turned_away(request: "Request") -> "Response":
    """Lead somebody who opens a page to the sign-in and back; tell a program that it is not signed in."""
    from starlette.responses import RedirectResponse

    if request.method == "GET" and _reads(request):
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(_address(wanted), 303)
    return _signed_out()


def _signed_out() -> "Response":
    from starlette.responses import JSONResponse

    return JSONResponse({"detail": SIGNED_OUT}, 401)


def _reads(request: "Request") -> bool:
    """Whether this is somebody's browser opening a page, rather than a program or a script of the page."""
    return "text/html" in request.headers.get("accept", "")


def _address(wanted: str) -> str:
    """Return where to sign in, to come to this page of ours afterwards."""
    return SIGN_IN if wanted == "/" else f"{SIGN_IN}?{urlencode({'next': wanted}, quote_via=quote)}"


def _inside(wanted: str) -> str:
    """Return this page of ours; the first page in the place of anybody else's."""
    # Browsers read \ as /, and //host as another machine; they skip tabs and line ends.
    elsewhere = not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted
    away = wanted.startswith(SIGN_OUT)
    return "/" if elsewhere or away or not wanted.isprintable() else wanted


async def _form(request: "Request") -> tuple[str, str]:
    """Return the name and the password that were sent; nothing of a form that is no such thing."""
    sent = b""
    async for part in request.stream():
        sent += part
        if len(sent) > LARGEST_FORM:
            return "", ""
    try:
        fields = parse_qs(sent.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        return "", ""

    def only(values: Sequence[str]) -> str:
        return values[0] if len(values) == 1 else ""

    return only(fields.get("username", ())), only(fields.get("password", ()))
