"""Fit the ranking of sentence selection on half of the questions and judge it on the rest.

    python -m benchmarks.fit_sentence_selection DATA [--every N] [--news-library FOLDER]

The questions are those of `benchmarks/labelled_candidates.py`. Printed is how many have an answering sentence
within so many tokens, by these weights and in the order of the search.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from benchmarks.labelled_candidates import (
    Floats,
    LabelledQuestion,
    RetrievedQuestion,
    fit_ranking_weights,
    holds_answer,
    parse_arguments,
    retrieved_questions,
)
from qa.reader.excerpts import sentences_in
from qa.reader.model import ReaderModel
from qa.reader.sentence_selection import WEIGHTS, ranking_features

BUDGETS = (200, 300, 400, 500, 600, 800)
"""Numbers of tokens of sentences that are read."""

LENGTH = [*WEIGHTS].index("length")


def main() -> None:
    """Fit, judge and print."""
    given = parse_arguments("fit_sentence_selection", __doc__)
    asked = [_ranked(one) for one in retrieved_questions(given.data, given.news_library, given.every)]
    known = [one for one in asked if one.right.any()]
    weights = fit_ranking_weights([one for one in known if one.half == "A"])
    judged = [one for one in known if one.half == "B"]
    for kind in sorted({one.set for one in judged}):
        part = [one for one in judged if one.set == kind]
        for name, scores in (
            ("these weights", [one.features @ weights for one in part]),
            ("the search's order", [-np.arange(len(one.right), dtype=float) for one in part]),
        ):
            print(kind, len(part), name, [f"{share:.3f}" for share in _shares(part, scores)])
    print("WEIGHTS", dict(zip(WEIGHTS, weights.round(2).tolist(), strict=True)))


def _ranked(one: RetrievedQuestion) -> LabelledQuestion:
    sentences = sentences_in(one.hits)
    lengths = _model().count_tokens([sentence.text for sentence in sentences])
    right = [holds_answer(sentence.hit.article_id, sentence.text, one.question) for sentence in sentences]
    known = (
        ranking_features(one.question.question, sentences, lengths)
        if sentences
        else np.zeros((0, len(WEIGHTS)))
    )
    return LabelledQuestion(
        one.set, one.question.id, one.question.has_answer, known, np.array(right, dtype=bool)
    )


def _shares(asked: Sequence[LabelledQuestion], scores: Sequence[Floats]) -> list[float]:
    """Return for each budget the share of questions with an answering sentence within it."""
    return [
        float(np.mean([_within(one, score, budget) for one, score in zip(asked, scores, strict=True)]))
        for budget in BUDGETS
    ]


def _within(one: LabelledQuestion, scores: Floats, budget: int) -> bool:
    order = np.argsort(-scores, kind="stable")
    lengths = np.expm1(one.features[order, LENGTH])
    return bool(one.right[order[: max(1, int((np.cumsum(lengths) <= budget).sum()))]].any())


@cache
def _model() -> ReaderModel:
    return ReaderModel()


if __name__ == "__main__":
    main()
