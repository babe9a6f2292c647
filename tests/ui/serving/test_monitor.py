"""A real server with its monitor: what stands before the page, in its order."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from index.sessions import MemorySessions
from tests.ui.browsing import free_port
from tests.ui.fakes_chat import FakeAssistant
from tests.ui.in_a_loop import in_a_loop
from ui.auth import accounts
from ui.auth.accounts import Account, Accounts
from ui.auth.auth_middleware import Authenticator
from ui.chat import build, launch
from ui.chat.request_id import current_request_id
from ui.serving.monitor import Monitor
from ui.serving.settings import ServingSettings

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

Served = Callable[[ServingSettings], httpx.Client]
ADA = {"username": "ada", "password": "lovelace"}
NEWS = {"x-forwarded-host": "news.example", "x-forwarded-proto": "https", "host": "news.example"}


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve the chat to Ada with these settings; give a client of it."""
    monkeypatch.setattr(accounts, "COST", 4)
    with ExitStack() as stack:
        yield lambda settings: stack.enter_context(_serving(settings))


@contextmanager
def _serving(settings: ServingSettings) -> Iterator[httpx.Client]:
    blocks, url = in_a_loop(lambda: _launched(settings))
    try:
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
            yield client
    finally:
        blocks.close(verbose=False)


def _launched(settings: ServingSettings) -> tuple[Any, str]:
    monitor = Monitor(FakeAssistant(), settings, current_request_id)
    people = Accounts([Account.of("ada", "lovelace")])
    options = {"sign_in": Authenticator(people, MemorySessions(), "library"), "monitor": monitor}
    blocks = build(monitor.engine)
    return blocks, launch(blocks, host="127.0.0.1", port=free_port(), open_browser=False, **options)  # type: ignore[arg-type]


def test_under_a_path_of_its_own_the_chat_finds_itself(served: Served) -> None:
    ada = served(ServingSettings(("127.0.0.1",), behind_proxy=True, root_path="/archive"))
    ada.headers.update(NEWS)
    page = ada.get("/?article=boat", headers={"accept": "text/html"})
    assert page.headers["location"] == "/archive/login?next=%2F%3Farticle%3Dboat"
    assert 'action="/archive/login"' in ada.get("/login").text
    cookie = ada.post("/login", data=ADA).headers["set-cookie"]
    assert "Path=/archive/" in cookie
    assert "Secure" in cookie
    config = ada.get("/config", headers={"cookie": cookie.partition(";")[0]}).json()
    assert config["root"] == "https://news.example/archive"


def test_nobody_but_a_trusted_proxy_tells_where_the_page_is(served: Served) -> None:
    ada = served(ServingSettings(("192.0.2.1",), behind_proxy=True))
    ada.post("/login", data=ADA)
    forged = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-gradio-server": "http://evil",
    }
    config = ada.get("/config", headers=forged)
    assert config.json()["root"] == str(ada.base_url).rstrip("/")
    assert "evil" not in config.text


def test_probes_are_open_metrics_are_this_machines_and_all_else_is_behind_the_sign_in(served: Served) -> None:
    stranger = served(ServingSettings())
    assert stranger.get("/healthz").json() == {"alive": True}
    assert stranger.get("/readyz").json()["ready"] is True
    assert "article_qa_articles 2.0" in stranger.get("/metrics").text
    assert stranger.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 403
    assert stranger.get("/config").status_code == 401
    assert stranger.get("/healthz", headers={"host": "rebound.example"}).status_code == 400


def test_behind_a_proxy_a_page_is_asked_for_by_the_proxys_name(served: Served) -> None:
    stranger = served(ServingSettings(("127.0.0.1",), behind_proxy=True))
    page = stranger.get("/login", headers=NEWS)
    assert page.status_code == 200
    assert len(page.headers["x-request-id"]) == 16
