"""Examples of relevance: marked subjects, and questions with the sentence that answers them."""

import gzip
import json
import random
from pathlib import Path

import pytest

from training.relevance import examples as module
from training.relevance.examples import MARKS, marked_examples, marked_subjects, question_examples

TEXT = "The toll rose in spring. Many skippers called it unfair. A library opened in the mill."


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "news").mkdir()
    row = {"id": "harbour", "title": "Harbour", "text": TEXT}
    with gzip.open(tmp_path / "news" / "articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row))
    marks = tmp_path / "marks.jsonl"
    mark = {"article": "harbour", "subject": "costs", "about": [0], "doubtful": [TEXT.index("Many")]}
    marks.write_text(json.dumps(mark), encoding="utf-8")
    monkeypatch.setattr(module, "MARKS", marks)
    return tmp_path


def test_a_sentence_is_about_a_subject_not_about_it_or_unknown(data: Path) -> None:
    (one,) = marked_examples(data, held_out=True)
    assert (one.subject, one.labels) == ("costs", (1.0, -1.0, 0.0))
    assert marked_examples(data, held_out=False) == []


def test_a_cut_window_keeps_the_labels_of_its_sentences(data: Path) -> None:
    for seed in range(6):
        for one in marked_examples(data, held_out=True, rng=random.Random(seed)):
            told = [one.window.text[slice(*place)] for place in one.window.places]
            assert one.labels == tuple(
                1.0 if "toll" in text else -1.0 if "unfair" in text else 0.0 for text in told
            )


def test_a_question_marks_the_sentence_that_answers_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reading").mkdir()
    rows = [
        {"question": "What opened?", "title": "Tey", "context": TEXT, "answers": ["A library"]},
        {"question": "Who fell?", "title": "Tey", "context": TEXT, "answers": []},
    ]
    with gzip.open(tmp_path / "reading" / "train-qed.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(map(json.dumps, rows)))
    monkeypatch.setattr(module, "QUESTIONS", {"qed": 2})
    found = {one.subject: one for one in question_examples(tmp_path, random.Random(1))}
    answered = found["What opened?"]
    told = dict(zip(answered.window.sentences, answered.labels, strict=True))
    assert told[2] == 1.0
    assert sum(answered.labels) == 1.0
    assert not any(found["Who fell?"].labels)


def test_the_marks_name_places_and_no_text() -> None:
    learnt, held_out = marked_subjects(held_out=False), marked_subjects(held_out=True)
    assert not {one.article for one in learnt} & {one.article for one in held_out}
    assert len(learnt) + len(held_out) == len(MARKS.read_text(encoding="utf-8").splitlines())
    for one in [*learnt, *held_out]:
        assert 0 < len(one.subject) < 80
        assert not one.about & one.doubtful
