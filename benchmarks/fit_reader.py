"""Which weights make the reader right and honest? Fits them on half of the questions, judges on the rest.

    python -m benchmarks.fit_reader DATA [--every N] [--news-library FOLDER]

The questions are those of `benchmarks/fitting.py`.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.fitting import Asked, Numbers, Searched, arguments, holds_answer, ranking_weights, searched
from qa.evaluation.figures import area_under_roc, expected_calibration_error
from qa.reader import SpanReader
from qa.reader.calibration import WEIGHTS
from qa.reader.features import features


def main() -> None:
    """Fit, judge and print."""
    given = arguments(__doc__)
    asked = [_asked(one) for one in searched(given.data, given.news_library, given.every)]
    fitted = [one for one in asked if one.half == "A"]
    judged = [one for one in asked if one.half == "B"]
    weights = ranking_weights(fitted)
    slope, shift = scale(fitted, weights)
    for name, part in (("fitted on", fitted), ("judged on", judged)):
        report(name, part, weights * slope, shift)
    print("WEIGHTS", dict(zip(WEIGHTS, (weights * slope).round(3).tolist(), strict=True)))
    print("INTERCEPT", round(shift, 3))


def scale(asked: Sequence[Asked], weights: Numbers) -> tuple[float, float]:
    """Return slope and intercept that make the best candidate's score the chance that it is right (Platt)."""
    best = np.array([(one.features @ weights).max() for one in asked])
    right = np.array([one.right[(one.features @ weights).argmax()] for one in asked])
    sizes = {one.set: sum(other.set == one.set for other in asked) for one in asked}
    model = LogisticRegression(C=1e6)
    model.fit(best[:, None], right, sample_weight=[1 / sizes[one.set] * len(asked) for one in asked])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def report(name: str, asked: Sequence[Asked], weights: Numbers, intercept: float) -> None:
    """Print for each set how often the best is right, how well confidence tells, and how honest it is."""
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


def _asked(one: Searched) -> Asked:
    question = one.question
    candidates = _reader().candidates(question.question, one.hits)
    if not candidates:
        nothing = np.zeros((1, len(WEIGHTS)))
        return Asked(one.set, question.id, question.has_answer, nothing, np.array([False]))
    right = [holds_answer(candidate.hit.article_id, candidate.quote, question) for candidate in candidates]
    known = features(question.question, candidates)
    return Asked(one.set, question.id, question.has_answer, known, np.array(right))


@cache
def _reader() -> SpanReader:
    return SpanReader()


if __name__ == "__main__":
    main()
