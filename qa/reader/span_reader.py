"""The reader the project is made for: marks the answering words and quotes the sentence they stand in."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.search import Hit
from qa.reader.candidates import Candidate
from qa.reader.features import features
from qa.reader.model import Passage, ReaderModel
from qa.reader.reading import Reading
from qa.reader.similarity import RememberedVectors, similarity
from qa.reader.spans import Span

WEIGHTS = {
    "similarity": 3.074,
    "margin": 0.046,
    "margin_lead": 0.064,
    "alone": 0.088,
    "search": 3.586,
    "coverage": 0.491,
    "context_coverage": -1.076,
    "names_missing": -1.068,
    "repeats_question": 0.091,
    "agreement": 0.27,
    "clause": 0.186,
    "asks": -3.284,
}
INTERCEPT = -6.21
"""Fitted by `benchmarks/fit_reader.py DATA` on half of the questions of each of its sets. On the other half
the first quote was right for 0.79 of clapnq's answerable questions, 0.88 of xquad's, 0.87 of squad2's;
confidence told answerable from not with an AUROC of 0.90 on clapnq, 0.94 on news, 0.76 on squad2's
near-subject ones."""

CLOSER_LOOK = 10
"""Candidates of the largest margin that are weighed with everything known of them; the others are left."""


READ_TWICE = 5
"""Of these so many have their sentence read once more, alone: what both readings are sure of is so."""


class MarksSpans(Protocol):
    """What the reader reads with."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Span]]:
        """Return for each passage the words that may answer, one place a sentence."""

    def read_alone(self, question: str, found: Sequence[tuple[Passage, Span]]) -> list[Span]:
        """Return spans found in passages after each one's sentence was read once more, alone."""


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
        candidates = self.candidates(question, hits)
        if not candidates:
            return []
        logits = self.features(question, candidates) @ np.array([*WEIGHTS.values()]) + INTERCEPT
        confidences = 1 / (1 + np.exp(-logits))
        chosen: list[int] = []
        for place in np.argsort(-logits, kind="stable").tolist():
            if not any(candidates[place].overlaps(candidates[other]) for other in chosen):
                chosen.append(place)
        return [candidates[place].reading(float(confidences[place])) for place in chosen]

    def features(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """Return the features of each candidate, shape (candidates, len(NAMES))."""
        quotes = [candidate.quote for candidate in candidates]
        return features(question, candidates, similarity(self._embedder, self._sentences, question, quotes))

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Return the likeliest places of the passages, one a sentence, by the network alone; best first."""
        passages = [(hit.article.title, hit.text) for hit in hits]
        readings = zip(hits, passages, self._model.read(question, passages), strict=True)
        every = [(hit, passage, span) for hit, passage, spans in readings for span in spans]
        best = sorted(every, key=lambda found: -found[2].margin)[:CLOSER_LOOK]
        twice = self._model.read_alone(question, [(passage, span) for _, passage, span in best[:READ_TWICE]])
        spans = [*twice, *(span for _, _, span in best[READ_TWICE:])]
        return [Candidate.of(hit, span) for (hit, _, _), span in zip(best, spans, strict=True)]
