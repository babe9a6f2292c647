import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence

import httpx
import pytest
from playwright.sync_api import Page, expect

from index.articles import Article
from index.errors import ArticleQAError
from qa.answers import Answer
from tests.ui.browsing import Visit, active_quote, ask, free_port, serving
from tests.ui.fakes_chat import HERALD, SHIPPED, FakeAssistant, answer_with, cite, refusal
from ui.chat import Asks, Session, Step, converse, serve
from ui.render import Turn

MISSION = "What did North Korea reportedly ship to Russia?"
FOLLOW_UP = "And what did it get in return?"
UNANSWERED = "Who won the football World Cup in 2022?"
EXAMPLES = [MISSION, "Who is Park Won-gon?"]
# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")


@pytest.fixture(scope="module")
def engine() -> Asks:
    """The engine behind the page in the tests that do not bring their own."""
    return FakeAssistant()


@pytest.fixture(scope="module")
def address(engine: Asks) -> Iterator[str]:
    with serving(engine, EXAMPLES) as url:
        yield url


def test_a_click_on_a_number_shows_the_quote_where_it_stands(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, MISSION)
    page.locator("#aq-panel article:not([hidden]) .aq-body").evaluate("body => body.scrollTo(0, 0)")
    page.locator(".aq-cite", has_text="1").first.click()
    quote = active_quote(page)
    assert "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons" in quote
    assert quote in HERALD.text
    shown = page.locator("blockquote.aq-quote").first.inner_text()
    assert shown == quote + "\N{NO-BREAK SPACE}1"
    whole = page.locator("#aq-panel article:not([hidden]) .aq-body").text_content()
    assert whole == HERALD.text


def test_an_answer_opens_its_first_quote_and_leaves_the_focus_in_the_box(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, MISSION)
    assert "artillery shells" in active_quote(page)
    expect(page.locator("#aq-ask textarea")).to_be_focused()
    expect(page.locator("#aq-ask textarea")).to_have_value("")


def test_an_example_is_asked_at_once(visit: Visit, address: str) -> None:
    page = visit(address)
    page.get_by_role("button", name=MISSION).click()
    assert "artillery shells" in active_quote(page)
    assert page.locator(".aq-question").all_inner_texts() == [MISSION]


def test_a_follow_up_says_what_was_searched_and_opens_its_own_quote(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, MISSION)
    ask(page, FOLLOW_UP)
    expect(page.locator(".bot-row").last).to_contain_text("Searched as: ")
    assert page.locator(".bot-row").last.locator(".aq-cite").first.get_attribute("href") == "#cite-2-1"
    expect(page.locator(".bot-row").last.locator(".aq-cite.aq-active")).to_have_count(1)
    assert active_quote(page) in HERALD.text


def test_a_refusal_looks_like_one(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, UNANSWERED)
    reply = page.locator(".aq-refusal")
    expect(reply).to_contain_text("These articles do not say.")
    expect(reply).to_contain_text("Nearest passages (not an answer)")
    expect(page.locator(".aq-cite")).to_have_count(0)
    expect(page.locator("#aq-panel mark")).to_have_count(0)


def test_everything_can_be_done_with_the_keyboard(visit: Visit, address: str) -> None:
    page = visit(address)
    expect(page.locator("#aq-ask textarea")).to_be_focused()
    page.keyboard.type(MISSION)
    page.keyboard.press("Enter")
    expect(page.locator(".aq-cite").first).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.aq-cite')"):
            break
    number = page.locator(".aq-cite:focus")
    expect(number).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".aq-cite:focus")).to_have_class("aq-cite aq-active")
    assert active_quote(page)


def test_two_sessions_do_not_see_each_other(visit: Visit, address: str) -> None:
    first, second = visit(address), visit(address)
    ask(first, MISSION)
    ask(second, UNANSWERED)
    ask(first, FOLLOW_UP)
    assert first.locator(".aq-question").all_inner_texts() == [MISSION, FOLLOW_UP]
    assert second.locator(".aq-question").all_inner_texts() == [UNANSWERED]
    assert MISSION not in second.locator("#aq-chat").inner_text()


