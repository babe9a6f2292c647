"""Fit the weights of a summary's sentences, for `qa/summarization/sentence_ranking.py`.

    python -m benchmarks.fit_summary_weights DATA

DATA is the folder of the public data for measuring; the weights are fitted on summaries/keys, by a logistic
regression, and judged on the articles that were left out, each in its turn.
"""

import sys
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.command_line import data_parser
from benchmarks.data import Row, require, rows
from benchmarks.quality.summaries import SENTENCES, mark_of
from index.articles import Article
from index.passages import Span
from qa.evaluation.figures import share
from qa.summarization.candidate_sentences import candidate_sentences
from qa.summarization.sentence_features import FEATURES, content_terms, sentence_features

FINE_SHARE = 0.6
"""Share of a sentence that a summary may keep which counts as one to keep."""

NEVER_WEIGHT = 2.0
"""Weight of a sentence that no summary may keep; of every other 1."""

INVERSE_REGULARISATION = 0.1
"""Inverse of the strength of the penalty on the squared weights, for features scaled to unit variance."""


class MarkedArticle(NamedTuple):
    """An article's candidate sentences: features of shape (sentences, features), and marks."""

    features: NDArray[np.float64]
    marks: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how good the fit is on articles left out, and the weights that all together give."""
    flags = data_parser("fit_summary_weights", __doc__).parse_args(arguments)
    require(flags.data, ["summaries/keys", "news/articles"])
    texts = {row["id"]: row for row in rows(flags.data, "news/articles")}
    marked = [_marked(row, texts[row["id"]]) for row in rows(flags.data, "summaries/keys")]
    picked: list[str] = []
    for left_out, article in enumerate(marked):
        weights = _fit([*marked[:left_out], *marked[left_out + 1 :]])
        best = np.argsort(-(article.features @ weights), kind="stable")[:SENTENCES]
        picked += [article.marks[place] for place in best]
    for name, kept in (("key", {"key"}), ("key or fine", {"key", "fine"}), ("never", {"never"})):
        print(f"{name}: {share([mark in kept for mark in picked]):.3f}")
    for feature, weight in zip(FEATURES, _fit(marked), strict=True):
        print(f'    "{feature}": {weight:.2f},')
    return 0


def _marked(row: Row, whole: Row) -> MarkedArticle:
    article = Article(id=row["id"], title=whole["title"], text=whole["text"])
    places: list[Span] = candidate_sentences(article)
    texts = [article.text[start:end] for start, end in places]
    features = sentence_features(article, places, [content_terms(text) for text in texts])
    return MarkedArticle(features, [mark_of(text, row) for text in texts])


def _fit(marked: Sequence[MarkedArticle]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, shape (features,)."""
    features = np.concatenate([one.features for one in marked])
    marks = [mark for one in marked for mark in one.marks]
    scale = features.std(axis=0) + 1e-9
    kept = np.array([{"key": 1.0, "fine": FINE_SHARE}.get(mark, 0.0) for mark in marks])
    weight = np.array([NEVER_WEIGHT if mark == "never" else 1.0 for mark in marks])
    # Every sentence counts as kept and as not, by its share of either.
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000)
    model.fit(
        np.concatenate([features, features]) / scale,
        np.repeat([True, False], len(marks)),
        sample_weight=np.concatenate([weight * kept, weight * (1 - kept)]),
    )
    fitted: NDArray[np.float64] = model.coef_[0] / scale
    return fitted


if __name__ == "__main__":
    sys.exit(main())
