"""Fit the lexical reader's confidence on the questions in `benchmarks/languages`.

    python -m benchmarks.fit_lexical_reader

The articles are of two halves, each asked of by itself. What is fitted on one is judged on the other; what is
printed last is fitted on both, for `qa/reader/lexical_reader.py`. The weight of "asks" is chosen, not fitted.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from index import ingest
from index.filters import SearchFilter
from index.library import Library
from index.loaders import load_file
from index.retrieval.hybrid_search import hybrid_search
from qa.defaults import default_embedder
from qa.evaluation import Question, load_questions
from qa.query import PASSAGES_FOUND
from qa.reader.lexical_reader import MAX_READINGS, WEIGHTS, is_lexical, sentence_features
from qa.thresholds import ANSWER_THRESHOLD, STRICT

FOLDER = Path(__file__).parent / "languages"

INVERSE_REGULARISATION = 2.0
"""Inverse of the strength of the L2 regularisation."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its sentences' features and labels."""

    question: Question
    features: Floats
    right: NDArray[np.bool_]


def main() -> None:
    """Fit on either half and judge on the other; then fit on both."""
    halves = _halves()
    for fitted, judged in (halves, halves[::-1]):
        _report(judged, *_fit(fitted))
    weights, intercept = _fit([*halves[0], *halves[1]])
    print("WEIGHTS", dict(zip(WEIGHTS, weights.round(1).tolist(), strict=True)))
    print("INTERCEPT", round(intercept, 1))


def _halves() -> tuple[list[LabelledQuestion], list[LabelledQuestion]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(Path(folder), default_embedder(), create=True) as library,
    ):
        ingest.add(library, load_file(FOLDER / "articles.jsonl"))
        every = [
            _asked(library, question)
            for question in load_questions(FOLDER / "questions.jsonl")
            if is_lexical(question.question)
        ]
    first = [one for one in every if one.question.id.split("-")[1] == "1"]
    return first, [one for one in every if one not in first]


def _asked(library: Library, question: Question) -> LabelledQuestion:
    filters = SearchFilter.of(articles=question.articles)
    hits = hybrid_search(library, [question.question], PASSAGES_FOUND, filters, date.today())
    found, features = sentence_features(question.question, hits)
    likely = np.argsort(-(features @ np.array([*WEIGHTS.values()])), kind="stable")[:MAX_READINGS]
    texts = [found[place].text for place in likely.tolist()]
    right = [any(answer in text for answer in question.answers or ()) for text in texts]
    return LabelledQuestion(question, features[likely], np.array(right, dtype=bool))


def _fit(asked: Sequence[LabelledQuestion]) -> tuple[Floats, float]:
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=3000)
    model.fit(np.concatenate([one.features for one in asked]), np.concatenate([one.right for one in asked]))
    return model.coef_[0], float(model.intercept_[0])


def _report(asked: Sequence[LabelledQuestion], weights: Floats, intercept: float) -> None:
    for threshold in (ANSWER_THRESHOLD, STRICT):
        needed = np.log(threshold / (1 - threshold)) - intercept
        given = [one for one in asked if len(one.right) and (one.features @ weights).max() >= needed]
        right = sum(bool(one.right[(one.features @ weights).argmax()]) for one in given)
        can = sum(one.question.has_answer for one in asked)
        wrongly = sum(not one.question.has_answer for one in given)
        print(
            f"from {threshold}: the first quote right for {right} of {can}, "
            f"{wrongly} of {len(asked) - can} others answered"
        )


if __name__ == "__main__":
    main()
