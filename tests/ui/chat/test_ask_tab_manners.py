"""How the tab behaves in a browser: keyboard, phone, search filter, hostile text, first steps."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from index import ingest
from index.articles import Article
from index.errors import ArticleQAError
from index.filters import NO_FILTER, SearchFilter
from qa.answers import Answer
from qa.turns import Turn
from tests.ui.browsing import SCHEMES, ClientState, active_quote, ask, check_accessibility, questions, serving
from tests.ui.fakes_chat import HERALD, SHIPPED, FakeAssistant, answer_with, cite, new_library, refusal

MISSION = "What did North Korea reportedly ship to Russia?"
UNANSWERED = "Who won the football World Cup in 2022?"
# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def engine() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def address(engine: FakeAssistant) -> Iterator[str]:
    with serving(engine) as url:
        yield url


@pytest.fixture
def page(visit: ClientState, address: str) -> Page:
    return visit(address)


# Types and presses Enter in the moment the box is there.
AT_ONCE = """
new MutationObserver((_, observer) => {
    const box = document.querySelector("#aq-ask textarea");
    if (!box) return;
    observer.disconnect();
    box.value = "Who sails at dawn?";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}).observe(document, { subtree: true, childList: true });
"""


def open_filter(page: Page) -> None:
    page.get_by_role("button", name="Filter…").click()
    expect(page.locator("#aq-filter")).to_be_visible()


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    expect(page.locator("#aq-ask textarea")).to_be_focused()
    page.keyboard.type(MISSION)
    page.keyboard.press("Enter")
    expect(page.locator(".aq-cite").first).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.aq-cite')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".aq-cite:focus")).to_have_class("aq-cite aq-active")
    assert active_quote(page)


def test_a_question_asked_before_the_page_is_ready_is_not_lost(visit: ClientState, address: str) -> None:
    page = visit(address, at_first=AT_ONCE)
    expect(page.locator(".aq-turn")).to_have_count(1)
    assert questions(page) == ["Who sails at dawn?"]


def test_a_link_skips_to_the_sources_and_escape_closes_them(page: Page) -> None:
    ask(page, MISSION)
    page.locator(".aq-skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#aq-panel article:not([hidden]) .aq-body")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#aq-sources")).to_be_hidden()
    expect(page.locator(".aq-cite.aq-active").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#aq-sources")).to_be_visible()


def test_a_reply_is_said_to_those_who_do_not_see_it(page: Page) -> None:
    said = page.locator("#aq-talk [role=status].aq-unseen")
    ask(page, MISSION)
    expect(said).to_contain_text(f"Answer with 2 quotes: {SHIPPED}")
    ask(page, UNANSWERED)
    expect(said).to_have_text("No answer. These articles do not say.")


def test_axe_finds_no_fault(page: Page) -> None:
    check_accessibility(page)
    ask(page, "When was the visit?")
    ask(page, UNANSWERED)
    for summary in page.locator(".aq-fold summary").all():
        summary.click()
    page.get_by_role("button", name="Good answer").first.click()
    expect(page.locator(".aq-remark")).to_be_visible()
    check_accessibility(page)
    open_filter(page)
    page.locator("[data-find]").fill("pyong")
    expect(page.locator(".aq-matches li")).to_have_count(2)
    check_accessibility(page)
    page.locator(".aq-matches button").first.click()
    page.keyboard.press("Escape")
    expect(page.locator(".aq-chip")).to_have_count(1)
    page.get_by_role("button", name="Earlier", exact=True).click()
    expect(page.locator("#aq-earlier li")).to_have_count(1)
    check_accessibility(page)


def test_on_a_phone_nothing_is_too_wide_and_a_number_leads_to_the_panel(
    visit: ClientState, address: str
) -> None:
    page = visit(address, width=360, height=740)
    assert overflow(page) <= 0
    ask(page, UNANSWERED)
    ask(page, MISSION)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert overflow(page) <= 0
    page.locator(".aq-cite").first.click()
    assert active_quote(page)
    expect(page.locator("#aq-panel mark.aq-active").first).to_be_in_viewport()
    page.get_by_role("button", name="Back to the answer").click()
    expect(page.locator(".aq-cite.aq-active").first).to_be_in_viewport()
    for name in ("Filter…", "Earlier"):
        page.get_by_role("button", name=name, exact=True).click()
        box = page.locator(":popover-open").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
        page.keyboard.press("Escape")


def overflow(page: Page) -> int:
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


def test_questions_are_filtered_and_each_filter_is_a_chip_to_take_away(
    page: Page, engine: FakeAssistant
) -> None:
    open_filter(page)
    page.get_by_label("Source").select_option("The Korea Herald")
    page.get_by_label("From").fill("2024-06-01")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator("#aq-filter")).to_be_hidden()
    chips = page.locator(".aq-chip span")
    expect(chips).to_have_text(["The Korea Herald", "from 1 June 2024"])
    ask(page, MISSION)
    assert engine.filters[-1] == SearchFilter(("The Korea Herald",), date(2024, 6, 1))
    expect(page.locator(".aq-turn")).to_contain_text("Only in: The Korea Herald; from 1 June 2024")
    page.reload()
    expect(chips).to_have_text(["The Korea Herald", "from 1 June 2024"])
    page.get_by_role("button", name="Remove: The Korea Herald").click()
    expect(chips).to_have_text(["from 1 June 2024"])
    page.get_by_role("button", name="Remove: from 1 June 2024").click()
    expect(chips).to_have_count(0)
    ask(page, UNANSWERED)
    assert engine.filters[-1] == SearchFilter()


def test_days_in_the_wrong_order_are_not_taken(page: Page) -> None:
    open_filter(page)
    page.get_by_label("From").fill("2024-06-01")
    page.get_by_label("Until").fill("2024-05-01")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator("#aq-toast")).to_contain_text("The first day is after the last")
    expect(page.locator(".aq-chip")).to_have_count(0)


def test_an_open_article_can_be_asked_about(page: Page, engine: FakeAssistant) -> None:
    ask(page, MISSION)
    page.get_by_role("button", name="Ask about this article").first.click()
    expect(page.locator(".aq-chip span")).to_have_text("“Putin’s Pyongyang trip highlights need…”")
    ask(page, UNANSWERED)
    assert engine.filters[-1] == SearchFilter(articles=("korea-herald",))


def test_an_article_of_the_other_tab_can_be_asked_about(page: Page) -> None:
    page.get_by_role("tab", name="Articles").click()
    page.locator("#aq-shelf [data-open='essay']").click()
    page.locator("[data-about='essay']").click()
    expect(page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".aq-chip span")).to_have_text("“Putin in Pyongyang: essay”")
    expect(page.locator("#aq-ask textarea")).to_be_focused()


def test_an_empty_library_offers_the_samples_and_the_way_to_add(visit: ClientState) -> None:
    with serving(FakeAssistant(new_library()), [MISSION]) as url:
        page = visit(url)
        expect(page.get_by_role("heading", name="No articles yet")).to_be_visible()
        page.get_by_role("button", name="Add articles").click()
        expect(page.get_by_role("tab", name="Articles")).to_have_attribute("aria-selected", "true")
        page.get_by_role("tab", name="Ask").click()
        page.get_by_role("button", name="Load two sample articles").click()
        started = page.locator("#aq-talk .aq-start")
        expect(started).to_contain_text("2 articles from The Korea Herald and others.")
        page.get_by_role("button", name=MISSION).click()
        assert active_quote(page) == SHIPPED
        assert questions(page) == [MISSION]


def test_articles_that_were_just_added_are_there_when_the_reader_comes_back(visit: ClientState) -> None:
    engine = FakeAssistant(new_library())
    with serving(engine) as url:
        page = visit(url)
        page.get_by_role("button", name="Add articles").click()
        expect(page.locator("#aq-shelf .aq-start")).to_be_visible()
        assert ingest.add(engine.library, [HERALD]) == []
        page.get_by_role("tab", name="Ask").click()
        expect(page.locator("#aq-talk .aq-start")).to_contain_text("1 article from The Korea Herald.")


HOSTILE_LINES = [
    "<script>window.stolen = 1</script>",
    "<img src=x onerror='window.stolen = 1'>",
    "![x](http://127.0.0.2/x.png)",
    "[here](javascript:window.stolen=1) http://127.0.0.2/ www.127.0.0.2 a@127.0.0.2",
    "</textarea></p></div></article><style>* { display: none !important }</style>",
    "<svg onload='window.stolen = 1'></svg><iframe src='http://127.0.0.2/'></iframe>",
    "$$\\href{javascript:window.stolen=1}{x}$$ {{constructor}} ${window.stolen = 1} `x` <details open>",
    '" onmouseover="window.stolen = 1" popover x=\'',
    "```mermaid\ngraph TD\n```",
    "&lt;b&gt; &#60;i&#62; \u202eleft to right",
]
HOSTILE = "\n".join(HOSTILE_LINES)
TAGS = (
    *("img", "svg", "body", "video", "audio", "iframe", "object", "embed", "form", "input", "link", "base"),
    *("style", "script", "template", "meter", "details", "a", "math", "marquee"),
)
EVENTS = ("onload", "onerror", "onfocus autofocus", "onclick", "ontoggle open", "onanimationstart")
PAYLOADS = [
    f"<{tag} {event}=window.stolen=1 src=//127.0.0.2/x href=javascript:window.stolen=1>"
    for tag in TAGS
    for event in EVENTS
]
PLANTED = "\n".join([HOSTILE, *PAYLOADS])


class HostileAssistant(FakeAssistant):
    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Answer:
        article = Article("hostile", PLANTED, HOSTILE, HOSTILE, HOSTILE, url="javascript:window.stolen=1")
        if question.startswith("error"):
            raise ArticleQAError(HOSTILE)
        if question.startswith("refuse"):
            return refusal(question, Article("long", HOSTILE * 20, HOSTILE))
        return answer_with(question, cite(1, article, PLANTED), standalone=HOSTILE)


def test_hostile_text_runs_nothing_and_loads_nothing(visit: ClientState) -> None:
    hostile = Article("x' onclick='y", HOSTILE, HOSTILE, HOSTILE)
    with serving(HostileAssistant(new_library(hostile, HERALD)), [HOSTILE]) as url:
        # Without the content security policy, so that only the escaping protects.
        page = visit(url, bypass_csp=True)
        page.locator(".aq-examples button").click()
        expect(page.locator(".aq-quote")).to_be_visible()
        for question in ("refuse " + HOSTILE, "error " + HOSTILE):
            ask(page, question)
        page.locator(".aq-cite").first.hover()
        expect(page.locator("#aq-tip")).to_be_visible()
        page.locator(".aq-cite").first.click()
        assert page.locator("blockquote.aq-quote").text_content() == PLANTED + "\N{NO-BREAK SPACE}1"
        assert page.locator("#aq-panel .aq-body").text_content() == PLANTED
        assert overflow(page) <= 0
        page.get_by_role("button", name="Earlier", exact=True).click()
        expect(page.locator("#aq-earlier li")).to_have_count(1)
        page.keyboard.press("Escape")
        open_filter(page)
        page.locator("[data-find]").fill("window")
        page.locator(".aq-matches button").first.click()
        expect(page.locator(".aq-chip")).to_have_count(1)
        page.keyboard.press("Escape")
        assert page.evaluate("window.stolen") is None
        planted = page.locator(
            "#aq-work :is(img, script, style, iframe, code, .mermaid, .katex, [onmouseover])"
        )
        assert planted.count() == 0
        links = page.locator("#aq-work a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
        assert all(link.startswith("#cite-1-") for link in links)
        assert page.locator(".aq-question").first.text_content() == HOSTILE
