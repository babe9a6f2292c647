"""Asking, in a browser: the answer, its quotes and where they lead."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from qa.thresholds import ANSWER_THRESHOLD
from tests.ui.browsing import ClientState, active_quote, ask, questions, send, serving
from tests.ui.fakes_chat import CONTAINERS, ESSAY, HERALD, SHIPPED, FakeAssistant, SlowAssistant

MISSION = "What did North Korea reportedly ship to Russia?"
UNANSWERED = "Who won the football World Cup in 2022?"
DISAGREED = "When was the visit?"
EXAMPLES = [MISSION, "Who is Park Won-gon?"]
# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def engine() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def address(engine: FakeAssistant) -> Iterator[str]:
    with serving(engine, EXAMPLES) as url:
        yield url


@pytest.fixture
def page(visit: ClientState, address: str) -> Page:
    return visit(address)


def clipboard(page: Page) -> str:
    expect(page.locator("#aq-toast")).to_contain_text("copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_click_on_a_number_shows_the_quote_where_it_stands(page: Page) -> None:
    ask(page, MISSION)
    page.locator("#aq-panel article:not([hidden]) .aq-body").evaluate("body => body.scrollTo(0, 0)")
    page.locator(".aq-cite", has_text="1").first.click()
    quote = active_quote(page)
    assert "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons" in quote
    assert quote in HERALD.text
    assert page.locator("blockquote.aq-quote").first.inner_text() == quote + "\N{NO-BREAK SPACE}1"
    assert page.locator("#aq-panel article:not([hidden]) .aq-body").text_content() == HERALD.text


def test_an_answer_opens_its_first_quote_and_leaves_the_focus_in_the_box(page: Page) -> None:
    ask(page, MISSION)
    assert active_quote(page) == SHIPPED
    expect(page.locator("#aq-ask textarea")).to_be_focused()
    expect(page.locator("#aq-ask textarea")).to_have_value("")


def test_a_number_of_an_earlier_answer_opens_that_answers_articles_again(page: Page) -> None:
    ask(page, MISSION)
    ask(page, "And what did it get in return?")
    expect(page.locator("#aq-panel article")).to_have_count(1)
    page.locator('.aq-cite[href="#cite-1-2"]').click()
    expect(page.locator("#aq-panel article")).to_have_count(2)
    assert active_quote(page) == CONTAINERS


def test_an_example_is_asked_at_once(page: Page) -> None:
    page.get_by_role("button", name=MISSION).click()
    assert active_quote(page) == SHIPPED
    assert questions(page) == [MISSION]


def test_pointing_at_a_number_or_going_to_it_with_the_keyboard_shows_its_quote(page: Page) -> None:
    ask(page, DISAGREED)
    tip = page.locator("#aq-tip")
    expect(tip).to_be_hidden()
    page.locator(".aq-disagreement .aq-cite").last.hover()
    expect(tip).to_contain_text(CONTAINERS)
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if tip.is_visible():
            break
    expect(tip).to_contain_text("Putin in Pyongyang")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_tap_shows_the_quote_and_the_next_one_opens_its_article(visit: ClientState, address: str) -> None:
    page = visit(address, width=360, height=740, has_touch=True)
    ask(page, MISSION)
    page.locator(".aq-cite").first.tap()
    expect(page.locator("#aq-tip")).to_contain_text("tap again")
    page.locator(".aq-cite").first.tap()
    expect(page.locator("#aq-tip")).to_be_hidden()
    expect(page.locator("#aq-panel mark.aq-active").first).to_be_in_viewport()


def test_a_refusal_looks_like_one_and_its_passages_can_be_read_in_their_place(page: Page) -> None:
    ask(page, UNANSWERED)
    reply = page.locator(".aq-refusal")
    expect(reply).to_contain_text("These articles do not say.")
    expect(reply).to_contain_text("Nearest passages (not an answer)")
    expect(page.locator(".aq-cite")).to_have_count(0)
    expect(page.locator("#aq-sources")).to_be_hidden()
    reply.get_by_role("button", name="Read it there").first.click()
    assert active_quote(page) == HERALD.text[1000:1900].replace("\n\n", "")
    expect(page.locator("#aq-panel")).to_contain_text("A passage that was found, not quoted.")


def test_how_it_was_found_is_told_and_what_was_read_does_not_look_like_what_is_quoted(page: Page) -> None:
    ask(page, UNANSWERED)
    told = page.locator(".aq-fold")
    expect(told.locator("ol")).to_be_hidden()
    told.get_by_text("How this was found").click()
    expect(told).to_contain_text(f"Searched: {UNANSWERED}")
    expect(told).to_contain_text(f"rated 10%, where {ANSWER_THRESHOLD:.0%} is needed for an answer")
    assert re.search(r"Answered in \d+\.\d\d seconds", told.inner_text())
    expect(told.locator("li")).to_have_count(2)
    expect(told.locator("li").first).to_contain_text("not quoted")
    told.locator("li button").last.click()
    active_quote(page)
    assert (
        page.locator("#aq-panel mark")
        .first.evaluate("m => getComputedStyle(m).backgroundColor")
        .endswith("0)")
    )
    ask(page, MISSION)
    expect(told.first.locator("ol")).to_be_visible()


def test_an_answer_is_copied_with_its_citations_as_text_and_as_markdown(page: Page) -> None:
    ask(page, MISSION)
    page.get_by_role("button", name="Copy", exact=True).click()
    assert f"“{SHIPPED}” [1]" in clipboard(page)
    page.get_by_role("button", name="Copy as Markdown").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('**'))")
    assert f"> {SHIPPED} \\[1\\]" in clipboard(page)


def test_a_copied_link_opens_the_quote_in_another_browser(
    visit: ClientState, page: Page, address: str
) -> None:
    ask(page, MISSION)
    page.get_by_role("button", name="Copy link").first.click()
    link = clipboard(page)
    start = HERALD.text.index(SHIPPED)
    assert link == f"{address}?article=korea-herald&start={start}&end={start + len(SHIPPED)}"
    other = visit(link)
    assert active_quote(other) == SHIPPED
    expect(other.locator("#aq-panel")).to_contain_text("The place that the link leads to.")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("article=nothing&start=1&end=2", "not in this library"),
        ("article=essay&start=x&end=2", "not both numbers"),
        ("article=essay&start=5", "not both numbers"),
        ("article=essay&start=5&end=99999999", "shorter, or was edited"),
        ("article=essay&start=9&end=3", "shorter, or was edited"),
    ],
)
def test_a_link_that_leads_nowhere_says_so(visit: ClientState, address: str, query: str, said: str) -> None:
    page = visit(f"{address}?{query}")
    expect(page.get_by_role("alert")).to_contain_text(said)
    ask(page, MISSION)
    assert active_quote(page) == SHIPPED


def test_a_link_to_an_article_alone_opens_it_at_its_beginning(visit: ClientState, address: str) -> None:
    page = visit(f"{address}?article=essay")
    expect(page.locator("#aq-panel h2")).to_have_text(ESSAY.title)


def test_a_thumb_and_a_remark_are_kept_with_the_answer(page: Page, engine: FakeAssistant) -> None:
    ask(page, MISSION)
    bad = page.get_by_role("button", name="Bad answer")
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    page.get_by_label("What was wrong?").fill("Too long.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("What was wrong?")).to_have_value("Too long.")
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "false")


def test_the_last_question_is_asked_again_or_edited_in_its_own_place(page: Page) -> None:
    ask(page, UNANSWERED)
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".aq-refusal")).to_have_count(1)
    page.get_by_role("button", name="Edit question").click()
    expect(page.locator("#aq-ask textarea")).to_have_value(UNANSWERED)
    expect(page.get_by_text("You are editing your last question.")).to_be_visible()
    send(page, MISSION)
    assert active_quote(page) == SHIPPED
    assert questions(page) == [MISSION]
    expect(page.get_by_text("You are editing")).to_be_hidden()


def test_editing_can_be_left_and_ends_with_a_reload(page: Page) -> None:
    ask(page, MISSION)
    for leave in (lambda: page.keyboard.press("Escape"), page.reload):
        page.get_by_role("button", name="Edit question").click()
        expect(page.get_by_text("You are editing")).to_be_visible()
        leave()
        expect(page.get_by_text("You are editing")).to_be_hidden()
        expect(page.locator(".aq-turn")).to_have_count(1)
    ask(page, UNANSWERED)
    assert questions(page) == [MISSION, UNANSWERED]


def test_a_question_that_takes_long_can_be_stopped_and_comes_back_to_the_box(visit: ClientState) -> None:
    engine = SlowAssistant()
    with serving(engine) as url:
        page = visit(url)
        send(page, MISSION)
        expect(page.locator(".aq-reading")).to_have_text("Reading the articles…")
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".aq-turn")).to_have_count(0)
        expect(page.locator("#aq-ask textarea")).to_have_value(MISSION)
        engine.release.set()
        ask(page, UNANSWERED)
        assert questions(page) == [UNANSWERED]


def test_errors_are_one_calm_line_and_the_session_goes_on(
    page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    ask(page, "x" * 3000)
    expect(page.locator(".aq-problem")).to_contain_text("Ask it in fewer than 2,000 characters.")
    ask(page, "crash")
    expect(page.locator(".aq-problem").last).to_contain_text("Something went wrong")
    assert "secret" not in page.content()
    assert "secret detail of a bug" in caplog.text
    ask(page, MISSION)
    assert active_quote(page) == SHIPPED
