"""Evaluate a verifier: `python -m training.grounding.evaluation DATA [WEIGHTS]`.

It is judged by the halves of the labelled sets that are not learnt from. The figures are written into the
weights' model card.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from qa.evaluation.figures import area_under_roc
from qa.grounding.verifier import SHIPPED, CrossEncoderVerifier, Verifier
from training.grounding.example import ClaimExample
from training.grounding.labelled import labelled_examples
from training.model_card import add_to_card

JUDGED = ("fever_symmetric", "summaries", "wice")


def evaluate(data: Path, verifier: Verifier) -> dict[str, dict[str, float]]:
    """Return the figures of each set's half that is not learnt from.

    The threshold of the balanced accuracy is chosen on the half that is learnt from.
    """
    figures = {}
    for name in JUDGED:
        chosen_by, judged = (
            list(labelled_examples(data, name, learnt=learnt, as_judged=True)) for learnt in (True, False)
        )
        threshold = best_threshold(*_scored(verifier, chosen_by))
        scores, labels = _scored(verifier, judged)
        figures[name] = {
            "claims": len(judged),
            "auroc": round(area_under_roc(scores, labels) or 0.0, 3),
            "balanced_accuracy": round(balanced_accuracy(scores, labels, threshold), 3),
            "balanced_accuracy_at_one_half": round(balanced_accuracy(scores, labels, 0.5), 3),
        }
    return figures


def balanced_accuracy(scores: Sequence[float], labels: Sequence[bool], threshold: float) -> float:
    """Return the mean of the shares of supported claims at or above a threshold and of others below."""
    right = [score >= threshold for score, label in zip(scores, labels, strict=True) if label]
    wrong = [score < threshold for score, label in zip(scores, labels, strict=True) if not label]
    return (sum(right) / max(1, len(right)) + sum(wrong) / max(1, len(wrong))) / 2


def best_threshold(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the threshold of the best balanced accuracy."""
    return max(sorted(set(scores)), key=lambda threshold: balanced_accuracy(scores, labels, threshold))


def _scored(verifier: Verifier, examples: Sequence[ClaimExample]) -> tuple[list[float], list[bool]]:
    scores = verifier.scores([(one.claim, one.evidence) for one in examples])
    return scores, [one.supported > 0.5 for one in examples]


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate, print the figures and write them into the model card."""
    parser = argparse.ArgumentParser(prog="python -m training.grounding.evaluation", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path, nargs="?", default=SHIPPED)
    given = parser.parse_args(arguments)
    figures = evaluate(given.data, CrossEncoderVerifier(given.weights))
    print(json.dumps(figures, indent=1))  # noqa: T201
    add_to_card(given.weights, {"judged": figures})


if __name__ == "__main__":
    main()
