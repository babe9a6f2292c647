"""The main job, end to end: the samples asked about in a browser, the quote seen in its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from index.embedding.embedder import Embedder
from qa.assistant import Assistant
from tests.ui.browsing import ClientState, active_quote, ask, serving

MISSION = "What did North Korea reportedly ship to Russia?"
SHIPPED = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def assistant(seed_folder: Path, embedder: Embedder) -> Iterator[Assistant]:
    with Assistant.open(seed_folder, embedder=embedder) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield url


def test_the_mission_question_is_answered_and_its_quote_shown_where_it_stands(
    visit: ClientState, address: str, assistant: Assistant
) -> None:
    page = visit(address)
    ask(page, MISSION)
    page.locator("#aq-panel article:not([hidden]) .aq-body").evaluate("body => body.scrollTo(0, 0)")
    page.locator(".aq-cite", has_text="1").first.click()
    quote = active_quote(page)
    assert SHIPPED in quote
    article = assistant.library.record.article("korea-herald-putin-pyongyang-trip")
    assert quote in article.text
    assert page.locator("#aq-panel article:not([hidden]) .aq-body").text_content() == article.text


def test_a_question_of_another_subject_is_refused(visit: ClientState, address: str) -> None:
    page = visit(address)
    ask(page, "How many litres of milk does a cow give in a day?")
    expect(page.locator(".aq-cite")).to_have_count(0)
    expect(page.locator(".aq-turn")).to_contain_text("These articles do not say.")


def test_a_follow_up_is_understood_after_the_page_was_reloaded(visit: ClientState, address: str) -> None:
    page = visit(address)
    ask(page, MISSION)
    page.reload()
    expect(page.locator(".aq-turn")).to_have_count(1)
    ask(page, "And what did it get in return?")
    expect(page.locator(".aq-turn").last).to_contain_text("And what did North Korea get in return?")
