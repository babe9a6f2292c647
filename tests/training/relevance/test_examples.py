"""Examples of relevance: marked subjects, and questions with the sentence that answers them."""

import gzip
import json
import random
from pathlib import Path

import pytest

from training.relevance import examples as module
from training.relevance.examples import (
    REQUEST_MARKS,
    SUBJECT_MARKS,
    marked_examples,
    marked_requests,
    marked_subjects,
    question_examples,
)

TEXT = "The toll rose in spring. Many skippers called it unfair. A library opened in the mill."


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "news").mkdir()
    row = {"id": "harbour", "title": "Harbour", "text": TEXT}
    with gzip.open(tmp_path / "news" / "articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row))
    mark = {"article": "harbour", "subject": "costs", "about": [0], "doubtful": [TEXT.index("Many")]}
    asked = {**mark, "subject": "What opened, and where?", "about": [TEXT.index("A library")]}
    for name, marked in (("SUBJECT_MARKS", mark), ("REQUEST_MARKS", asked)):
        file = tmp_path / f"{name}.jsonl"
        file.write_text(json.dumps(marked), encoding="utf-8")
        monkeypatch.setattr(module, name, file)
    return tmp_path


def test_a_sentence_is_about_a_subject_not_about_it_or_unknown(data: Path) -> None:
    on_costs, asked = marked_examples(data, held_out=True)
    assert (on_costs.subject, on_costs.labels) == ("costs", (1.0, -1.0, 0.0))
    assert (asked.subject, asked.labels) == ("What opened, and where?", (0.0, -1.0, 1.0))
    assert marked_examples(data, held_out=False) == []


def test_a_cut_window_keeps_the_labels_of_its_sentences(data: Path) -> None:
    for seed in range(6):
        for one in marked_examples(data, held_out=True, rng=random.Random(seed)):
            told = [one.window.text[slice(*place)] for place in one.window.places]
            word = "library" if one.subject == "What opened, and where?" else "toll"
            assert one.labels == tuple(
                1.0 if word in text else -1.0 if "unfair" in text else 0.0 for text in told
            )


def test_some_subjects_are_asked_for_in_a_whole_request(data: Path) -> None:
    drawn = (marked_examples(data, held_out=True, rng=random.Random(seed)) for seed in range(20))
    subjects = {one.subject for examples in drawn for one in examples}
    assert "costs" in subjects
    assert any(len(subject.split()) > 2 and "costs" in subject.lower() for subject in subjects)


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
    for marks, file, longest in (
        (marked_subjects, SUBJECT_MARKS, 80),
        (marked_requests, REQUEST_MARKS, 300),
    ):
        learnt, held_out = marks(held_out=False), marks(held_out=True)
        assert not {one.article for one in learnt} & {one.article for one in held_out}
        assert len(learnt) + len(held_out) == len(file.read_text(encoding="utf-8").splitlines())
        for one in [*learnt, *held_out]:
            assert 0 < len(one.subject) < longest
            assert not one.about & one.doubtful
