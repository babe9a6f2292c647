"""Answers to the fixed question set: each keeps its promises, and together they are as good as they were."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.embedding.packaged_embedder import PackagedEmbedder
from qa.answers import Answer, AnswerKind
from qa.assistant import Assistant
from qa.evaluation import Evaluation, Question, load_baseline
from tests.qa.invariants import check_invariants
from tests.quality import BASELINE, MAY_FALL, QUESTIONS, RENEW, falls, measure, to_baseline

NEARLY_SURE = 0.8
"""Confidence from which on no rise to certainty is told as a move."""


@pytest.fixture(scope="module")
def assistant(seed_folder: Path, embedder: PackagedEmbedder) -> Iterator[Assistant]:
    with Assistant.open(seed_folder, embedder=embedder) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def measured(assistant: Assistant) -> tuple[Evaluation, list[Answer]]:
    """Every question, asked once, and its answer."""
    return measure(assistant)


def test_no_figure_fell_below_the_baseline(measured: tuple[Evaluation, list[Answer]]) -> None:
    fell = falls(measured[0], json.loads(BASELINE.read_text(encoding="utf-8")))
    assert not fell, "\n".join(fell)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_quote_stands_where_it_is_said_to(
    measured: tuple[Evaluation, list[Answer]], assistant: Assistant, question: Question
) -> None:
    answer = measured[1][QUESTIONS.index(question)]
    assert answer.question == question.question
    check_invariants(answer, assistant)
    assert answer.hits or answer.kind is not AnswerKind.FACT, "a refusal shows the nearest passages"


def test_the_baseline_is_of_this_question_set() -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert list(baseline["outcomes"]) == [question.id for question in QUESTIONS]
    assert list(baseline["figures"]) == list(MAY_FALL)
    assert baseline["figures"]["exact_quote_rate"] == 1.0
    assert load_baseline(BASELINE) == baseline["figures"], "qa eval compares with it too"


# The guard itself


def refusing(evaluation: Evaluation, count: int) -> Evaluation:
    """Return what it would come to if so many right answers were refused."""
    right = [one for one in evaluation.outcomes if one.right_in_first and one.reply][:count]
    worse = {one.question.id: replace(one.reply, quotes=(), exact=()) for one in right if one.reply}
    return Evaluation(
        tuple(replace(one, reply=worse.get(one.question.id, one.reply)) for one in evaluation.outcomes)
    )


def test_a_question_fewer_is_let_pass_and_two_are_named(measured: tuple[Evaluation, list[Answer]]) -> None:
    evaluation = measured[0]
    baseline = to_baseline(evaluation)
    assert falls(evaluation, baseline) == []
    assert falls(refusing(evaluation, 1), baseline) == []
    first, second = [one.question for one in evaluation.outcomes if one.right_in_first][:2]
    told = falls(refusing(evaluation, 2), baseline)
    assert [line.partition(":")[0] for line in told[:2]] == [
        "Answer in the first quote",
        "Answer in the first three quotes",
    ]
    assert [line.partition(" ")[0] for line in told[2:-1]] == [first.id, second.id]
    assert all("was right in the first quote (" in line and "is refused (" in line for line in told[2:-1])
    assert told[-1] == RENEW


def test_one_quote_that_is_not_exact_fails_and_is_named(
    measured: tuple[Evaluation, list[Answer]],
) -> None:
    evaluation = measured[0]
    first, *others = evaluation.outcomes
    assert first.reply
    inexact = replace(first, reply=replace(first.reply, exact=(False, *first.reply.exact[1:])))
    figure, question, _ = falls(Evaluation((inexact, *others)), to_baseline(evaluation))
    assert figure.startswith("Quotes that are exact: 100.0% in the baseline")
    assert question.startswith(f"{first.question.id} ") and "is inexact" in question


def test_confidence_that_tells_less_fails_and_what_moved_is_named(
    measured: tuple[Evaluation, list[Answer]],
) -> None:
    evaluation = measured[0]
    sure = tuple(
        replace(one, reply=replace(one.reply, confidence=1.0))
        for one in evaluation.outcomes
        if one.reply and not one.question.has_answer and one.reply.confidence < NEARLY_SURE
    )
    known = tuple(one for one in evaluation.outcomes if one.question.has_answer)
    figure, *questions, _ = falls(Evaluation((*known, *sure)), to_baseline(evaluation))
    assert figure.startswith("Confidence tells answerable from not (AUROC): ")
    assert {line.partition(" ")[0] for line in questions} == {one.question.id for one in sure}
    assert all("100% sure" in line for line in questions)
