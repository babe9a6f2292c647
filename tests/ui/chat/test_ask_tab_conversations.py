"""Conversations, in a browser: going on, coming back, taking along, and nobody else's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.browsing import ClientState, active_quote, ask, questions, send, serving, settle, usual_port
from tests.ui.fakes_chat import SHIPPED, FakeAssistant, SlowAssistant
from ui.chat import build, launch

MISSION = "What did North Korea reportedly ship to Russia?"
FOLLOW_UP = "And what did it get in return?"
UNANSWERED = "Who won the football World Cup in 2022?"
AT_ONCE = 4
# Begins a new conversation and presses Enter before the server has heard of it.
AT_ONCE_ANEW = """(question) => {
    document.querySelector("[data-act=new]").click();
    const box = document.querySelector("#aq-ask textarea");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true }));
}"""
# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeAssistant()) as url:
        yield url


@pytest.fixture
def page(visit: ClientState, address: str) -> Page:
    return visit(address)


def earlier(page: Page) -> None:
    page.get_by_role("button", name="Earlier", exact=True).click()
    expect(page.locator("#aq-earlier")).to_be_visible()


def test_a_follow_up_says_what_was_searched_and_opens_its_own_quote(page: Page) -> None:
    ask(page, MISSION)
    ask(page, FOLLOW_UP)
    last = page.locator(".aq-turn").last
    expect(last).to_contain_text("Searched as: What did North Korea get in return?")
    expect(last.locator(".aq-cite")).to_have_attribute("href", "#cite-2-1")
    expect(last.locator(".aq-cite.aq-active")).to_have_count(1)
    expect(last).to_be_in_viewport()
    assert "basic advice" in active_quote(page)


def test_a_new_conversation_starts_empty(page: Page) -> None:
    ask(page, MISSION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".aq-turn")).to_have_count(0)
    expect(page.locator("#aq-sources")).to_be_hidden()
    ask(page, MISSION)
    expect(page.locator(".aq-cite").first).to_have_attribute("href", "#cite-1-1")
    assert active_quote(page) == SHIPPED


def test_a_question_asked_in_the_same_moment_belongs_to_the_new_conversation(page: Page) -> None:
    ask(page, MISSION)
    page.evaluate(AT_ONCE_ANEW, UNANSWERED)
    expect(page.locator(".aq-refusal")).to_be_visible()
    assert questions(page) == [UNANSWERED]


def test_an_earlier_conversation_is_opened_again_and_deleted_after_a_question(page: Page) -> None:
    ask(page, MISSION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".aq-turn")).to_have_count(0)
    ask(page, UNANSWERED)
    earlier(page)
    listed = page.locator("#aq-earlier li")
    expect(listed).to_have_count(2)
    listed.get_by_role("button", name=MISSION).first.click()
    expect(page.locator("#aq-earlier")).to_be_hidden()
    assert active_quote(page) == SHIPPED
    assert questions(page) == [MISSION]
    earlier(page)
    page.get_by_role("button", name=f"Delete: {UNANSWERED}").click()
    page.get_by_role("button", name="Keep").click()
    expect(listed).to_have_count(2)
    page.get_by_role("button", name=f"Delete: {UNANSWERED}").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(listed).to_have_count(1)
    page.get_by_role("button", name="Delete all…").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#aq-earlier")).to_contain_text("Your conversations will be listed here.")
    expect(page.locator(".aq-turn")).to_have_count(0)


def test_a_conversation_is_saved_as_markdown(page: Page) -> None:
    ask(page, MISSION)
    ask(page, UNANSWERED)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save").click()
    assert saved.value.suggested_filename == "conversation.md"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert f"## {MISSION}\n\n> {SHIPPED} \\[1\\]" in text
    assert f"## {UNANSWERED}\n\nThese articles do not say." in text


def test_two_sessions_do_not_see_each_other(visit: ClientState, address: str) -> None:
    first, second = visit(address), visit(address)
    ask(first, MISSION)
    ask(second, UNANSWERED)
    ask(first, FOLLOW_UP)
    assert questions(first) == [MISSION, FOLLOW_UP]
    assert questions(second) == [UNANSWERED]
    earlier(second)
    expect(second.locator("#aq-earlier li")).to_have_count(1)
    expect(second.locator("#aq-earlier")).not_to_contain_text(MISSION)


def test_a_page_goes_on_over_a_restart_of_the_server(visit: ClientState) -> None:
    engine, port = FakeAssistant(), usual_port()
    blocks = build(engine)
    page = visit(launch(blocks, host="127.0.0.1", port=port, open_browser=False))
    ask(page, MISSION)
    settle(page)
    blocks.close(verbose=False)
    blocks = build(engine)
    try:
        launch(blocks, host="127.0.0.1", port=port, open_browser=False)
        ask(page, FOLLOW_UP)
        assert questions(page) == [MISSION, FOLLOW_UP]
        assert [turn.question for turn in engine.asked[-1][1]] == [MISSION]
        page.reload()
        expect(page.locator(".aq-turn")).to_have_count(2)
        assert "basic advice" in active_quote(page)
    finally:
        blocks.close(verbose=False)


def test_what_was_asked_while_the_server_was_away_is_not_lost(visit: ClientState) -> None:
    engine, port = FakeAssistant(), usual_port()
    blocks = build(engine)
    page = visit(launch(blocks, host="127.0.0.1", port=port, open_browser=False))
    ask(page, MISSION)
    settle(page)
    blocks.close(verbose=False)
    send(page, FOLLOW_UP)
    expect(page.get_by_text("Connection to the server was lost")).to_be_visible()
    blocks = build(engine)
    try:
        launch(blocks, host="127.0.0.1", port=port, open_browser=False)
        # The page looks for the server, and reloads itself when it is there.
        expect(page.get_by_text("Connection to the server was lost")).to_be_hidden()
        expect(page.locator("#aq-ask textarea")).to_have_value(FOLLOW_UP)
        expect(page.locator(".aq-turn")).to_have_count(1)
    finally:
        blocks.close(verbose=False)


def test_a_conversation_left_while_it_is_answered_stays_left(visit: ClientState) -> None:
    engine = SlowAssistant()
    with serving(engine) as url:
        page = visit(url)
        for question in ("ship one", "ship two"):
            send(page, question)
            expect(page.locator(".aq-question")).to_have_text([question])
            if question == "ship one":
                page.get_by_role("button", name="New conversation").click()
                expect(page.locator(".aq-turn")).to_have_count(0)
        engine.release.set()
        assert active_quote(page) == SHIPPED
        assert questions(page) == ["ship two"]


def test_several_questions_are_answered_at_the_same_time(visit: ClientState) -> None:
    engine = SlowAssistant(at_once=2)
    with serving(engine) as url:
        pages = [visit(url), visit(url)]
        for page in pages:
            send(page, MISSION)
            expect(page.locator(".aq-reading")).to_have_text("Reading the articles…")
        engine.release.set()
        for page in pages:
            assert active_quote(page) == SHIPPED


def windows(first: Page, count: int) -> list[Page]:
    """Open the same address in more windows of the same browser."""
    pages = [first]
    for _ in range(count - 1):
        pages.append(first.context.new_page())
        pages[-1].goto(first.url)
    return pages


def test_many_pages_at_once_each_get_their_own_answer(visit: ClientState, address: str) -> None:
    # Two readers with several windows each: a browser loads the page's scripts once.
    pages = [page for _ in range(2) for page in windows(visit(address), AT_ONCE // 2)]
    asked = [f"Did they ship {n} boxes?" if n % 2 else f"Who won cup {n}?" for n in range(AT_ONCE)]
    for page, question in zip(pages, asked, strict=True):
        send(page, question)
    for n, (page, question) in enumerate(zip(pages, asked, strict=True)):
        expect(page.locator(".aq-quote, .aq-refusal").first).to_be_visible()
        assert questions(page) == [question]
        expect(page.locator(".aq-refusal")).to_have_count(0 if n % 2 else 1)
