"""Fit the weights of a summary's sentences, for `qa/summarization/sentence_ranking.py`.

    python -m benchmarks.fit_summary_weights DATA

DATA is the folder of the public data for measuring. The weights of a logistic regression are fitted on
summaries/keys and on `summary_marks.jsonl`, our own marks of twenty other articles of news/articles
(numbers of sentences, as `index.passages.sentences` cuts them), and judged on the articles that were
left out, each in its turn.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.command_line import data_parser
from benchmarks.data import Row, require, rows, set_path
from benchmarks.quality.summaries import SENTENCES, mark_of
from index.articles import Article
from index.loaders import load_file
from index.passages import sentences
from qa.evaluation.figures import share
from qa.summarization.candidate_sentences import candidate_sentences
from qa.summarization.sentence_features import FEATURES, content_terms, sentence_features
from qa.summarization.sentence_ranking import RankedSentence, maximal_marginal_relevance

OWN_MARKS = Path(__file__).parent / "summary_marks.jsonl"

FINE_SHARE = 0.6
"""Share of a sentence that a summary may keep which counts as one to keep."""

NEVER_WEIGHT = 2.0
"""Weight of a sentence that no summary may keep; of every other 1."""

INVERSE_REGULARISATION = 0.1
"""Inverse of the strength of the penalty on the squared weights, for features scaled to unit variance."""


class MarkedArticle(NamedTuple):
    """An article's candidate sentences, their features of shape (sentences, features), and their marks."""

    sentences: list[RankedSentence]
    features: NDArray[np.float64]
    marks: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how good the fit is on articles left out, and the weights that all together give."""
    flags = data_parser("fit_summary_weights", __doc__).parse_args(arguments)
    require(flags.data, ["summaries/keys", "news/articles"])
    loaded = load_file(set_path(flags.data, "news/articles"))
    articles = {article.id: article for article in loaded if isinstance(article, Article)}
    every = [*rows(flags.data, "summaries/keys"), *_own_marks(articles)]
    marked = [_marked(row, articles[row["id"]]) for row in every]
    picked: list[str] = []
    for left_out, article in enumerate(marked):
        weights = _fit([*marked[:left_out], *marked[left_out + 1 :]])
        picked += _picked(article, weights)
    for name, kept in (("key", {"key"}), ("key or fine", {"key", "fine"}), ("never", {"never"})):
        print(f"{name}: {share([mark in kept for mark in picked]):.3f}")
    for feature, weight in zip(FEATURES, _fit(marked), strict=True):
        print(f'    "{feature}": {weight:.2f},')
    return 0


def _own_marks(articles: Mapping[str, Article]) -> Iterator[Row]:
    """Yield our own marks in the form of summaries/keys, with the articles' sentences."""
    for line in OWN_MARKS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = articles[row["id"]]
        places = sentences(article.text, article.body_start)
        yield {**row, "sentences": [article.text[start:end] for start, end in places]}


def _marked(row: Row, article: Article) -> MarkedArticle:
    places = candidate_sentences(article)
    terms = [content_terms(article.text[start:end]) for start, end in places]
    candidates = [
        RankedSentence(article, start, end, rank, 0.0, frozenset(said))
        for rank, ((start, end), said) in enumerate(zip(places, terms, strict=True))
    ]
    marks = [mark_of(one.text, row) for one in candidates]
    return MarkedArticle(candidates, sentence_features(article, places, terms), marks)


def _picked(article: MarkedArticle, weights: NDArray[np.float64]) -> list[str]:
    """Return the marks of the sentences that a summary with these weights has."""
    scored = [
        replace(one, score=float(score))
        for one, score in zip(article.sentences, article.features @ weights, strict=True)
    ]
    marks = {one.key: mark for one, mark in zip(scored, article.marks, strict=True)}
    return [marks[one.key] for one in islice(maximal_marginal_relevance(scored), SENTENCES)]


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
