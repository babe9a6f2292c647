"""Calibration: the probability that quotes carry a claim, by logistic regression on its features."""

import math

from qa.grounding.features import Features

WEIGHTS = {
    "coverage": 0.17,
    "in_one_sentence": 1.93,
    "least_clause": -0.27,
    "gap": -0.87,
    "known_pairs": -0.02,
    "unknown_names": 0.11,
    "length": 0.26,
    "unknown_clause": -0.60,
    "substituted": -0.71,
}
INTERCEPT = -1.15
"""Weights and intercept, as `benchmarks/fit_grounding.py` fits them on half of our own cases and of the
public sets of claims; `qa.grounding.features` tells what each feature is."""

SUPPORT_THRESHOLD = 0.33
"""Probability from which on a claim holds in which no check finds a fault."""


def probability(features: Features) -> float:
    """Return the probability that the quotes carry the claim."""
    logit = INTERCEPT + sum(
        weight * value for weight, value in zip(WEIGHTS.values(), features.values, strict=True)
    )
    return 1 / (1 + math.exp(-logit))
