"""A reader behind a proxy whose server goes while another stays: processes, PostgreSQL and a browser."""

import os
import signal
import zlib
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index import ingest
from index.articles import Article
from index.library import Library
from tests.fakes import WordEmbedder
from tests.servers.loopback_proxy import LoopbackProxy
from tests.servers.shared_places import shared_place
from tests.ui.browsing import PATIENCE, ask
from tests.ui.serving.chat_process import SIGNED_IN, ChatProcess, chats
from ui.serving.trusted_proxies import VISIT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")

BOAT = Article(id="boat", text="The boat was sold to Bo Berg.", title="A boat")
MILL = Article(id="mill", text="The mill was sold to Ada Lind.", title="A mill")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[ChatProcess]]:
    """Two servers of a library in PostgreSQL, to which people sign in."""
    place = shared_place(tmp_path)
    with Library.open(place, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [BOAT, MILL])
    settings = {"QA_DATABASE_URL": place.address, "QA_DATABASE_SCHEMA": place.schema}
    with chats(tmp_path, 2, *SIGNED_IN, QA_TRUSTED_PROXIES="127.0.0.1", **settings) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def by_visit(servers: list[ChatProcess], headers: Mapping[str, str]) -> str:
    """Choose as nginx does with `hash $cookie_article_qa_visit`."""
    cookie = SimpleCookie(headers.get("cookie", "")).get(VISIT)
    return servers[zlib.crc32((cookie.value if cookie else "").encode()) % len(servers)].url


def test_a_conversation_goes_on_at_another_server_when_its_own_is_stopped_or_killed(
    page: Page, pair: list[ChatProcess]
) -> None:
    servers = list(pair)
    with LoopbackProxy(lambda headers: by_visit(servers, headers)) as proxy:
        page.goto(proxy.url)
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill("lovelace")
        page.keyboard.press("Enter")
        expect(page.locator("#aq-ask textarea")).to_be_visible(timeout=PATIENCE)
        ask(page, "Who was the boat sold to?")
        expect(page.get_by_role("region", name="Question 1")).to_contain_text("Bo Berg")
        joined = {target for path, target in proxy.chosen if "queue" in path}
        assert len(joined) == 1
        own = next(chat for chat in pair if chat.url in joined)
        servers.remove(own)
        own.process.send_signal(signal.SIGKILL)
        ask(page, "And the mill?")
        expect(page.get_by_role("region", name="Question 2")).to_contain_text("Ada Lind")
        # Nobody signs in anew.
        page.reload()
        expect(page.get_by_role("region", name="Question 1")).to_contain_text("Bo Berg")
        expect(page.get_by_role("region", name="Question 2")).to_contain_text("Ada Lind")
