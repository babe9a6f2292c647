"""Fit the reader's calibration on half of the questions and judge it on the rest.

    python -m benchmarks.fit_calibration DATA [--every N] [--news-library FOLDER]

The questions are those of `benchmarks/labelled_candidates.py`.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.labelled_candidates import (
    Floats,
    LabelledQuestion,
    RetrievedQuestion,
    fit_ranking_weights,
    holds_answer,
    parse_arguments,
    retrieved_questions,
)
from qa.evaluation.figures import area_under_roc, expected_calibration_error
from qa.reader import SpanReader
from qa.reader.calibration import WEIGHTS
from qa.reader.features import features


def main() -> None:
    """Fit, judge and print."""
    given = parse_arguments("fit_calibration", __doc__)
    asked = [_asked(one) for one in retrieved_questions(given.data, given.news_library, given.every)]
    fitted = [one for one in asked if one.half == "A"]
    judged = [one for one in asked if one.half == "B"]
    weights = fit_ranking_weights(fitted)
    slope, shift = platt_scaling(fitted, weights)
    for name, part in (("fitted on", fitted), ("judged on", judged)):
        report(name, part, weights * slope, shift)
    print("WEIGHTS", dict(zip(WEIGHTS, (weights * slope).round(3).tolist(), strict=True)))
    print("INTERCEPT", round(shift, 3))


def platt_scaling(asked: Sequence[LabelledQuestion], weights: Floats) -> tuple[float, float]:
    """Return slope and intercept of Platt scaling, from the best candidate's score to its probability."""
    best = np.array([(one.features @ weights).max() for one in asked])
    right = np.array([one.right[(one.features @ weights).argmax()] for one in asked])
    sizes = {one.set: sum(other.set == one.set for other in asked) for one in asked}
    model = LogisticRegression(C=1e6)
    model.fit(best[:, None], right, sample_weight=[1 / sizes[one.set] * len(asked) for one in asked])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def report(name: str, asked: Sequence[LabelledQuestion], weights: Floats, intercept: float) -> None:
    """Print for each set the accuracy, the AUROC of answerability and the calibration error."""
    for kind in sorted({one.set for one in asked}):
        part = [one for one in asked if one.set == kind]
        logits = [one.features @ weights + intercept for one in part]
        order = [np.argsort(-logit, kind="stable") for logit in logits]
        first = [bool(one.right[best[0]]) for one, best in zip(part, order, strict=True)]
        three = [bool(one.right[best[:3]].any()) for one, best in zip(part, order, strict=True)]
        can = [one.answerable for one in part]
        sure = [float(1 / (1 + np.exp(-logit.max()))) for logit in logits]
        told = area_under_roc(sure, can)
        print(
            f"{name} {kind}: {len(part)} questions, {sum(can)} answerable; first right"
            f" {sum(first) / max(1, sum(can)):.3f}, first three {sum(three) / max(1, sum(can)):.3f}, AUROC"
            f" {'–' if told is None else f'{told:.3f}'}, calibration error"
            f" {expected_calibration_error(sure, first):.3f}"
        )


def _asked(one: RetrievedQuestion) -> LabelledQuestion:
    question = one.question
    candidates = _reader().candidates(question.question, one.hits)
    if not candidates:
        nothing = np.zeros((1, len(WEIGHTS)))
        return LabelledQuestion(one.set, question.id, question.has_answer, nothing, np.array([False]))
    right = [holds_answer(candidate.hit.article_id, candidate.quote, question) for candidate in candidates]
    known = features(question.question, candidates)
    return LabelledQuestion(one.set, question.id, question.has_answer, known, np.array(right))


@cache
def _reader() -> SpanReader:
    return SpanReader()


if __name__ == "__main__":
    main()