def test_a_new_conversation_starts_empty(visit: Visit, address: str) -> None:
    page = visit(address)
    ask(page, MISSION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".aq-question")).to_have_count(0)
    expect(page.locator("#aq-panel")).to_contain_text("open here")
    ask(page, MISSION)
    assert page.locator(".aq-cite").first.get_attribute("href") == "#cite-1-1"
    assert active_quote(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_too_wide_and_a_number_leads_to_the_panel(
    visit: Visit, address: str, scheme: str
) -> None:
    page = visit(address, width=360, height=740, color_scheme=scheme)
    assert overflow(page) <= 0
    ask(page, UNANSWERED)
    ask(page, MISSION)
    assert overflow(page) <= 0
    page.locator(".aq-cite").first.click()
    assert active_quote(page)
    expect(page.locator("#aq-panel mark.aq-active").first).to_be_in_viewport()
    page.get_by_role("button", name="Back to the answer").click()
    expect(page.locator(".aq-cite.aq-active").first).to_be_in_viewport()


def overflow(page: Page) -> int:
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))


HOSTILE_LINES = [
    "<script>window.stolen = 1</script>",
    "<img src=x onerror='window.stolen = 1'>",
    "![x](http://127.0.0.2/x.png)",
    "[here](javascript:window.stolen=1) http://127.0.0.2/ www.127.0.0.2 a@127.0.0.2",
    "</textarea></p></div></article><style>* { display: none !important }</style>",
    "<svg onload='window.stolen = 1'></svg><iframe src='http://127.0.0.2/'></iframe>",
    "$$\\href{javascript:window.stolen=1}{x}$$ {{constructor}} ${window.stolen = 1} `x` <details open>",
    "```mermaid\ngraph TD\n```",
    "&lt;b&gt; &#60;i&#62;",
]
HOSTILE = "\n".join(HOSTILE_LINES)


class HostileEngine:
    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        article = Article("hostile", HOSTILE, HOSTILE, HOSTILE, HOSTILE, url="javascript:window.stolen=1")
        if question.startswith("error"):
            raise ArticleQAError(HOSTILE)
        if question.startswith("refuse"):
            return refusal(question, Article("long", HOSTILE * 20, HOSTILE))
        return answer_with(question, cite(1, article, HOSTILE), standalone=HOSTILE)


def test_hostile_text_runs_nothing_and_loads_nothing(visit: Visit) -> None:
    with serving(HostileEngine()) as url:
        # Without the content security policy, so that only the escaping protects.
        page = visit(url, bypass_csp=True)
        for question in (HOSTILE, "refuse " + HOSTILE, "error " + HOSTILE):
            ask(page, question)
        page.locator(".aq-cite").first.click()
        assert page.evaluate("window.stolen") is None
        for place in ("#aq-chat .message-content", "#aq-panel"):
            planted = page.locator(place).locator(
                ":is(img, script, style, iframe, code, .mermaid, .katex, details)"
            )
            assert planted.count() == 0
            links = page.locator(f"{place} a").evaluate_all(
                "all => all.map(link => link.getAttribute('href'))"
            )
            assert all(link.startswith("#cite-1-") for link in links)
        assert page.locator("#aq-panel .aq-body").text_content() == HOSTILE
        assert page.locator(".aq-question").first.inner_text() == HOSTILE
        for line in HOSTILE_LINES:
            assert line.split("\n")[0] in (page.locator("blockquote.aq-quote").text_content() or "")


class SlowEngine:
    """Answers when it is let go, and only if two questions are being answered at the same time."""

    def __init__(self, at_once: int) -> None:
        self.together = threading.Barrier(at_once, timeout=15)
        self.release = threading.Event()

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        self.together.wait()
        self.release.wait(15)
        return answer_with(question, cite(1, HERALD, SHIPPED))


