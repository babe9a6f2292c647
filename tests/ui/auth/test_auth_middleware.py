"""The door before a real gradio server: what passes without a sign-in, and how one signs in and out."""

import logging
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from typing_extensions import override

from index.errors import LibraryError
from index.sessions import MemorySessions
from index.store.sqlite.sessions import FILE_NAME as FILE
from index.store.sqlite.sessions import SqliteSessions
from tests.ui.browsing import free_port
from tests.ui.in_a_loop import in_a_loop
from ui.auth import accounts
from ui.auth.accounts import Account, Accounts
from ui.auth.attempts import FREE, Attempts
from ui.auth.auth_middleware import LARGEST_FORM, SIGNED_OUT, UNKNOWN, Authenticator
from ui.chat import launch
from ui.guard import CLOSED, UPLOAD

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

ADA = {"username": "ada", "password": "love & lace"}
READER = {"accept": "text/html,application/xhtml+xml"}


@contextmanager
def serving(authenticator: Authenticator, port: int | None = None) -> Iterator[tuple[str, Any]]:
    """Serve a page with one endpoint behind the door; give its address and gradio's app."""
    blocks, url = in_a_loop(lambda: _launched(authenticator, port or free_port()))
    try:
        yield url, blocks.app
    finally:
        blocks.close(verbose=False)


def _launched(authenticator: Authenticator, port: int) -> tuple[Any, str]:
    import gradio as gr
    from gradio.events import api

    def who(request: gr.Request) -> str:
        assert request.request
        return str(request.request.scope["user"])

    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.HTML("behind the door")
        api(who)
    return blocks, launch(blocks, host="127.0.0.1", port=port, open_browser=False, sign_in=authenticator)


@pytest.fixture(scope="module")
def people() -> Iterator[Accounts]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "COST", 4)
        yield Accounts([Account.of("ada", "love & lace"), Account.of("bo", "berg")])


@pytest.fixture(scope="module")
def served(
    people: Accounts, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Any, Authenticator]]:
    authenticator = Authenticator(people, MemorySessions(), "library")
    with serving(authenticator) as (url, app):
        yield url, app, authenticator


@pytest.fixture
def visitor(
    served: tuple[str, Any, Authenticator], monkeypatch: pytest.MonkeyPatch
) -> Iterator[httpx.Client]:
    """Somebody who is not signed in, and has not failed before."""
    monkeypatch.setattr(served[2], "_attempts", Attempts())
    with httpx.Client(base_url=served[0], trust_env=False, timeout=30) as client:
        yield client


# Without a sign-in


def test_every_route_of_gradio_is_behind_the_door(visitor: httpx.Client, served: Any) -> None:
    asked = 0
    for path, method in _routes(served[1]):
        if path.rstrip("/") in {"/login", "/logout", "/gradio_api/startup-events"}:
            continue
        if path.startswith((*CLOSED, UPLOAD)):
            # To everybody, or to all but uploads: what `ui.guard` is for.
            continue
        answer = visitor.request(method, path)
        assert answer.status_code == 401, f"{method} {path}"
        assert method == "HEAD" or answer.json() == {"detail": SIGNED_OUT}
        asked += 1
    assert asked > 50
    assert visitor.get("/gradio_api/startup-events").text in {"true", "false"}


def _routes(app: Any) -> Iterator[tuple[str, str]]:
    """Yield path and method of every route, with something for its parameters."""
    routes = [inner for route in app.routes for inner in getattr(route, "original_router", app).routes]
    for route in [*app.routes, *routes]:
        for method in getattr(route, "methods", None) or ():
            yield re.sub(r"{[^}]*}", "x", route.path), method
    yield from (("/assets/index.js", "GET"), ("/nowhere", "GET"), ("//login", "GET"), ("/LOGIN", "POST"))
    yield from (
        ("/login/x", "POST"),
        ("/gradio_api/startup-events/x", "GET"),
        ("/gradio_api/call/who", "POST"),
    )


def test_a_forged_cookie_is_none(visitor: httpx.Client, served: Any) -> None:
    authenticator: Authenticator = served[2]
    for token in ("", "ada", "x" * 4000, "%00", '"'):
        assert (
            visitor.get("/config", headers={"cookie": f"{authenticator.cookie}={token}"}).status_code == 401
        )


def test_somebody_who_opens_a_page_is_led_to_the_sign_in_and_back(visitor: httpx.Client) -> None:
    place = "/?article=caf%C3%A9%261&start=3&end=9"
    turned_away = visitor.get(place, headers=READER)
    assert turned_away.status_code == 303
    assert turned_away.headers["cache-control"] == "no-store"
    page = visitor.get(turned_away.headers["location"], headers=READER)
    assert page.status_code == 200
    action = re.search(r'action="([^"]*)"', page.text)
    assert action
    signed_in = visitor.post(action[1].replace("&amp;", "&"), data=ADA, headers=READER)
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, place)
    assert "behind the door" in visitor.get(place, headers=READER).text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "\\\\example.org",
        "/\t/x",
        "x",
        "/logout",
        "",
    ],
)
def test_nobody_is_led_elsewhere(visitor: httpx.Client, elsewhere: str) -> None:
    signed_in = visitor.post("/login", params={"next": elsewhere}, data=ADA, headers=READER)
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/")
    again = visitor.get("/login", params={"next": elsewhere}, headers=READER)
    assert (again.status_code, again.headers["location"]) == (303, "/")


