"""Evaluate a relevance network: `python -m training.relevance.evaluation DATA [WEIGHTS]`.

It is judged by the marked subjects of the articles that are not learnt from, sentence by sentence. The
figures are written into the weights' model card.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from index.passages import sentences
from qa.evaluation.figures import area_under_roc
from qa.relevance.article_relevance import ABOUT
from qa.relevance.network import SHIPPED, RelevanceNetwork
from training.model_card import add_to_card
from training.relevance.examples import articles_of, marked_subjects

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)


def evaluate(data: Path, network: RelevanceNetwork) -> dict[str, float]:
    """Return the area under the ROC curve over all sentences, and F1 at several thresholds."""
    articles, scores, labels = articles_of(data), [], []
    for one in marked_subjects(held_out=True):
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
