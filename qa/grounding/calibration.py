"""Calibration: the probability that quotes carry a claim, by logistic regression on its features."""

import math

from qa.grounding.features import Features

WEIGHTS = {
    "coverage": 0.39,
    "in_one_sentence": 1.95,
    "least_clause": -0.21,
    "gap": -0.58,
    "known_pairs": 0.09,
    "unknown_names": 0.08,
    "length": 0.19,
    "unknown_clause": -0.61,
    "substituted": -0.64,
}
INTERCEPT = -1.41
"""Weights and intercept, as `benchmarks/fit_grounding.py` fits them on half of our own cases and of the
public sets of claims; `qa.grounding.features` tells what each feature is."""

SUPPORT_THRESHOLD = 0.3
"""Probability from which on a claim holds in which no check finds a fault."""


def probability(features: Features) -> float:
    """Return the probability that the quotes carry the claim."""
    logit = INTERCEPT + sum(
        weight * value for weight, value in zip(WEIGHTS.values(), features.values, strict=True)
    )
    return 1 / (1 + math.exp(-logit))
