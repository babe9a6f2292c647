"""The reader the project is made for: marks the answering words and quotes the sentence they stand in."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.search import Hit
from qa.reader.candidates import Candidate
from qa.reader.features import features
from qa.reader.lexical import is_lexical, read_by_words
from qa.reader.likeliest import MarksSpans, likeliest
from qa.reader.model import ReaderModel
from qa.reader.objections import objections
from qa.reader.reading import Reading
from qa.reader.similarity import RememberedVectors, similarity

WEIGHTS = {
    "margin": 0.043,
    "margin_lead": 0.136,
    "alone": 0.172,
    "search": 3.386,
    "cosine": 2.871,
    "coverage": 0.583,
    "context_coverage": -1.012,
    "names_missing": -0.992,
    "repeats_question": 0.162,
    "agreement": 0.643,
    "clause": 0.119,
    "asks": -3.924,
    "similarity": 1.633,
}
INTERCEPT = -6.983
"""Fitted as `benchmarks/fit_reader.py DATA` does, on half of the questions of each of its sets (of dev-xquad
and squad2, on every second of that half). On the other half the first quote was right for 0.87 of clapnq's
answerable questions, 0.89 of xquad's, 0.89 of squad2's; confidence told answerable from not with an AUROC of
0.87 on clapnq, 0.94 on news, 0.79 on squad2's near-subject ones."""

COMPARED = 6
"""Of the likeliest places, the best by all other features: their sentences' meaning is compared with the
question's. None of 2,383 questions has another first quote than with all ten compared."""


class SpanReader:
    """Reads question and passage together with the shipped network.

    How likely a quote answers is a logistic function of a few features, fitted by `benchmarks/fit_reader.py`.
    """

    def __init__(self, embedder: Embedder, model: MarksSpans | None = None) -> None:
        """Read with a model, or with the one that is shipped; `embedder` compares sentences."""
        self._model = model or ReaderModel()
        self._embedder = embedder
        self._sentences = RememberedVectors(embedder)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return the quotes that may answer, best first, no two overlapping."""
        if is_lexical(question):
            return read_by_words(question, hits)
        candidates = self.candidates(question, hits)
        if not candidates:
            return []
        weights = np.array([*WEIGHTS.values()])
        known = features(question, candidates)
        against = objections(question, candidates)
        likeliest = _apart(candidates, known @ weights[:-1] - against)
        candidates = [candidates[place] for place in likeliest]
        compared = self.similarity(question, candidates[:COMPARED])
        # The others are taken to be no nearer to the question than the furthest of these.
        others = np.full(len(candidates) - len(compared), compared.min())
        similar = np.concatenate((compared, others))
        logits = np.column_stack((known[likeliest], similar)) @ weights - against[likeliest] + INTERCEPT
        confidences = 1 / (1 + np.exp(-logits))
        order = np.argsort(-logits, kind="stable").tolist()
        return [candidates[place].reading(float(confidences[place])) for place in order]

    def similarity(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """Return the cosine of each candidate's quote with the question, shape (candidates,)."""
        return similarity(
            self._embedder, self._sentences, question, [candidate.quote for candidate in candidates]
        )

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Return the likeliest places of the passages, one a sentence, by the network alone; best first."""
        passages = [(hit.article.title, hit.text) for hit in hits]
        found = likeliest(self._model, question, passages)
        return [Candidate.of(hits[number], span) for number, span in found]


def _apart(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> list[int]:
    """Return the places of candidates, best first, of those that overlap only the best."""
    chosen: list[int] = []
    for place in np.argsort(-scores, kind="stable").tolist():
        if not any(candidates[place].overlaps(candidates[other]) for other in chosen):
            chosen.append(place)
    return chosen
