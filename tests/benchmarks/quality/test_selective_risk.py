import pytest

from benchmarks.quality import selective_risk as module
from benchmarks.quality.selective_risk import selective_risk_figures
from qa.evaluation import Evaluation, Outcome, Question, Reply


def run() -> Evaluation:
    """Confidence 0.9 right, 0.6 wrong, 0.4 right, 0.1 wrong (nothing answers)."""
    return Evaluation(
        tuple(
            Outcome(Question(str(n), "?", answers), None, Reply("", (quote,), (True,), None, confidence, 0.1))
            for n, (answers, quote, confidence) in enumerate(
                [(("Ann",), "Ann", 0.9), (("Ann",), "Bob", 0.6), (("Ann",), "Ann", 0.4), ((), "Cy", 0.1)]
            )
        )
    )


@pytest.fixture(autouse=True)
def thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWER_THRESHOLD", 0.3)
    monkeypatch.setattr(module, "STRICT", 0.8)


def test_wrong_answers_and_answers_at_either_setting() -> None:
    found = {figure.label: figure for figure in selective_risk_figures(run(), default=0.4, strict=0.1)}
    assert found["wrong among the answers given, by default"].value == pytest.approx(1 / 3)
    assert found["wrong among the answers given, by default"].met
    assert found["questions answered, by default"].value == 3 / 4
    assert found["wrong among the answers given, strictly"].value == 0
    assert found["questions answered, strictly"].value == 1 / 4
    assert found["questions that could be answered with 5% wrong"].value == 1 / 4
    assert found["questions that could be answered with 25% wrong"].value == 1 / 4


def test_where_nothing_is_answered_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STRICT", 0.95)
    found = {figure.label: figure.value for figure in selective_risk_figures(run())}
    assert found["wrong among the answers given, strictly"] == 0
    assert found["questions answered, strictly"] == 0


def test_where_nothing_was_asked_nothing_is_told() -> None:
    assert {figure.value for figure in selective_risk_figures(Evaluation(()))} == {None}
