import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import InputError
from qa.evaluation import (
    FIGURES,
    Evaluation,
    Outcome,
    Question,
    Reply,
    compare,
    load_baseline,
    to_html,
    to_json,
)

QUALITY = [key for key, figure in FIGURES.items() if figure.higher_is_better is not None]


def outcome(
    question: Question, *quotes: str, confidence: float = 0.5, ranked: tuple[str, ...] = ()
) -> Outcome:
    reply = Reply("shown", quotes, (True,) * len(quotes), None, confidence, 0.25)
    return Outcome(question, ranked if question.relevant else None, reply)


EVALUATION = Evaluation(
    (
        outcome(Question("1", "Who sells apples?", ("Ann",), {"fruit": 1}), "Ann sells.", ranked=("fruit",)),
        outcome(Question("2", "Who rows?", ("Bo",), type="typo"), "Cy sells.", "Bo rows.", confidence=0.8),
        outcome(Question("3", "And then?", ("Di",), history=(("Who left?", "Flo left"),)), confidence=0.2),
        outcome(Question("4", "Why?", ()), "No reason.", confidence=0.4),
        outcome(Question("5", "Where?", ("Rome",)), "In Oslo."),
        Outcome(Question("6", "Found?", None, {"lost": 1}), ("fruit",), None),
    )
)


class Page(HTMLParser):
    """The elements, links and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_json_holds_figures_types_and_every_outcome() -> None:
    report = json.loads(json.dumps(to_json(EVALUATION)))
    assert list(report) == ["figures", "types", "outcomes"]
    assert report["figures"] == EVALUATION.figures
    assert list(report["types"]) == ["question", "typo"]
    assert [row["id"] for row in report["outcomes"]] == ["1", "2", "3", "4", "5", "6"]
    second, third, last = (report["outcomes"][n] for n in (1, 2, 5))
    assert second["quotes"] == ["Cy sells.", "Bo rows."] and second["confidence"] == 0.8
    assert second["right_in_first"] is False and second["right_in_first_three"] is True
    assert third["refused"] is True and third["history"] == [["Who left?", "Flo left"]]
    assert last["refused"] is None and last["rank"] is None and last["ranked"] == ["fruit"]
    assert {tuple(row) for row in report["outcomes"]} == {tuple(second)}


def test_a_written_report_is_a_baseline(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    path.write_text(json.dumps(to_json(EVALUATION)), encoding="utf-8")
    baseline = load_baseline(path)
    assert baseline == EVALUATION.figures
    assert compare(EVALUATION.figures, baseline) == []


@pytest.mark.parametrize("key", QUALITY)
def test_a_worse_figure_is_a_fall_and_a_better_one_is_not(key: str) -> None:
    worse, better = (0.4, 0.6) if FIGURES[key].higher_is_better else (0.6, 0.4)
    assert [fall.key for fall in compare({key: worse}, {key: 0.5})] == [key]
    assert compare({key: better}, {key: 0.5}) == []


@pytest.mark.parametrize("key", [key for key in FIGURES if key not in QUALITY])
def test_times_and_counts_never_fall(key: str) -> None:
    assert compare({key: 0.0}, {key: 9.0}) == compare({key: 9.0}, {key: 0.0}) == []


def test_a_rounding_difference_is_no_fall() -> None:
    assert compare({"refusal_auroc": 0.9001}, {"refusal_auroc": 0.901}) == []
    assert len(compare({"refusal_auroc": 0.899}, {"refusal_auroc": 0.9001})) == 1


def test_a_figure_that_can_no_longer_be_computed_counts_as_nothing() -> None:
    (fall,) = compare({"refusal_recall": None}, {"refusal_recall": 0.5, "exact_quote_rate": None})
    assert str(fall) == "Unanswerable questions refused (recall): 50.0% before, – now"
    assert compare({"wrong_among_given": None}, {"wrong_among_given": 0.5}) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"figures": 3}',
        b'{"figures": {}}',
        b'{"figures": {"refusal_auroc": "high"}}',
        b'{"figures": {"refusal_auroc": NaN}}',
        b'{"figures": {"refusal_auroc": true}}',
        b'{"figures": {"refusal_auroc": 1' + b"0" * 400 + b"}}",
        b'{"figures": {"seconds_median": 1}}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "base.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"base\.json: .* Name a file that `qa eval"):
        load_baseline(path)


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No baseline at .*--json FILE"):
        load_baseline(tmp_path / "none.json")


def test_the_page_shows_figures_plots_and_every_miss() -> None:
    page = Page(to_html(EVALUATION))
    shown = "\n".join(page.texts)
    for key, value in EVALUATION.figures.items():
        assert FIGURES[key].label in shown and FIGURES[key].show(value) in shown
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
