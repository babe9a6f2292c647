import random
from pathlib import Path

from training.grounding.questions import base_forms, question_examples


def test_verbs_are_told_by_what_stands_before_them() -> None:
    told = base_forms(["to sail and to sail", "they could drown or would drown", "the boat to the sea"])
    assert {"sail", "drown"} <= told
    assert not {"boat", "sea", "the"} & told


def test_right_answers_are_carried_and_others_are_not(data: Path) -> None:
    made = list(question_examples(data, 1.0, random.Random(0)))
    assert {one.supported for one in made} == {0, 1}
    assert {"answer", "unanswerable"} <= {one.kind for one in made}
    for one in made:
        assert one.unsupported != () or one.supported
    wrong = [one for one in made if one.kind == "answer" and not one.supported]
    assert wrong
    assert all(one.claim[slice(*one.unsupported[0])].strip() for one in wrong if one.unsupported)


def test_no_more_is_made_than_is_asked_for(data: Path) -> None:
    assert list(question_examples(data, 0.0, random.Random(0))) == []
