import random
from itertools import pairwise

import pytest

from qa.answers import AnswerKind
from qa.requests.network import LABELS
from training.intents.__main__ import judged_requests
from training.intents.examples import (
    OTHER_THAN_FACT,
    judged_titles,
    normalised,
    with_adjunct,
    written_examples,
)
from training.intents.grammar import read_fillers


def test_every_label_has_several_hundred_forms_and_none_of_those_that_are_judged() -> None:
    judged = judged_requests()
    examples = written_examples(1, left_out=judged)
    requests = {label: [one.request for one in examples if one.label == label] for label in LABELS}
    assert min(map(len, requests.values())) >= 300
    assert not judged & {normalised(one.request) for one in examples}
    assert len({one.request for one in examples}) == len(examples)


def test_the_parts_of_a_request_are_words_of_it() -> None:
    for one in written_examples(1):
        places = one.parts or ()
        assert all(0 <= place.start < place.end <= len(one.request) for place in places), one
        assert all(first.end <= second.start for first, second in pairwise(places)), one


def test_every_kind_of_answer_is_a_label() -> None:
    assert {kind.value for kind in AnswerKind} < set(LABELS)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who was Bo Berg?", True),
        ("Who was the miller?", False),
        ("What does UN stand for?", True),
        ("What did Bo Berg say about mills?", True),
        ("What happened in 1992?", True),
        ("Who bought the mill?", False),
        ("When did Bo Berg buy the mill?", False),
        ("How many mills were there?", False),
    ],
)
def test_questions_that_may_ask_for_something_else_are_no_facts_to_train_on(
    question: str, other: bool
) -> None:
    assert bool(OTHER_THAN_FACT.search(question)) is other


def test_half_of_the_articles_are_judged_on() -> None:
    assert len(judged_titles([{"title": f"t{n % 10}"} for n in range(30)])) == 5


def test_a_question_is_asked_of_a_day_or_by_an_account_at_either_end() -> None:
    rng = random.Random(1)
    fillers = {**read_fillers(), "ADJUNCT": ("on that day", "according to Berg")}
    assert {with_adjunct("Who left?", fillers, rng) for _ in range(40)} == {
        "Who left on that day?",
        "Who left, according to Berg?",
        "On that day, who left?",
        "According to Berg, who left?",
    }
