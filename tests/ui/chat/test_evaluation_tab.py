import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.errors import LibraryError
from qa.assistant import Assistant
from qa.evaluation import Question, evaluate
from tests.fakes import article
from tests.ui.browsing import ClientState, check_accessibility, serving
from tests.ui.fakes_library import Gate, WordReader, assistant_on
from ui.chat.evaluation_tab import UNEXPECTED, Run, downloaded_file, measure

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

EVIL = "<script>window.hit = 1</script> <img src=x onerror='window.hit = 1'> zebra striped"
QUESTIONS = [
    {"id": "right", "question": "zebra striped", "answers": ["striped"], "relevant": {"zoo": 1}},
    {"id": "wrong", "question": "otter swims", "answers": ["in <b>milk</b>"], "type": "<i>kind</i>"},
    {"id": "refused", "question": "volcano erupted", "answers": []},
    {"id": EVIL, "question": EVIL, "answers": [EVIL]},
]
ARTICLES = [
    article("The zebra is striped.", id="zoo"),
    article("The otter swims in the <b>river</b>.", id="river"),
]


@pytest.fixture(scope="module")
def library() -> tuple[Assistant, WordReader]:
    return assistant_on(*ARTICLES)


@pytest.fixture
def assistant(library: tuple[Assistant, WordReader]) -> Assistant:
    return library[0]


@pytest.fixture
def reader(library: tuple[Assistant, WordReader]) -> Iterator[WordReader]:
    yield library[1]
    library[1].before_reading = lambda _question: None


@pytest.fixture(scope="module")
def address(library: tuple[Assistant, WordReader]) -> Iterator[str]:
    with serving(library[0]) as url:
        yield url


@pytest.fixture
def page(visit: ClientState, address: str) -> Page:
    return open_tab(visit(address))


def open_tab(page: Page) -> Page:
    page.get_by_role("tab", name="Evaluation").click()
    expect(page.locator("#aq-said")).to_be_visible()
    return page


def choose(page: Page, folder: Path, text: str, name: str = "my set.jsonl") -> None:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    page.locator("#aq-questions input").set_input_files(str(file))


def choose_set(page: Page, folder: Path) -> None:
    choose(page, folder, "\n".join(map(json.dumps, QUESTIONS)))
    expect(page.locator("#aq-said")).to_have_text("my set.jsonl · 4 questions")


def run(page: Page) -> None:
    page.get_by_role("button", name="Run", exact=True).click()


def test_a_question_set_is_run_and_its_figures_plots_and_misses_are_shown(page: Page, tmp_path: Path) -> None:
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    choose_set(page, tmp_path)
    run(page)
    expect(page.locator("#aq-said")).to_have_text("Done: 4 questions.")
    results = page.locator("#aq-results")
    expect(results.locator("tr", has_text="Answer in the first quote").first).to_contain_text("33.3%")
    assert results.locator("svg").evaluate_all("charts => charts.map(one => one.ariaLabel)") == [
        "Share right by confidence",
        "Share wrong by share answered",
        "Answers by time taken",
    ]
    miss = results.locator("article", has_text="otter swims")
    expect(miss.locator("dt:has-text('Quoted') + dd")).to_have_text("The otter swims in the <b>river</b>.")
    expect(miss.locator("dt:has-text('Expected') + dd")).to_have_text("in <b>milk</b>")
    expect(results.get_by_role("heading", name="Misses (2)")).to_be_visible()
    assert results.locator("script, img, article b, article i").count() == 0
    assert page.evaluate("window.hit") is None


