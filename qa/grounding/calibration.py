"""Calibration: the probability that quotes carry a claim, by logistic regression on its features."""

import math

from qa.grounding.features import Features

WEIGHTS = {
    "coverage": 4.0,
    "in_one_sentence": 1.0,
    "least_clause": 1.5,
    "gap": -2.0,
    "known_pairs": 1.0,
    "unknown_names": -0.3,
    "length": 0.0,
}
INTERCEPT = -3.0
SUPPORT_THRESHOLD = 0.5
"""Probability from which on a claim holds in which no check finds a fault."""


def probability(features: Features) -> float:
    """Return the probability that the quotes carry the claim."""
    logit = INTERCEPT + sum(
        weight * value for weight, value in zip(WEIGHTS.values(), features.values, strict=True)
    )
    return 1 / (1 + math.exp(-logit))
