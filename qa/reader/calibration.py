"""Calibration: a candidate's features become the probability that it answers, by logistic regression."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reader.candidates import Candidate
from qa.reader.features import features

WEIGHTS = {
    "margin": 0.046,
    "margin_lead": 0.126,
    "second_pass_margin": 0.152,
    "search": 3.293,
    "cosine": 3.446,
    "coverage": 1.037,
    "context_coverage": -1.146,
    "names_missing": -1.131,
    "repeats_question": 0.128,
    "agreement": 0.747,
    "clause": -0.26,
    "asks": -4.011,
}
INTERCEPT = -6.191
"""Weights and intercept of the logistic calibration, as `benchmarks/fit_calibration.py DATA --every 4` fits
them on half of the questions of each of its sets. On the other half the first quote was right for 0.83 of
clapnq's answerable questions, 0.91 of xquad's, 0.90 of squad2's; the confidence told answerable from not with
an AUROC of 0.86 on clapnq, 0.95 on news, 0.81 there.

margin: the span's logits over the no-answer score. margin_lead: the margin over the best of the other
candidates. second_pass_margin: the margin of the sentence read alone. search: the passage's score. cosine: of
question and passage. coverage, context_coverage: the share of the question's words that the sentence, and
that its passage and title hold; words that few candidates have count more. names_missing: the share of the
question's names and numbers that passage and title lack. repeats_question: the share of the answer's words
that the question says itself. agreement: the largest probability that another passage gives the same answer.
clause: whether the answer is more than a few words. asks: whether the sentence is itself a question.
"""


def calibrated_logits(question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the logit of each candidate's probability to be right, before penalties: (candidates,)."""
    logits: NDArray[np.float64] = features(question, candidates) @ np.array([*WEIGHTS.values()]) + INTERCEPT
    return logits
