"""The main job, end to end: the samples added, asked about in a browser, the quote seen in its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import sync
from index.embedder import Embedder
from index.library import Library
from index.loaders import find_files, load_file
from qa.assistant import Assistant
from tests.ui.browsing import Visit, active_quote, ask, serving

SEEDS = Path(__file__).parents[2] / "seeds"
MISSION = "What did North Korea reportedly ship to Russia?"
SHIPPED = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("library")
    with Library.open(folder, embedder, create=True) as library:
        articles = (article for file in find_files(SEEDS) for article in load_file(file))
        assert sync.add(library, articles) == []
    with Assistant.open(folder, embedder=embedder) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield url


def test_the_mission_question_is_answered_and_its_quote_shown_where_it_stands(
    visit: Visit, address: str, assistant: Assistant
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


def test_a_question_of_another_subject_is_refused(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, "How many litres of milk does a cow give in a day?")
    assert page.locator(".aq-cite").count() == 0
    assert "These articles do not say." in page.locator("#aq-chat .bot-row").inner_text()


def test_a_follow_up_is_understood(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, MISSION)
    ask(page, "And what did it get in return?")
    assert "And what did North Korea get in return?" in page.locator("#aq-chat .bot-row").last.inner_text()
