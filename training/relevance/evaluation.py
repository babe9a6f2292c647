"""Evaluate a relevance network: `python -m training.relevance.evaluation DATA [WEIGHTS]`.

It is judged by the marks of the articles that are not learnt from, sentence by sentence. The
figures are written into the weights' model card.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.passages import sentences
from qa.evaluation.figures import area_under_roc
from qa.relevance.article_relevance import ABOUT
from qa.relevance.network import SHIPPED, RelevanceNetwork
from training.model_card import add_to_card
from training.relevance.as_requests import as_request
from training.relevance.examples import Marks, articles_of, marked_requests, marked_subjects

SEED = 5
"""Seed of the requests that subjects are asked for in."""

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)


def evaluate(data: Path, network: RelevanceNetwork) -> dict[str, dict[str, float]]:
    """Return the area under the ROC curve over all sentences, and F1 at several thresholds.

    They are those of subjects, of the same subjects asked for in whole requests, and of marked requests.
    """
    rng = random.Random(SEED)  # noqa: S311
    subjects = marked_subjects(held_out=True)
    asked = [replace(one, subject=as_request(one.subject, rng)) for one in subjects]
    articles = articles_of(data)
    return {
        "subjects": _figures(subjects, articles, network),
        "subjects asked for": _figures(asked, articles, network),
        "requests": _figures(marked_requests(held_out=True), articles, network),
    }


def _figures(
    marked: Sequence[Marks], articles: Mapping[str, dict[str, Any]], network: RelevanceNetwork
) -> dict[str, float]:
    scores: list[float] = []
    labels: list[bool] = []
    for one in marked:
        row = articles[one.article]
        places = sentences(row["text"], 0)
        judged = [n for n, (start, _) in enumerate(places) if start not in one.doubtful]
        told = network.relevance(one.subject, row.get("title") or "", row["text"], places, judged)
        scores += told.tolist()
        labels += [places[n][0] in one.about for n in judged]
    figures = {"sentences": float(len(labels)), "auroc": round(area_under_roc(scores, labels) or 0.0, 3)}
    for threshold in sorted({*THRESHOLDS, ABOUT}):
        figures[f"f1 at {threshold}"] = round(f1(scores, labels, threshold), 3)
    return figures


def f1(scores: Sequence[float], labels: Sequence[bool], threshold: float) -> float:
    """Return the harmonic mean of precision and recall of sentences at or above a threshold."""
    taken = [label for score, label in zip(scores, labels, strict=True) if score >= threshold]
    return 2 * sum(taken) / max(1, len(taken) + sum(labels))


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate, print the figures and write them into the model card."""
    parser = argparse.ArgumentParser(prog="python -m training.relevance.evaluation", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    figures = evaluate(given.data, RelevanceNetwork(given.weights))
    print(json.dumps(figures, indent=1))  # noqa: T201
    add_to_card(given.weights, {"judged": figures})


if __name__ == "__main__":
    main()
