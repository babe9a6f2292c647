from pathlib import Path

import pytest

from benchmarks.quality.sentences import clapnq, same_sentence, trecqa
from tests.benchmarks.quality.fakes import FakeReader, bench_of, figures_of, write


@pytest.mark.parametrize(
    ("quote", "marked", "same"),
    [
        ("The boat left .", "the boat left", True),
        ("It was dark. The boat left.", "The boat left.", True),
        ("The boat left.", "The boat left, and the sea was calm.", True),
        ("The boat left.", "The boat leftover", False),
        ("The boat left.", "A ship came.", False),
        ("", "A ship came.", False),
        ("The boat left.", "...", False),
    ],
)
def test_sentences_are_the_same_where_one_holds_the_other(quote: str, marked: str, same: bool) -> None:
    assert same_sentence(quote, marked) is same


def test_quotes_are_compared_with_the_sentences_people_marked(tmp_path: Path) -> None:
    def row(number: str, question: str, text: str, *evidence: str) -> dict[str, object]:
        passage = {"id": f"{number}_0", "title": "Boats", "text": text}
        return {"id": number, "question": question, "evidence": list(evidence), "passages": [passage]}

    write(
        tmp_path,
        "sentences/clapnq",
        [
            row("1", "when did it leave", "The boat left on Monday .", "The boat left on Monday ."),
            row("2", "when did it come", "It came on Friday .", "It came on Sunday ."),
            row("3", "who rows", "Nobody knows who rows ."),
        ],
    )
    answers = {
        "when did it leave": {"Monday": 0.9},
        "when did it come": {"Friday": 0.8},
        "who rows": {"who": 0.1},
    }
    part = clapnq(bench_of(tmp_path, answers))
    figures = figures_of(part)
    assert figures["a marked sentence is quoted first"] == 0.5
    assert figures["a marked sentence is quoted in the first three"] == 0.5
    assert figures["AUROC of answerable"] == 1.0
    assert [one.id for one in part.misses] == ["2"]


def test_candidates_are_ranked_by_the_reader(tmp_path: Path) -> None:
    def row(name: str, question: str, *labelled: tuple[str, int]) -> dict[str, object]:
        candidates = [{"text": text, "label": label} for text, label in labelled]
        return {"id": name, "question": question, "candidates": candidates}

    write(
        tmp_path,
        "sentences/trecqa",
        [
            row(
                "test-1",
                "Who left?",
                ("Bob stayed .", 0),
                ("Ann left .", 1),
                ("Cy left .", 1),
                ("Di sat .", 0),
            ),
            row("test-2", "Who sat?", ("Bob stayed .", 0), ("Di sat .", 1), ("Eve sat .", 0)),
            row("test-3", "All right?", ("Yes .", 1)),
            row("test-4", "All wrong?", ("No .", 0), ("Never .", 0)),
            row("dev-1", "Who left?", ("Bob stayed .", 0), ("Ann left .", 1)),
        ],
    )
    bench = bench_of(
        tmp_path,
        {"Who left?": {"Ann": 0.9, "Bob": 0.8, "Cy": 0.5, "Di": 0.1}, "Who sat?": {"Eve": 0.9, "Di": 0.2}},
    )
    part = trecqa(bench)
    figures = figures_of(part)
    # Ann, Bob, Cy, Di: relevant at 1 and 3; Eve, Di, Bob: relevant at 2.
    assert figures["mean average precision"] == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert figures["mean reciprocal rank"] == pytest.approx((1 + 1 / 2) / 2)
    assert [one.id for one in part.judged] == ["test-1", "test-2"] and [one.id for one in part.misses] == [
        "test-2"
    ]
    assert part.misses[0].why == "The first right sentence has rank 2 of 3."
    assert "left out, as is usual, are 2 " in part.about
    assert isinstance(bench.reader, FakeReader)
    assert [len(hits) for _, hits in bench.reader.read_hits] == [4, 3]
