"""Written answers in a browser, by a language model that a scripted server on loopback plays."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from qa.assistant import Assistant
from qa.language_model import open_model
from qa.writer import ModelWriter
from tests.fakes import WordEmbedder
from tests.qa.fakes import ListReader
from tests.qa.writer.fakes import find_support
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Asked, Reply, Script
from tests.store.memory import memory_library
from tests.ui import fakes_kinds as kinds
from tests.ui.browsing import (
    ClientState,
    active_quote,
    ask,
    check_accessibility,
    questions,
    send,
    usual_port,
)
from tests.ui.chat.test_ask_tab_manners import HOSTILE, overflow
from tests.ui.fakes_kinds import FERRY, ISLAND
from ui.chat import build, launch

QUESTION = "What did the harbour board decide about the ferry?"
STOPS = "The ferry between Aldhaven and Skarholm will not sail from November to March."
COSTS = "Maren Oddvik said the old ship costs three times what it earns."
SANK = "The ship sank in a storm."
MODEL = "openai:scripted"
# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


def written(asked: Asked) -> str:
    """Write two sentences that hold and one that does not, with the numbers of the prompt."""
    n = {words: _number(asked, words) for words in ("will not sail", "three times")}
    return f"{STOPS} [{n['will not sail']}] {SANK} [1]\n\n{COSTS} [{n['three times']}]"


def _number(asked: Asked, words: str) -> str:
    lines = re.findall(r"^\[(\d+)\] (.*)$", asked.prompt, re.MULTILINE)
    return next((number for number, line in lines if words in line), "99")


@contextmanager
def chat(script: Script) -> Iterator[tuple[str, OpenAIServer]]:
    """Serve the chat with a language model that does what a script says; give address and server."""
    found = [(FERRY, kinds.STOPS.quote, 0.9), (FERRY, kinds.COSTS.quote, 0.8)]
    with OpenAIServer(script) as server:
        model = open_model(server.settings(), back_off=())
        library = memory_library(WordEmbedder(), FERRY, ISLAND)
        assistant = Assistant(library, ListReader(found), writer=ModelWriter(model, find_support))
        blocks = build(assistant, [QUESTION], model=model.name)
        try:
            yield launch(blocks, host="127.0.0.1", port=usual_port(), open_browser=False), server
        finally:
            blocks.close(verbose=False)


@pytest.fixture(scope="module")
def server_and_address() -> Iterator[tuple[str, OpenAIServer]]:
    with chat(lambda asked: Reply.of(written(asked))) as served:
        yield served


@pytest.fixture
def address(server_and_address: tuple[str, OpenAIServer]) -> str:
    return server_and_address[0]


@pytest.fixture
def server(server_and_address: tuple[str, OpenAIServer]) -> OpenAIServer:
    return server_and_address[1]


@pytest.fixture
def page(visit: ClientState, address: str) -> Page:
    return visit(address)


def slowly(asked: Asked) -> Reply:
    """Write one sentence and a half, and then nothing for a minute."""
    first = f"{STOPS} [{_number(asked, 'will not sail')}] "
    return Reply((first, "A second ship", " more"), cut_after=2, cut="silence")


def test_a_written_answer_names_its_model_and_its_numbers_open_the_quotes(page: Page) -> None:
    expect(page.locator(".aq-if-written")).to_have_text(
        f"Written by {MODEL} · every sentence checked against a quote"
    )
    ask(page, QUESTION)
    expect(page.locator(".aq-prose").first).to_contain_text(STOPS)
    assert active_quote(page) == kinds.STOPS.quote
    page.locator(".aq-prose .aq-cite").last.click()
    assert active_quote(page) == kinds.COSTS.quote
    expect(page.locator(".aq-writer")).to_contain_text(f"Written by {MODEL}")
    expect(page.locator(".aq-writer")).to_contain_text("12 tokens")
    page.get_by_text("The quotes it rests on").click()
    expect(page.locator(".aq-turn .aq-quote")).to_have_count(2)


def test_a_sentence_held_back_is_struck_through_with_its_reason(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator("del")).to_have_text(SANK)
    expect(page.locator(".aq-why")).to_have_text("Held back: The quotes do not say it.")
    said = page.locator("#aq-talk [role=status].aq-unseen")
    expect(said).to_contain_text(f"Written answer with 2 quotes: {STOPS}")
    expect(said).not_to_contain_text(SANK)


def test_a_reload_shows_the_same(page: Page) -> None:
    ask(page, QUESTION)
    before = page.locator(".aq-turn").inner_text()
    page.reload()
    expect(page.locator(".aq-prose").first).to_be_visible()
    assert page.locator(".aq-turn").inner_text() == before


def test_it_can_be_gone_on_from(page: Page, server: OpenAIServer) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Where does it say so?").click()
    expect(page.locator(".aq-paragraphs mark").first).to_be_visible()
    assert questions(page) == [QUESTION, "Where does it say so?"]


def test_quotes_only_asks_no_language_model_until_it_is_switched_back(
    page: Page, server: OpenAIServer
) -> None:
    before = len(server.requests)
    page.get_by_text("Quotes only").click()
    send(page, QUESTION)
    expect(page.locator(".aq-quotes .aq-quote").first).to_be_visible()
    expect(page.locator(".aq-if-quotes")).to_be_visible()
    expect(page.locator(".aq-if-written")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("radio", name="Quotes only")).to_be_checked()
    assert len(server.requests) == before
    page.get_by_role("radio", name="Quotes only").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Written")).to_be_focused()
    ask(page, QUESTION)
    expect(page.locator(".aq-prose").first).to_be_visible()
    assert len(server.requests) == before + 1


def test_what_is_not_checked_is_labelled_and_stop_keeps_what_was_checked(visit: ClientState) -> None:
    with chat(slowly) as (url, server):
        page = visit(url)
        send(page, QUESTION)
        unchecked = page.locator(".aq-unchecked")
        expect(unchecked).to_have_text("Not checked yet: A second ship")
        expect(page.locator(".aq-checked")).to_contain_text(STOPS)
        expect(page.locator(".aq-checked")).not_to_contain_text("A second ship")
        expect(page.locator("#aq-talk [role=status].aq-unseen")).to_contain_text("is writing")
        page.locator(".aq-checked .aq-cite").click()
        assert active_quote(page) == kinds.STOPS.quote
        check_accessibility(page)
        page.get_by_role("button", name="Stop", exact=True).click()
        expect(page.locator(".aq-trouble")).to_have_text("Stopped before its end.")
        assert server.wait_until(lambda seen: seen.closed_early == 1)
        expect(page.locator(".aq-prose")).to_contain_text(STOPS)
        expect(page.locator("#aq-talk")).not_to_contain_text("A second ship")
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        page.reload()
        expect(page.locator(".aq-trouble")).to_have_text("Stopped before its end.")


def test_a_page_that_is_closed_cancels_the_request(visit: ClientState) -> None:
    with chat(slowly) as (url, server):
        visit(url)
        other = visit(url)
        send(other, QUESTION)
        expect(other.locator(".aq-unchecked")).to_be_visible()
        other.close()
        assert server.wait_until(lambda seen: seen.closed_early == 1, 30)


def test_trouble_is_one_line_and_the_quotes_stand_in_its_place(visit: ClientState) -> None:
    with chat([Reply(status=401, error={"message": "no such key"})]) as (url, _):
        page = visit(url)
        ask(page, QUESTION)
        expect(page.locator(".aq-trouble")).to_have_count(1)
        expect(page.locator(".aq-trouble")).to_contain_text(MODEL)
        expect(page.locator(".aq-quotes .aq-quote").first).to_be_visible()


def test_axe_finds_no_fault_and_nothing_is_too_wide(page: Page) -> None:
    ask(page, QUESTION)
    for summary in page.locator(".aq-fold summary").all():
        summary.click()
    expect(page.locator(".aq-turn .aq-quote")).to_have_count(2)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) <= 0
        check_accessibility(page)


def test_what_a_model_writes_is_shown_as_text(visit: ClientState) -> None:
    def hostile(asked: Asked) -> Reply:
        # So little of it holds that the quotes stand in its place; what is held back is told below them.
        return Reply.of(f"{written(asked)} {HOSTILE} [1]", 50)

    with chat(hostile) as (url, _):
        # Without the content security policy, so that only the escaping protects.
        page = visit(url, bypass_csp=True)
        ask(page, QUESTION)
        page.get_by_text("sentences held back").click()
        expect(page.locator(".aq-held-back")).to_contain_text("{{constructor}}")
        assert page.evaluate("window.stolen") is None
        planted = page.locator("#aq-work :is(img, script, style, iframe, code, [onmouseover])")
        assert planted.count() == 0
        links = page.locator("#aq-work a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
        assert links and all(link.startswith("#cite-") for link in links)
