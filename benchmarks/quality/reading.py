"""Extractive reading of one context a question: exact match, F1 and answerability."""

from collections.abc import Sequence

from benchmarks.data import Row
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part, judge
from benchmarks.quality.selective_risk import PERCENT, selective_risk_figures
from qa.evaluation import Evaluation, Outcome, Question
from qa.evaluation.figures import exact_match, token_f1
from qa.thresholds import ANSWER_THRESHOLD
from training.datasets import held_out_titles


def xquad(bench: Bench) -> Part:
    """Measure exact match and F1 of the marked words, every answer given."""
    evaluation = _asked(bench, "xquad", bench.rows("reading/dev-xquad"))
    figures = evaluation.figures
    return Part(
        "xquad",
        f"reading/dev-xquad: {evaluation.asked} questions, each asked of its own context; "
        "every answer given.",
        (
            Measured("exact match of the marked words", figures["marked_words_exact_match"], at_least=0.64),
            Measured("F1 of the marked words", figures["marked_words_f1"], at_least=0.77),
            Measured("answer in the first quote", figures["answer_in_first_quote"], form=PERCENT),
        ),
        tuple(_judged_by_words(outcome) for outcome in evaluation.outcomes),
    )


def squad2(bench: Bench) -> Part:
    """Measure how well confidence tells questions with an answer from others, on articles held back."""
    every = bench.rows("reading/train-squad2")
    held = held_out_titles(every)
    evaluation = _asked(bench, "squad2", [row for row in every if row["title"] in held])
    figures = evaluation.at(ANSWER_THRESHOLD).figures
    return Part(
        "squad2",
        f"reading/train-squad2, the {len(held)} articles that were not trained on: {evaluation.asked} "
        "questions, each asked of its own context.",
        (
            Measured('AUROC of "has an answer"', figures["refusal_auroc"], at_least=0.85),
            Measured("answer in the first quote", figures["answer_in_first_quote"], form=PERCENT),
            *selective_risk_figures(evaluation),
        ),
        judge(evaluation, ANSWER_THRESHOLD),
        plotted=True,
    )


def _asked(bench: Bench, name: str, every: Sequence[Row]) -> Evaluation:
    """Ask the rows' questions, each of its own context, in a library of all the contexts."""
    contexts = {
        row["context_id"]: {"id": row["context_id"], "title": row["title"], "text": row["context"]}
        for row in every
    }
    questions = [
        Question(row["id"], row["question"], tuple(row["answers"]), articles=(row["context_id"],))
        for row in bench.sampled_rows(every)
    ]
    with bench.assistant(contexts.values(), name=name) as assistant:
        return bench.ask(questions, assistant)


def _judged_by_words(outcome: Outcome) -> Judged:
    question, reply = outcome.question, outcome.reply
    assert reply
    marked, answers = reply.marked or "", question.answers or ()
    right = exact_match(marked, answers)
    return Judged(
        id=question.id,
        question=question.question,
        expected=answers,
        quoted=reply.quotes[:1],
        right=right,
        why="" if right else f"Other words are marked (F1 {token_f1(marked, answers):.2f}).",
        confidence=reply.confidence,
        marked=reply.marked,
    )
