import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.passages import MAX_PASSAGE_LENGTH, sentences
from qa.reader.excerpts import Excerpt
from qa.reader.model import SHIPPED, ReaderModel
from qa.reader.span_decoding import AnswerSpan
from training import evaluate as evaluation
from training.datasets import Row, held_out_titles, rows
from training.evaluate import best_answer, evaluate, pack_passages
from training.model_card import CARD

PROSE = st.lists(
    st.sampled_from(["Ann sells apples.", "Who? “Bob.”", "\n\n", "…", " ", "It rains", "a" * 950])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    max_size=30,
).map(" ".join)


class Knowing(ReaderModel):
    """Marks the words it was told for a question; where they do not stand, a word it is not sure of."""

    def __init__(self, told: dict[str, str]) -> None:
        super().__init__()
        self._told = told
        self.asked: list[str] = []

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[AnswerSpan]]:
        self.asked.append(question)
        return [self._reading(self._told.get(question, ""), excerpt.text) for excerpt in excerpts]

    def read_sentences(self, question: str, found: Sequence[tuple[Excerpt, AnswerSpan]]) -> list[AnswerSpan]:
        return [span for _, span in found]

    def _reading(self, words: str, text: str) -> list[AnswerSpan]:
        place = text.find(words) if words else -1
        start, end, margin = (place, place + len(words), 5.0) if place >= 0 else (0, 1, -5.0)
        return [AnswerSpan(start, end, margin, (0, len(text)))]


@pytest.fixture(scope="module")
def answers(data: Path) -> dict[str, str]:
    """The first accepted answer to every question that is judged by."""
    files = rows(data, "dev-xquad") + rows(data, "train-squad2")
    return {row["question"]: row["answers"][0] for row in files if row["answers"]}


@given(PROSE)
@example("Ann sells apples. " * 120)
@settings(deadline=None)
def test_passages_are_runs_of_whole_sentences(text: str) -> None:
    runs = pack_passages(text)
    spans = sentences(text)
    inside = [[span for span in spans if start <= span[0] and span[1] <= end] for start, end in runs]
    assert [span for together in inside for span in together] == spans, "left out, or read twice"
    assert [(together[0][0], together[-1][1]) for together in inside] == runs
    for (start, end), together in zip(runs, inside, strict=True):
        assert end - start <= MAX_PASSAGE_LENGTH or len(together) == 1
    for (start, _), (first, *_) in zip(runs, inside[1:], strict=False):
        assert first[1] - start > MAX_PASSAGE_LENGTH, "the next sentence had room too"


def test_the_best_words_of_all_passages_are_taken() -> None:
    context = "The sea is grey and cold here. " * 40 + "The tower was built by Olga Berg."
    row: Row = {"question": "Who built it?", "title": "", "context": context, "answers": ["Olga Berg"]}
    assert len(pack_passages(context)) > 1
    assert best_answer(Knowing({"Who built it?": "Olga Berg"}), row) == ("Olga Berg", 5.0)


def test_what_is_surer_when_read_alone_is_taken() -> None:
    class Doubtful(Knowing):
        """Sure of the second sentence only when it stands alone."""

        def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[AnswerSpan]]:
            return [[AnswerSpan(0, 3, 2.0, (0, 9)), AnswerSpan(10, 13, 1.0, (10, 19))]]

        def read_sentences(
            self, question: str, found: Sequence[tuple[Excerpt, AnswerSpan]]
        ) -> list[AnswerSpan]:
            return [replace(span, second_pass_margin=-4.0 if span.start == 0 else 4.0) for _, span in found]

    row: Row = {"question": "Who?", "title": "", "context": "Ann came. Bob went.", "answers": ["Bob"]}
    assert best_answer(Doubtful({}), row) == ("Bob", 2.5)


def test_a_model_that_knows_everything_gets_everything(data: Path, answers: dict[str, str]) -> None:
    figures = evaluate(data, Knowing(answers))
    assert figures == {"xquad_exact_match": 1.0, "xquad_f1": 1.0, "squad2_held_out_auroc": 1.0}


def test_a_model_that_knows_nothing_gets_nothing(data: Path) -> None:
    figures = evaluate(data, Knowing({}))
    assert figures == {"xquad_exact_match": 0.0, "xquad_f1": 0.0, "squad2_held_out_auroc": 0.5}


def test_half_an_answer_counts_half(data: Path, answers: dict[str, str]) -> None:
    figures = evaluate(data, Knowing({question: answer.split()[0] for question, answer in answers.items()}))
    assert 0 < figures["xquad_exact_match"] < figures["xquad_f1"] < 1


def test_refusals_are_judged_by_what_was_held_back(data: Path) -> None:
    model = Knowing({})
    evaluate(data, model)
    squad = rows(data, "train-squad2")
    held = held_out_titles(squad)
    expected = [row["question"] for row in rows(data, "dev-xquad")]
    expected += [row["question"] for row in squad if row["title"] in held]
    assert model.asked == expected


def test_one_of_so_many_is_asked(data: Path) -> None:
    all_of_them, some = Knowing({}), Knowing({})
    evaluate(data, all_of_them)
    evaluate(data, some, every=4)
    assert len(some.asked) == pytest.approx(len(all_of_them.asked) / 4, abs=2)


@pytest.mark.parametrize("every", [1, 7])
def test_figures_of_all_questions_go_into_the_card(
    every: int,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("reader.onnx", "tokenizer.json"):
        (tmp_path / name).symlink_to(SHIPPED / name)
    (tmp_path / CARD).write_text('{"steps": 3}', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["evaluate", str(data), str(tmp_path), "--every", str(every)])
    evaluation.main()
    printed = json.loads(capsys.readouterr().out)
    assert printed.keys() == {"xquad_exact_match", "xquad_f1", "squad2_held_out_auroc"}
    card = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    assert card == {"steps": 3} | ({"figures": printed} if every == 1 else {})
