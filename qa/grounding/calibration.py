"""Calibration: the probability that quotes carry a claim, by logistic regression on its features."""

import math

from qa.grounding.features import Features

WEIGHTS = {
    "coverage": 0.49,
    "in_one_sentence": 2.03,
    "least_clause": -0.65,
    "gap": -0.21,
    "known_pairs": -0.49,
    "unknown_names": 0.43,
    "length": 0.41,
    "unknown_clause": -0.78,
    "substituted": -0.63,
}
VERIFIED_WEIGHT = 0.22
"""Weight of the verifier's logit."""

INTERCEPT = -0.95
"""Weights and intercept, as `benchmarks/fit_grounding.py` fits them on half of our own cases and of the
public sets of claims; `qa.grounding.features` tells what each feature is."""

SUPPORT_THRESHOLD = 0.3
"""Probability from which on a claim holds in which no check finds a fault."""


def probability(features: Features, verified: float) -> float:
    """Return the probability that the quotes carry the claim; `verified` is the logit of the verifier."""
    logit = INTERCEPT + VERIFIED_WEIGHT * verified
    logit += sum(weight * value for weight, value in zip(WEIGHTS.values(), features.values, strict=True))
    return 1 / (1 + math.exp(-logit))
