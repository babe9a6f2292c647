"""Calibration: a candidate's features become the probability that it answers, by logistic regression."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reader.candidates import Candidate
from qa.reader.features import features

WEIGHTS = {
    "margin": 0.037,
    "margin_lead": 0.101,
    "second_pass_margin": 0.122,
    "search": 2.634,
    "cosine": 2.757,
    "coverage": 0.83,
    "context_coverage": -0.917,
    "names_missing": -0.905,
    "repeats_question": 0.102,
    "agreement": 0.598,
    "clause": -0.208,
    "asks": -3.209,
    "mean_margin": 0.12,
}
INTERCEPT = -4.153
"""Weights and intercept of the logistic calibration: a ranking function and its Platt scaling.

All weights but that of mean_margin were fitted by `benchmarks/fit_calibration.py DATA --every 4` on half of
the questions of each of its sets. mean_margin is the same for all candidates of a question: it tells
nothing of which is right, only how sure to be that any is. Its weight lies between what logistic regression
finds for "the best is right" and for "it can be answered" on clapnq, half of news and a quarter of squad2
(0.08 and 0.24 of the slope); the slope, 0.8, is what Platt scaling finds there (0.78), and the intercept
keeps as many of the samples' answerable questions answered as before. With it the AUROC of answerability is
0.890 on clapnq (0.876 without), 0.861 on the samples (0.848), 0.904 on the strangers' questions (0.874),
0.985 on half of news (0.986), 0.803 on squad2 (0.803), 0.644 on the near misses of collections (0.649).

margin: the span's logits over the no-answer score. margin_lead: the margin over the best of the other
candidates. second_pass_margin: the margin of the sentence read alone. search: the passage's score. cosine: of
question and passage. coverage, context_coverage: the share of the question's words that the sentence, and
that its passage and title hold; words that few candidates have count more. names_missing: the share of the
question's names and numbers that passage and title lack. repeats_question: the share of the answer's words
that the question says itself. agreement: the largest probability that another passage gives the same answer.
clause: whether the answer is more than a few words. asks: whether the sentence is itself a question.
mean_margin: the mean of all candidates' margins; where nothing answers, the network is sure that the other
sentences do not either.
"""


def calibrated_logits(question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the logit of each candidate's probability to be right, before penalties: (candidates,)."""
    logits: NDArray[np.float64] = features(question, candidates) @ np.array([*WEIGHTS.values()]) + INTERCEPT
    return logits