# Signing in


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: httpx.Client) -> None:
    cookie = visitor.post("/login", data=ADA).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    over_https = visitor.post("/login", data=ADA, headers={"x-forwarded-proto": "https"})
    assert "secure" in over_https.headers["set-cookie"].lower()


def test_gradios_own_client_signs_in_and_is_known_by_name(served: Any, people: Accounts) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AuthenticationError

    client = Client(served[0], auth=("bo", "berg"), verbose=False)
    try:
        assert client.predict(api_name="/who") == "bo"
    finally:
        client.close()
    with pytest.raises(AuthenticationError):
        Client(served[0], auth=("bo", "wrong"), verbose=False)
    with pytest.raises(AuthenticationError):
        Client(served[0], verbose=False)


def test_a_mistake_is_told_without_telling_which(visitor: httpx.Client) -> None:
    pages = []
    for wrong in ({"username": "ada", "password": "s3cret"}, {"username": "eve", "password": "s3cret"}):
        answer = visitor.post("/login", data=wrong, headers=READER)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert "s3cret" not in answer.text
        pages.append(answer.text.replace(wrong["username"], "NAME"))
    assert pages[0] == pages[1]


def test_a_name_is_no_markup(visitor: httpx.Client) -> None:
    wrong = {"username": '"><script>alert(1)</script>', "password": "x"}
    answer = visitor.post("/login?next=/%22%3E%3Cscript%3E", data=wrong, headers=READER)
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff" * 20, b"username=ada", b"username=ada&username=ada&password=x", b"&a=b" * 100,
     b"username=ada&password=" + b"x" * LARGEST_FORM],
    ids=range(6),
)  # fmt: skip
def test_a_form_that_is_none_signs_nobody_in(visitor: httpx.Client, body: bytes) -> None:
    assert visitor.post("/login", content=body).status_code == 401
    assert not visitor.cookies


def test_guessing_is_slowed_down_even_many_at_once(
    visitor: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with caplog.at_level(logging.WARNING), ThreadPoolExecutor(8) as pool:
        guesses = [{"username": "ada", "password": f"guess {number}"} for number in range(16)]
        answers = list(pool.map(lambda guess: visitor.post("/login", data=guess), guesses))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(401) == FREE
    assert statuses.count(429) == len(statuses) - FREE
    late = visitor.post("/login", data=ADA, headers=READER)
    assert late.status_code == 429
    assert re.search(r"Too many attempts failed. Try again in \d+ s.", late.text)
    assert "guess" not in caplog.text
    assert "A sign-in from 127.0.0.1 failed." in caplog.text


# Staying in, and leaving


def test_signing_out_ends_it_in_every_copy_of_the_cookie(visitor: httpx.Client) -> None:
    visitor.post("/login", data=ADA)
    copied = dict(visitor.cookies)
    assert visitor.get("/config").status_code == 200
    left = visitor.get("/logout")
    assert (left.status_code, left.headers["location"]) == (303, "/login")
    assert not visitor.cookies
    visitor.cookies.update(copied)
    assert visitor.get("/config").status_code == 401


def test_a_restart_of_the_server_signs_nobody_out(people: Accounts, tmp_path: Path) -> None:
    port = free_port()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as visitor:
        for signed_in in (False, True):
            with (
                closing(SqliteSessions(tmp_path)) as sessions,
                serving(Authenticator(people, sessions, "library"), port),
            ):
                assert visitor.get("/config").status_code == (200 if signed_in else 401)
                visitor.post("/login", data=ADA).raise_for_status()
    assert (tmp_path / FILE).is_file()


def test_libraries_on_one_machine_do_not_sign_each_other_out(people: Accounts) -> None:
    one, other = (Authenticator(people, MemorySessions(), name) for name in ("one", "other"))
    assert one.cookie != other.cookie


def test_while_nobody_can_be_looked_up_nobody_is_let_in_and_that_is_said(people: Accounts) -> None:
    class Broken(MemorySessions):
        @override
        def find(self, token_hash: str, now: float) -> tuple[str, str] | None:
            raise LibraryError("secret place")

    authenticator = Authenticator(people, Broken(), "library")
    with (
        serving(authenticator) as (url, _),
        httpx.Client(
            base_url=url, cookies={authenticator.cookie: "x"}, trust_env=False, timeout=30
        ) as visitor,
    ):
        refused = visitor.get("/config")
        assert (refused.status_code, refused.json()) == (503, {"detail": UNKNOWN})
        visitor.cookies.clear()
        assert visitor.get("/config").status_code == 401
