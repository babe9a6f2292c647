import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.reader.excerpts import Excerpt
from qa.reader.spans import Span
from qa.reader.training import hardest as hardest_module
from qa.reader.training.examples import examples
from qa.reader.training.hardest import KEPT, hardest, load_hardest, main
from qa.reader.training.rows import Row, rows

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

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[Span]]:
        return [
            [
                Span(start, start + 3, 9.0 - self._rank(excerpt.text) - place, (start, end))
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
    found = dict(hardest(SureOf(COOKS, SEAL_ROCK, PILOTS, KEEPERS, GULL_ROCK), known()))
    assert len(found["asked"]) == KEPT
    assert [context for _, (context, _) in found["asked"]] == [COOKS, SEAL_ROCK, PILOTS]
    assert found["asked"][0] == (9.0, (COOKS, (0, 3)))


def test_its_own_context_and_those_with_an_answer_are_no_rivals() -> None:
    asked = row("asked", GULL_ROCK, "Tilda Moberg", "olga berg")
    found = dict(hardest(SureOf(SEAL_ROCK, GULL_ROCK), [asked, *known()[1:]]))
    assert {GULL_ROCK, SEAL_ROCK}.isdisjoint(context for _, (context, _) in found["asked"])


def test_a_question_without_an_answer_needs_no_rival() -> None:
    assert "unanswerable" not in dict(hardest(SureOf(), known()))


def test_what_is_written_is_learnt_from(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardest_module, "ReaderModel", SureOf)
    file = tmp_path / "new" / "hardest.jsonl"
    main([str(data), "--into", str(file)])
    found = load_hardest(file)
    assert [path.name for path in file.parent.iterdir()] == ["hardest.jsonl"]
    assert {name for name, rivals in found.items() if rivals} <= {
        row["id"] for kind in ("squad2", "squadshifts_new_wiki", "qed") for row in rows(data, f"train-{kind}")
    }
    rivals = {context for some in found.values() for context, _ in some}
    with_them = [example for example in examples(data, 1, found) if not example.answer]
    without = [example for example in examples(data, 1) if not example.answer]
    assert sum(example.passage in rivals for example in with_them) > 0
    assert with_them != without


def test_a_file_that_is_absent_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"Make it with `python -m qa\.reader\.training\.hardest"):
        load_hardest(tmp_path / "none.jsonl")


def test_every_line_is_whole(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardest_module, "ReaderModel", SureOf)
    main([str(data), "--into", str(tmp_path / "hardest.jsonl")])
    lines = (tmp_path / "hardest.jsonl").read_text(encoding="utf-8").splitlines()
    rivals = [rival for line in lines for rival in json.loads(line)["rivals"]]
    assert rivals
    for _, context, start, end in rivals:
        assert 0 <= start < end <= len(context)