def test_several_sessions_are_answered_at_the_same_time(visit: Visit) -> None:
    engine = SlowEngine(at_once=2)
    with serving(engine) as url:
        pages = [visit(url), visit(url)]
        for page in pages:
            page.locator("#aq-ask textarea").fill(MISSION)
            page.keyboard.press("Enter")
            expect(page.locator(".aq-reading")).to_have_text("Reading the articles…")
        engine.release.set()
        for page in pages:
            assert active_quote(page) == SHIPPED


def test_a_conversation_left_while_it_is_answered_stays_left(visit: Visit) -> None:
    engine = SlowEngine(at_once=1)
    with serving(engine) as url:
        page = visit(url)
        for question in ("one", "two"):
            page.locator("#aq-ask textarea").fill(question)
            page.keyboard.press("Enter")
            expect(page.locator(".aq-question")).to_have_text([question])
            if question == "one":
                page.get_by_role("button", name="New conversation").click()
                expect(page.locator(".aq-question")).to_have_count(0)
        engine.release.set()
        assert active_quote(page) == SHIPPED
        assert page.locator(".aq-question").all_inner_texts() == ["two"]


def test_errors_are_one_calm_line_and_the_session_goes_on(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(FakeAssistant()) as url:
        page = visit(url)
        ask(page, "x" * 3000)
        expect(page.locator(".aq-problem")).to_contain_text("Ask it in fewer than 2,000 characters.")
        ask(page, "crash")
        expect(page.locator(".aq-problem").last).to_contain_text("Something went wrong")
        assert "secret" not in page.content()
        assert "secret detail of a bug" in caplog.text
        ask(page, MISSION)
        assert active_quote(page) == SHIPPED


def test_the_engine_gets_the_last_ten_exchanges_of_this_conversation() -> None:
    engine = FakeAssistant()
    answered = answer_with("?", cite(1, HERALD, SHIPPED))
    turns = [Turn(str(number), answered) for number in range(12)] + [Turn("failed", problem="No.")]
    list(converse(engine, MISSION, Session(tuple(turns))))
    assert engine.asked == [(MISSION, tuple((str(number), answered.text) for number in range(2, 12)))]


@pytest.mark.parametrize(("typed", "session"), [(" \n", Session()), (MISSION, Session(asking=object()))])
def test_nothing_is_asked_when_blank_or_while_another_question_is_answered(
    typed: str, session: Session
) -> None:
    engine = FakeAssistant()
    assert list(converse(engine, typed, session)) == [Step()]
    assert engine.asked == []


def test_a_session_that_was_cut_off_can_ask_again() -> None:
    session = Session()
    steps = converse(FakeAssistant(), MISSION, session)
    next(steps)
    assert isinstance(steps, Generator)
    steps.close()
    assert [turn.question for turn in session.turns] == []
    list(converse(FakeAssistant(), MISSION, session))
    assert [turn.question for turn in session.turns] == [MISSION]


def test_the_server_gives_and_takes_no_files_and_answers_to_its_own_name_only(address: str) -> None:
    assert "default-src 'self'" in httpx.get(address).headers["content-security-policy"]
    for route in (
        "file=/etc/hostname",
        "file/etc/hostname",
        f"proxy={address}",
        "upload_progress?upload_id=1",
    ):
        assert httpx.get(f"{address}gradio_api/{route}").status_code == 404
    assert httpx.post(f"{address}gradio_api/upload", files={"files": b"x"}).status_code == 404
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 400


def test_a_port_that_is_taken_is_an_error_that_names_the_option() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ArticleQAError, match=f"127.0.0.1:{port} .*--port"):
            serve(FakeAssistant(), examples=[], port=port, open_browser=False)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_cannot_be_is_an_error_that_names_the_option(port: int) -> None:
    with pytest.raises(ArticleQAError, match="--port"):
        serve(FakeAssistant(), examples=[], port=port, open_browser=False)


def test_the_chat_is_served_until_it_is_interrupted() -> None:
    program = (
        "from tests.ui.fakes_chat import FakeAssistant; from ui.chat import serve;"
        f"serve(FakeAssistant(), examples=[], port={free_port()}, open_browser=False)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Article QA is at http://127.0.0.1:")
        assert httpx.get(line.split()[4]).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
