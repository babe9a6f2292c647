import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation import (
    Evaluation,
    Outcome,
    Question,
    Reply,
    report_sections,
    shown_figures,
    to_html,
)
from tests.qa.evaluation.runs import EVALUATION, outcome
from tests.qa.evaluation.written import WRITTEN


class Page(HTMLParser):
    """The elements, links and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(str(page))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_shows_figures_plots_and_every_miss() -> None:
    page = Page(to_html(EVALUATION))
    shown = "\n".join(page.texts)
    for label, value in shown_figures(EVALUATION.figures):
        assert label in shown and value in shown
    assert page.elements.count("svg") == 3
    assert page.elements.count("article") == 5
    assert "Misses (5)" in shown
    for text in (
        "The first quote does not answer; a later one does.",
        "Refused, though an article answers it.",
        "Answered, though no article answers it.",
        "None of the first three quotes answers.",
        "No relevant article among the first ten.",
        "Who left? → Flo left",
        "a refusal",
        "Bo rows.",
        "0.80",
    ):
        assert text in shown
    assert "Who sells apples?" not in shown


def test_the_page_shows_what_a_model_wrote_of_a_miss_and_what_of_it_was_held_back() -> None:
    shown = "\n".join(Page(to_html(WRITTEN)).texts)
    assert "Citation recall (ALCE)" in shown and "66.7%" in shown
    for text in (
        "Bo does, too.",
        "Cy did. (The quotes do not have “Cy”.)",
        "Too little of it is carried. Ask again.",
    ):
        assert text in shown


def test_the_page_asks_nothing_of_the_outside() -> None:
    page = to_html(EVALUATION)
    assert "://" not in page and "url(" not in page and "@import" not in page
    assert not {"script", "link", "img", "iframe"} & set(Page(page).elements)
    assert not {"src", "href", "onload", "style"} & {name for name, _ in Page(page).attributes}
    assert "prefers-color-scheme: dark" in page


def test_a_run_without_answers_or_misses_is_a_page_too() -> None:
    page = to_html(Evaluation(()))
    assert "nothing to plot" in page and "Misses (0)" in page and "None." in page


def test_plots_put_shares_where_they_belong() -> None:
    right = [outcome(Question(str(n), "?", ("yes",)), "yes", confidence=1.0) for n in range(3)]
    page = to_html(Evaluation(tuple(right)))
    ideal = re.search(r'class="ideal" x1="(.+?)" y1="(.+?)" x2="(.+?)" y2="(.+?)"', page)
    dots = re.findall(r'class="dot" cx="(.+?)" cy="(.+?)"', page)
    assert ideal is not None
    left, bottom, right_edge, top = map(float, ideal.groups())
    reliability, coverage = ((float(x), float(y)) for x, y in dots)
    assert reliability == (right_edge, top)  # sure of everything, everything right
    assert coverage == (right_edge, bottom)  # everything answered, nothing wrong
    assert left < right_edge and top < bottom


MARKUP = st.text() | st.sampled_from(
    ["<script>alert(1)</script>", "</style><img src=x>", '" onload="x', "{css}"]
)


@settings(deadline=None)
@given(texts=st.lists(MARKUP, min_size=6, max_size=6))
def test_no_text_becomes_markup(texts: list[str]) -> None:
    def page_of(words: list[str]) -> Any:
        a, b, c, d, e, f = words
        question = Question(a, b, (f"{c} expected",), {d: 1}, ((e, f),), type=a)
        return Page(to_html(Evaluation((outcome(question, d, e),))))

    given_page, plain_page = page_of(texts), page_of(["x"] * 6)
    assert given_page.elements == plain_page.elements
    assert [name for name, _ in given_page.attributes] == [name for name, _ in plain_page.attributes]


def test_half_a_surrogate_pair_does_not_stop_the_page_from_being_written() -> None:
    page = to_html(Evaluation((outcome(Question("1", "Why \ud800?", ("x",)), "no"),)))
    assert "Why ??" in page
    page.encode("utf-8")


def test_a_table_has_a_head_only_for_named_columns() -> None:
    figures, _, types = report_sections(EVALUATION).partition("<h2>By type of question</h2>")
    assert "<thead>" not in figures and "<thead>" in types


def test_another_page_shows_the_first_misses_and_says_so() -> None:
    few = report_sections(EVALUATION, 2)
    assert few.count("<article>") == 2 and "The first 2 are shown." in few and "Misses (5)" in few
    assert "are shown" not in report_sections(EVALUATION, 5)


def test_bars_are_as_high_as_their_bins_are_full() -> None:
    question = Question("1", "Why?", None)
    seconds = (0.1, 0.1, 0.1, 0.1, 0.3)
    run = [Outcome(question, None, Reply("", (), (), None, 0.0, taken)) for taken in seconds]
    part = report_sections(Evaluation(tuple(run)))
    heights = [float(height) for height in re.findall(r'class="bar".*? height="(.+?)"', part)]
    assert max(heights) == pytest.approx(4 * min(filter(None, heights)), rel=0.01)
    assert "4 answers in 0.1 to" in part
