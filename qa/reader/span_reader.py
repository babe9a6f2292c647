"""The reader the project is made for: marks the answering words and quotes the sentence they stand in."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.passages import LONGEST_TITLE
from index.retrieval.hybrid_search import Hit
from qa.reader.candidates import Candidate
from qa.reader.excerpts import EXCERPT_TOKENS, Excerpt, grouped, sentences_in
from qa.reader.features import features
from qa.reader.lexical import is_lexical, read_by_words
from qa.reader.likeliest import MarksSpans, likeliest
from qa.reader.model import LONGEST_INPUT, LONGEST_QUESTION, SPECIAL_TOKENS, ReaderModel
from qa.reader.penalties import objections
from qa.reader.reading import Reading
from qa.reader.selection import select

WEIGHTS = {
    "margin": 0.046,
    "margin_lead": 0.126,
    "alone": 0.152,
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
"""Fitted as `benchmarks/fit_reader.py DATA --every 4` does, on half of the questions of each of its sets. On
the other half the first quote was right for 0.83 of clapnq's answerable questions, 0.91 of xquad's, 0.90 of
squad2's; confidence told answerable from not with an AUROC of 0.86 on clapnq, 0.95 on news, 0.81 there."""


class SpanReader:
    """Reads the question with the most promising sentences of the passages, with the shipped network.

    How likely a quote answers is a logistic function of a few features, fitted by `benchmarks/fit_reader.py`.
    """

    def __init__(self, model: MarksSpans | None = None) -> None:
        """Read with a model, or with the one that is shipped."""
        self._model = model or ReaderModel()

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return the quotes that may answer, best first, no two overlapping."""
        if is_lexical(question):
            return read_by_words(question, hits)
        candidates = self.candidates(question, hits)
        if not candidates:
            return []
        logits = features(question, candidates) @ np.array([*WEIGHTS.values()]) + INTERCEPT
        logits -= objections(question, candidates)
        confidences = 1 / (1 + np.exp(-logits))
        return [candidates[place].reading(float(confidences[place])) for place in _apart(candidates, logits)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Return the likeliest places of the passages, one a sentence, by the network alone; best first."""
        sentences = sentences_in(hits)
        lengths = self._model.count_tokens([sentence.text for sentence in sentences])
        chosen = select(question, sentences, lengths)
        groups = grouped(
            [sentences[number] for number in chosen],
            [lengths[number] for number in chosen],
            self._room(question, {sentences[number].hit.article.title for number in chosen}),
        )
        excerpts = [
            Excerpt.joining(group[0].hit.article.title, [sentence.text for sentence in group])
            for group in groups
        ]
        found = likeliest(self._model, question, excerpts)
        return [
            Candidate.of(groups[number][excerpts[number].sentences.index(span.sentence)], span)
            for number, span in found
        ]

    def _room(self, question: str, titles: Collection[str]) -> int:
        """Return how many tokens of sentences an excerpt may have, so that nothing of it is cut off."""
        asked, *longest = self._model.count_tokens(
            [encodable(question), *(title[:LONGEST_TITLE] for title in titles)]
        )
        beside = min(asked, LONGEST_QUESTION) + max(longest, default=0) + SPECIAL_TOKENS
        return max(1, min(EXCERPT_TOKENS, LONGEST_INPUT - beside))


def _apart(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> list[int]:
    """Return the places of candidates, best first, of those that overlap only the best."""
    chosen: list[int] = []
    for place in np.argsort(-scores, kind="stable").tolist():
        if not any(candidates[place].overlaps(candidates[other]) for other in chosen):
            chosen.append(place)
    return chosen
