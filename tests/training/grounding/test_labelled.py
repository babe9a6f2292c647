from pathlib import Path

import pytest

from tests.training.grounding.claims import write
from training.grounding.labelled import (
    SETS,
    is_learnt_from,
    labelled_examples,
    nearest_sentences,
)


def test_a_claim_and_its_twins_fall_on_the_same_side() -> None:
    sides = {is_learnt_from(f"fs-dev-{base}") for base in ("12-3", "120000002-77", "120000004-501")}
    assert len(sides) == 1
    assert {is_learnt_from(f"fs-dev-{number}-1") for number in range(20)} == {True, False}


@pytest.mark.parametrize("name", SETS)
def test_no_claim_is_both_learnt_from_and_judged_by(name: str, tmp_path: Path) -> None:
    data = write(tmp_path)
    learnt = {one.claim for one in labelled_examples(data, name, learnt=True)}
    judged = {one.claim for one in labelled_examples(data, name, learnt=False)}
    assert learnt
    assert judged
    assert not learnt & judged


def test_votes_are_soft_labels_only_in_learning(tmp_path: Path) -> None:
    data = write(tmp_path)
    taught = [one.supported for one in labelled_examples(data, "summaries", learnt=True)]
    judged = [one.supported for one in labelled_examples(data, "summaries", learnt=True, as_judged=True)]
    assert set(taught) == {1 / 3, 1.0}
    assert set(judged) == {0.0, 1.0}


def test_the_words_that_annotators_marked_are_unsupported(tmp_path: Path) -> None:
    (one, *_) = labelled_examples(write(tmp_path), "wice_spans", learnt=True)
    assert [one.claim[slice(*span)] for span in one.unsupported or ()] == ["old"]


def test_the_nearest_sentences_cover_the_claim_and_keep_their_order() -> None:
    parts = ["Nobody drowned.", "The ferry of Aahus sank.", "Rain fell.", "The captain was Bo Berg."]
    assert nearest_sentences("Bo Berg was captain when the ferry sank", parts, 2) == [parts[1], parts[3]]
    assert nearest_sentences("Snow", parts, 2) == []
    assert nearest_sentences("Snow", [], 2) == []


def test_an_absent_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="wice"):
        list(labelled_examples(tmp_path, "wice", learnt=True))
