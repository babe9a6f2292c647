import json
from pathlib import Path

import pytest

from index.errors import InputError
from qa.evaluation import FIGURES, compare, load_baseline, to_json
from tests.qa.evaluation.runs import EVALUATION
from tests.qa.evaluation.written import WRITTEN

QUALITY = [key for key, figure in FIGURES.items() if figure.higher_is_better is not None]


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


def test_json_tells_of_every_sentence_that_was_written() -> None:
    report = json.loads(json.dumps(to_json(WRITTEN)))
    first, second, _, last = report["outcomes"]
    assert last["prose"] is None
    prose = first["prose"]
    assert (prose["is_answer"], prose["tokens"], prose["cost"]) == (True, 100, 0.25)
    assert prose["sentences"][1] == {
        **{"text": "Bo does, too.", "held_back": ""},
        "quality": {"recalled": True, "precise": [True, False]},
    }
    assert second["prose"]["problem"] == "Too little of it is carried. Ask again."
    assert second["prose"]["sentences"] == [
        {"text": "Cy rows.", "held_back": "The quotes do not have “Cy”.", "quality": None}
    ]


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
