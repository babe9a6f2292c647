from pathlib import Path

import pytest

from benchmarks.quality.reading import squad2, xquad
from tests.benchmarks.quality.fakes import FakeReader, bench_of, context_row, figures_of, write
from training.datasets import held_out_titles


def test_marked_words_are_compared_with_the_answers(tmp_path: Path) -> None:
    write(
        tmp_path,
        "reading/dev-xquad",
        [
            context_row("1", "When did the red boat leave?", "c1", "Monday"),
            context_row("2", "What left on that day?", "c1", "boat", "the boat"),
            context_row("3", "Who sells apples there?", "c2", "Ann"),
        ],
    )
    # The last would be right in the other context, where it may not look.
    answers = {
        "When did the red boat leave?": {"Monday": 0.1},
        "What left on that day?": {"red boat": 0.9},
        "Who sells apples there?": {"Monday": 0.9},
    }
    bench = bench_of(tmp_path, answers)
    part = xquad(bench)
    figures = figures_of(part)
    assert figures["exact match of the marked words"] == pytest.approx(1 / 3)
    assert figures["F1 of the marked words"] == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert [(one.id, one.marked) for one in part.misses] == [("2", "red boat"), ("3", None)]
    assert "F1 0.67" in part.misses[0].why
    assert isinstance(bench.reader, FakeReader)
    for (_, hits), context in zip(bench.reader.read_hits, ("c1", "c1", "c2"), strict=True):
        assert {hit.article_id for hit in hits} == {context}


def test_only_articles_held_back_are_asked_about(tmp_path: Path) -> None:
    titles = [f"Title {number}" for number in range(5)]
    rows = [
        context_row(f"{title} {question}", question, "c1", *answers, title=title)
        | {"context_id": f"{title}#0"}
        for title in titles
        for question, answers in (
            ("When did the red boat leave?", ["Monday"]),
            ("Who sells apples there?", []),
        )
    ]
    write(tmp_path, "reading/train-squad2", rows)
    (held,) = held_out_titles(rows)
    part = squad2(
        bench_of(
            tmp_path,
            {"When did the red boat leave?": {"Monday": 0.9}, "Who sells apples there?": {"boat": 0.2}},
        )
    )
    assert [one.id for one in part.judged] == [
        f"{held} When did the red boat leave?",
        f"{held} Who sells apples there?",
    ]
    figures = figures_of(part)
    assert figures['AUROC of "has an answer"'] == 1.0
    assert figures["answer in the first quote"] == 1.0
    assert part.plotted and part.given == ([0.9, 0.2], [True, False])
