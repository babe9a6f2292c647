from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks import backend_agreement
from benchmarks.backend_agreement import READING, agreements, figures
from index.retrieval.hybrid_search import Hit
from qa.evaluation import Evaluation, Outcome, Question, Reply
from qa.reader import Reading
from tests.benchmarks.quality.fakes import bench_of, context_row, write
from tests.fakes import WordEmbedder


@dataclass
class FirstPassage:
    """Quotes the first passage, or its first letters, with some confidence."""

    confidence: float
    letters: int | None = None

    def read(self, _question: str, hits: Sequence[Hit]) -> list[Reading]:
        return [
            Reading(
                hit.article, hit.start, hit.start + self.letters if self.letters else hit.end, self.confidence
            )
            for hit in hits[:1]
        ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [context_row(f"q{n}", "When did the boat leave?", "c1", "Monday") for n in range(3)]
    write(tmp_path, READING, rows)
    return tmp_path


def replied(*given: tuple[str, float]) -> Evaluation:
    return Evaluation(
        tuple(
            Outcome(Question(quote, "Who?", ("Ann",)), None, Reply("", (quote,), (True,), None, sure, 0.5))
            for quote, sure in given
        )
    )


def test_equal_answers_agree() -> None:
    told = {
        one.label: one
        for one in figures(replied(("A.", 0.5), ("B.", 0.9)), replied(("A.", 0.5), ("B.", 0.89)))
    }
    assert told["equal first quotes"].value == 1.0 and told["equal first quotes"].met
    assert told["largest difference of confidence"].value == pytest.approx(0.01)
    assert told["a question, ms"].value == 500


def test_another_quote_and_another_confidence_are_told() -> None:
    told = {
        one.label: one
        for one in figures(replied(("A.", 0.5), ("B.", 0.9)), replied(("A.", 0.5), ("C.", 0.8)))
    }
    assert told["equal first quotes"].value == 0.5 and told["equal first quotes"].met is False
    assert told["largest difference of confidence"].met is False


def test_every_set_is_asked_of_both(data: Path) -> None:
    bench = replace(bench_of(data), reader=FirstPassage(0.9), every=20)
    parts = [*agreements(bench, FirstPassage(0.9, letters=5))]
    assert [part.name.split(",")[0] for part in parts] == ["samples", "strangers", READING]
    assert [part.figures[0].value for part in parts][-1] == 0.0
    assert parts[-1].figures[1].value == 0.0


@pytest.mark.parametrize(("sure", "status"), [(0.9, 0), (0.8, 1)])
def test_the_status_tells_whether_answers_agree(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sure: float, status: int
) -> None:
    for name in backend_agreement.OTHER_KERNELS:
        monkeypatch.setenv(name, "unchanged afterwards")
    monkeypatch.setattr(backend_agreement, "_readers", lambda: (FirstPassage(0.9), FirstPassage(sure)))
    monkeypatch.setattr("qa.defaults.default_embedder", WordEmbedder)
    assert backend_agreement.main([str(data), "--every", "20"]) == status
    printed = capsys.readouterr().out
    assert "equal first quotes" in printed and "float32" in printed


def test_data_that_is_absent_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=READING):
        backend_agreement.main([str(tmp_path)])
