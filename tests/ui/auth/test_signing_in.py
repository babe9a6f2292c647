"""A reader signs in, in a real browser: at the place a link leads to, and for longer than the server runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index import ingest
from index.articles import Article
from index.library import Library
from qa.assistant import Assistant
from tests.fakes import WordEmbedder
from tests.ui.browsing import PATIENCE, ask, usual_port
from ui.auth.accounts import read_accounts
from ui.auth.auth_middleware import SIGNED_OUT, Authenticator
from ui.chat import build, launch

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

BOAT = Article(id="boat", text="The boat was sold to Bo Berg.", title="A boat")


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [BOAT])
    with Assistant.open(tmp_path, embedder=WordEmbedder()) as assistant:
        yield assistant


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@contextmanager
def served(assistant: Assistant, port: int) -> Iterator[str]:
    """Serve the chat to Ada, as a start of `qa chat --auth` does."""
    store = assistant.library.store
    people = read_accounts(["ada:lovelace"], None, Path(store.location))
    assert people
    authenticator = Authenticator(people, store.sessions(), store.location)
    blocks = build(assistant)
    try:
        yield launch(blocks, host="127.0.0.1", port=port, open_browser=False, sign_in=authenticator)
    finally:
        blocks.close(verbose=False)


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_a_reader_signs_in_stays_in_over_a_restart_and_leaves(page: Page, assistant: Assistant) -> None:
    port = usual_port()
    question = page.locator("#aq-ask textarea")
    with served(assistant, port) as url:
        page.goto(f"{url}?article=boat&start=4&end=8")
        expect(page).to_have_title("Sign in · Article QA")
        sign_in(page, "wrong")
        expect(page.get_by_role("alert")).to_have_text("That is not a name and its password here. Try again.")
        sign_in(page, "lovelace")
        expect(question).to_be_visible(timeout=PATIENCE)
        assert page.url.endswith("?article=boat&start=4&end=8")
    with served(assistant, port) as url:
        page.reload()
        expect(question).to_be_visible(timeout=PATIENCE)
        ask(page, "Who was the boat sold to?")
        expect(page.get_by_role("region", name="Question 1")).to_contain_text("Bo Berg")
        another = page.context.new_page()
        another.goto(url)
        another.get_by_role("link", name="Sign out ada").click()
        expect(another).to_have_title("Sign in · Article QA")
        another.close()
        question.fill("Who was the mill sold to?")
        page.keyboard.press("Enter")
        expect(page.get_by_text(SIGNED_OUT)).to_be_visible(timeout=PATIENCE)
        expect(question).to_have_value("Who was the mill sold to?")
        page.reload()
        expect(page).to_have_title("Sign in · Article QA")
