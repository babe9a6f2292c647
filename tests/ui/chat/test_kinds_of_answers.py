"""Every kind of answer in a browser, on a wide screen and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from index.articles import Article
from index.filters import SearchFilter
from qa.answers import Answer, AnswerKind, Citation
from qa.attribution import Speaker
from tests.ui import fakes_kinds as kinds
from tests.ui.browsing import ClientState, active_quote, ask, check_accessibility, questions, serving
from tests.ui.chat.test_ask_tab_manners import HOSTILE, HOSTILE_LINES, PLANTED
from tests.ui.fakes_kinds import KindsAssistant

REQUESTS = [
    "Summarize these articles",
    "Give me a timeline",
    "Who says what?",
    "Compare the two",
    "Which names occur?",
    "Where does it say so?",
]
# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def engine() -> KindsAssistant:
    return KindsAssistant()


@pytest.fixture(scope="module")
def address(engine: KindsAssistant) -> Iterator[str]:
    with serving(engine) as url:
        yield url


def too_wide(page: Page) -> int:
    """Return by how much the page, or the conversation in it, can be scrolled sideways."""
    return int(
        page.evaluate(
            """() => {
                const talk = document.querySelector("#aq-talk");
                const sideways = document.scrollingElement.scrollWidth - innerWidth;
                return Math.max(sideways, talk.scrollWidth - talk.clientWidth);
            }"""
        )
    )


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found
    return found


WIDE, MIDDLE, PHONE = ((1280, 860), (720, 900), (390, 740))


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def test_no_kind_of_answer_is_wider_than_the_page_and_axe_finds_no_fault(
    visit: ClientState, address: str
) -> None:
    page = visit(address)
    for request in REQUESTS:
        ask(page, request)
        for size in (WIDE, MIDDLE, (360, 740)):
            resize(page, size)
            assert too_wide(page) <= 0, (request, size)
    resize(page, WIDE)
    check_accessibility(page)


def test_the_sides_of_a_comparison_stand_side_by_side_where_there_is_room(
    visit: ClientState, address: str
) -> None:
    page = visit(address)
    ask(page, "Compare the two")
    for size in (WIDE, MIDDLE, PHONE):
        resize(page, size)
        side_by_side = size != PHONE
        first, second = (box(page.locator(".aq-columns .aq-part").nth(n)) for n in (0, 1))
        assert (first["y"] == second["y"] and first["x"] < second["x"]) is side_by_side
        is_below = first["x"] == second["x"] and first["y"] + first["height"] <= second["y"]
        assert is_below is not side_by_side
        quotes = page.locator(".aq-columns .aq-quote")
        # What is said of the same stands in the same row.
        assert (box(quotes.nth(1))["y"] == box(quotes.nth(3))["y"]) is side_by_side


def test_a_day_stands_beside_what_happened_or_above_it_on_a_phone(visit: ClientState, address: str) -> None:
    page = visit(address)
    ask(page, "Give me a timeline")
    for size in (WIDE, PHONE):
        resize(page, size)
        day, told = box(page.locator(".aq-timeline dt").first), box(page.locator(".aq-timeline dd").first)
        assert (day["x"] + day["width"] <= told["x"]) is (size == WIDE)
        assert (day["y"] + day["height"] <= told["y"]) is (size == PHONE)


def test_a_number_in_a_section_opens_its_quote(visit: ClientState, address: str) -> None:
    page = visit(address)
    ask(page, "Give me a timeline")
    page.locator(".aq-timeline dd").nth(1).locator(".aq-cite").click()
    assert active_quote(page) == kinds.ENGINE.quote


def test_what_else_goes_on_in_the_conversation_as_if_it_was_typed(visit: ClientState, address: str) -> None:
    page = visit(address)
    ask(page, "Give me a timeline")
    page.get_by_role("button", name="What else?").click()
    expect(page.locator(".aq-turn")).to_have_count(2)
    expect(page.locator(".aq-timeline")).to_have_count(2)
    expect(page.get_by_role("button", name="What else?")).to_have_count(1)
    said = page.locator("#aq-talk [role=status].aq-unseen")
    expect(said).to_contain_text("More: A timeline with 5 dates")
    page.reload()
    expect(page.locator(".aq-timeline")).to_have_count(2)
    assert questions(page) == ["Give me a timeline", "What else?"]


def test_a_kept_answer_has_its_headings_and_speakers_after_a_reload(visit: ClientState, address: str) -> None:
    page = visit(address)
    ask(page, "Who says what?")
    before = page.locator(".aq-answer").inner_text()
    assert "who chairs the harbour board" in before
    page.reload()
    expect(page.locator(".aq-heading")).to_have_count(3)
    assert page.locator(".aq-answer").inner_text() == before


@pytest.mark.parametrize("width", [1280, 390])
def test_an_article_of_the_other_tab_is_summed_up_at_a_click(
    visit: ClientState, address: str, engine: KindsAssistant, width: int
) -> None:
    page = visit(address, width=width, height=800)
    page.locator("#aq-ask textarea").fill("A draft")
    page.get_by_role("tab", name="Articles").click()
    page.locator("#aq-shelf [data-open='island']").click()
    page.locator("#aq-opened").get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".aq-timeline")).to_be_visible()
    expect(page.locator(".aq-question")).to_be_in_viewport()
    expect(page.locator("#aq-talk")).to_be_focused()
    expect(page.locator(".aq-chip span")).to_have_text("“An island counts its days”")
    expect(page.locator("#aq-ask textarea")).to_have_value("A draft")
    assert engine.filters[-1] == SearchFilter(articles=("island",))
    assert questions(page) == ["Give me a timeline of this article"]
    assert too_wide(page) <= 0


def test_a_row_of_the_list_is_summed_up_with_the_keyboard(visit: ClientState, address: str) -> None:
    page = visit(address)
    page.get_by_role("tab", name="Articles").click()
    page.locator("#aq-shelf [data-open='ferry']").focus()
    page.keyboard.press("Tab")
    summary = page.get_by_role("button", name="Summary: Ferry to Skarholm")
    expect(summary).to_be_focused()
    expect(summary).to_have_css("clip-path", "none")
    page.keyboard.press("Enter")
    expect(page.locator(".aq-sentences")).to_be_visible()
    assert questions(page) == ["Summarize this article"]


def test_an_article_in_the_panel_and_what_is_chosen_are_asked_about(
    visit: ClientState, address: str, engine: KindsAssistant
) -> None:
    page = visit(address, width=390, height=800)
    ask(page, "Compare the two")
    page.locator("#aq-panel").get_by_role("button", name="Who says what").first.click()
    expect(page.locator(".aq-turn")).to_have_count(2)
    expect(page.locator(".aq-turn").last).to_be_in_viewport()
    assert engine.filters[-1] == SearchFilter(articles=("ferry",))
    page.get_by_role("group", name="Ask of what is chosen").get_by_role("button", name="Summary").click()
    expect(page.locator(".aq-turn")).to_have_count(3)
    assert engine.filters[-1] == SearchFilter(articles=("ferry",))
    assert questions(page)[1:] == ["Who says what?", "Summarize this article"]
    assert too_wide(page) <= 0


class HostileKinds(KindsAssistant):
    """Answers every kind of request with headings and speakers that would like to be markup."""

    def answer(self, question: str, *given: object, **options: object) -> Answer:
        article = Article("h", f"{PLANTED} It said so.", HOSTILE, HOSTILE)
        citation = Citation(1, article, 0, len(PLANTED), speaker=Speaker(HOSTILE, 0, len(PLANTED)))
        parts = [(HOSTILE, (citation,)), (f"2 {HOSTILE}", (citation,))]
        return kinds.kind_of_answer(AnswerKind(question), *parts, statement=HOSTILE)


def test_hostile_headings_and_speakers_run_nothing_and_are_shown_as_they_are(visit: ClientState) -> None:
    with serving(HostileKinds()) as url:
        # Without the content security policy, so that only the escaping protects.
        page = visit(url, bypass_csp=True)
        for kind in ("summary", "timeline", "statements", "comparison", "names", "support"):
            ask(page, kind)
            assert too_wide(page) <= 0, kind
        assert page.locator(".aq-heading, .aq-timeline dt").count() >= 10
        assert HOSTILE_LINES[0] in page.locator(".aq-heading").first.inner_text()
        assert page.evaluate("window.stolen") is None
        assert page.locator("#aq-work :is(img, script, style, iframe, [onmouseover])").count() == 0
