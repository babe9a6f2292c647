import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.reader.excerpts import Excerpt
from qa.reader.span_decoding import AnswerSpan
from training.datasets import Row, rows
from training.examples import examples
from training.hard_negatives import reader_mined
from training.hard_negatives.reader_mined import KEPT_PER_QUESTION, load_mined, main, mine_negatives

GULL_ROCK = "The lighthouse on Gull Rock was designed by Tilda Moberg."
SEAL_ROCK = "The lighthouse on Seal Rock was designed by Olga Berg."
KEEPERS = "The keepers of the lighthouse left in 1972."
COOKS = "The cooks of the lighthouse came in 1931. They were many."
PILOTS = "The pilots saw the lighthouse from afar."
QUESTION = "Who designed the lighthouse on Gull Rock?"


class SureOf:
    """Marks the first word of every sentence; the surer, the further up its passage is in a list."""

    def __init__(self, *passages: str) -> None:
        self._passages = passages

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[AnswerSpan]]:
        return [
            [
                AnswerSpan(start, start + 3, 9.0 - self._rank(excerpt.text) - place, (start, end))
                for place, (start, end) in enumerate(excerpt.sentences)
            ]
            for excerpt in excerpts
        ]

    def _rank(self, text: str) -> int:
        return self._passages.index(text) if text in self._passages else len(self._passages)


def row(name: str, context: str, *answers: str) -> Row:
    return {"id": name, "question": QUESTION, "title": "", "context": context, "answers": list(answers)}


def known() -> list[Row]:
    return [
        row("asked", GULL_ROCK, "Tilda Moberg"),
        row("unanswerable", COOKS),
        *(row(f"other {number}", text, "none") for number, text in enumerate((SEAL_ROCK, KEEPERS, PILOTS))),
    ]


def test_the_passages_the_reader_is_surest_of_come_first() -> None:
    found = dict(mine_negatives(SureOf(COOKS, SEAL_ROCK, PILOTS, KEEPERS, GULL_ROCK), known()))
    assert len(found["asked"]) == KEPT_PER_QUESTION
    assert [context for _, (context, _) in found["asked"]] == [COOKS, SEAL_ROCK, PILOTS]
    assert found["asked"][0] == (9.0, (COOKS, (0, 3)))


def test_its_own_context_and_those_with_an_answer_are_no_rivals() -> None:
    asked = row("asked", GULL_ROCK, "Tilda Moberg", "olga berg")
    found = dict(mine_negatives(SureOf(SEAL_ROCK, GULL_ROCK), [asked, *known()[1:]]))
    assert {GULL_ROCK, SEAL_ROCK}.isdisjoint(context for _, (context, _) in found["asked"])


def test_a_question_without_an_answer_needs_no_rival() -> None:
    assert "unanswerable" not in dict(mine_negatives(SureOf(), known()))


def test_what_is_written_is_learnt_from(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_mined, "ReaderModel", SureOf)
    file = tmp_path / "new" / "hard_negatives.jsonl"
    main([str(data), "--into", str(file)])
    found = load_mined(file)
    assert [path.name for path in file.parent.iterdir()] == ["hard_negatives.jsonl"]
    assert {name for name, rivals in found.items() if rivals} <= {
        row["id"] for kind in ("squad2", "squadshifts_new_wiki", "qed") for row in rows(data, f"train-{kind}")
    }
    rivals = {context for some in found.values() for context, _ in some}
    with_them = [example for example in examples(data, 1, found) if not example.answer]
    without = [example for example in examples(data, 1) if not example.answer]
    assert sum(example.passage in rivals for example in with_them) > 0
    assert with_them != without


def test_a_file_that_is_absent_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"Make it with `python -m training.hard_negatives\.reader_mined"):
        load_mined(tmp_path / "none.jsonl")


def test_every_line_is_whole(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_mined, "ReaderModel", SureOf)
    main([str(data), "--into", str(tmp_path / "hard_negatives.jsonl")])
    lines = (tmp_path / "hard_negatives.jsonl").read_text(encoding="utf-8").splitlines()
    rivals = [rival for line in lines for rival in json.loads(line)["negatives"]]
    assert rivals
    for _, context, start, end in rivals:
        assert 0 <= start < end <= len(context)