def test_the_report_and_the_figures_can_be_saved(page: Page, tmp_path: Path) -> None:
    choose_set(page, tmp_path)
    run(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the report").click()
    html = saved.value.path().read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "my set-evaluation.html"
    assert html.startswith("<!doctype html>") and "Misses (2)" in html and "<script>" not in html
    for _ in range(2):
        with page.expect_download() as saved:
            page.get_by_role("button", name="Download the figures").click()
    figures = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert figures["figures"]["questions"] == 4
    assert [outcome["id"] for outcome in figures["outcomes"]][:3] == ["right", "wrong", "refused"]


def test_others_ask_while_it_runs_and_it_can_be_stopped(
    page: Page, visit: ClientState, address: str, tmp_path: Path, reader: WordReader
) -> None:
    gate = Gate()
    reader.before_reading = lambda question: gate() if "otter" in question else None
    choose_set(page, tmp_path)
    run(page)
    assert gate.reached.wait(60)
    expect(page.locator("#aq-said")).to_contain_text("Asked 1 of 4 questions")
    assert page.get_by_label("Asked 1 of 4 questions").evaluate("bar => [bar.value, bar.max]") == [1, 4]
    other = visit(address)
    other.locator("#aq-ask textarea").fill("zebra striped")
    other.keyboard.press("Enter")
    expect(other.get_by_text("The zebra is striped.").first).to_be_visible()
    open_tab(other)
    expect(other.locator("#aq-said")).to_have_text("No question set chosen yet.")
    expect(other.locator("#aq-results")).to_have_text("")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#aq-said")).to_have_text("Stopping after this question…")
    gate.open()
    expect(page.locator("#aq-said")).to_have_text("Stopped after 2 of 4 questions.")
    expect(page.locator("#aq-results tr", has_text="Questions").first).to_contain_text("2")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_a_second_run_waits_for_its_turn(
    page: Page, visit: ClientState, address: str, tmp_path: Path, reader: WordReader
) -> None:
    gate = Gate()
    reader.before_reading = gate
    choose_set(page, tmp_path)
    run(page)
    assert gate.reached.wait(60)
    other = open_tab(visit(address))
    choose_set(other, tmp_path)
    run(other)
    expect(other.locator("#aq-said")).to_contain_text("Waiting for its turn")
    gate.open()
    expect(page.locator("#aq-said")).to_have_text("Done: 4 questions.")
    expect(other.locator("#aq-said")).to_have_text("Done: 4 questions.")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("set.jsonl", '{"question": "zebra?"}\n{"question": ""}', "set.jsonl:2: no question."),
        ("set.jsonl", "", "set.jsonl: no question in it."),
        ("set.txt", "x", "set.txt: not a question file."),
    ],
)
def test_a_bad_file_is_told_and_the_set_chosen_before_stays(
    page: Page, tmp_path: Path, name: str, text: str, said: str
) -> None:
    choose_set(page, tmp_path)
    choose(page, tmp_path, text, name)
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert str(tmp_path) not in page.get_by_role("alert").inner_text()
    run(page)
    expect(page.locator("#aq-said")).to_have_text("Done: 4 questions.")


def test_on_a_phone_nothing_is_cut_off(visit: ClientState, address: str, tmp_path: Path) -> None:
    page = open_tab(visit(address, 360, 740))
    choose_set(page, tmp_path)
    run(page)
    expect(page.locator("#aq-said")).to_have_text("Done: 4 questions.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_no_fault_and_the_last_miss_can_be_scrolled_to(page: Page, tmp_path: Path) -> None:
    choose_set(page, tmp_path)
    run(page)
    expect(page.locator("#aq-said")).to_have_text("Done: 4 questions.")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()
    check_accessibility(page)
    page.locator("#aq-results article").last.scroll_into_view_if_needed()
    expect(page.locator("#aq-results article").last).to_be_in_viewport()


def test_an_error_on_the_way_is_told_and_what_was_measured_is_kept(
    assistant: Assistant, reader: WordReader
) -> None:
    def fail(question: str) -> None:
        if question == "otter swims":
            raise LibraryError("The library is damaged. Run `qa check`.")
        if question == "bug":
            raise RuntimeError("secret")

    reader.before_reading = fail
    questions = tuple(Question(text, text, ("striped",)) for text in ("zebra striped", "otter swims"))
    session = Run("set", questions)
    *_, (told, shown) = measure(assistant, session)
    assert "Stopped at question 2 of 2: The library is damaged." in told
    assert shown and session.evaluation and len(session.evaluation.outcomes) == 1
    session = Run("set", (Question("bug", "bug", ("x",)),))
    *_, (told, shown) = measure(assistant, session)
    assert UNEXPECTED in told and "secret" not in told
    assert (shown, session.evaluation, session.running) == ("", None, False)


def test_a_run_that_nobody_follows_any_more_ends(assistant: Assistant) -> None:
    session = Run("set", (Question("1", "zebra striped", ("striped",)),) * 3, running=True)
    steps = measure(assistant, session)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert not session.running


def test_nothing_is_downloaded_file_before_a_run_and_every_file_is_a_new_one(assistant: Assistant) -> None:
    session = Run("set.jsonl")
    assert downloaded_file(session, "html") is None
    session.evaluation = evaluate([Question("1", "half \ud800", ("x",))], assistant)
    first, second = downloaded_file(session, "json"), downloaded_file(session, "json")
    assert first and second and first != second
    assert first["text"].encode("utf-8")
