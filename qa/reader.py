"""The reader: which sentences of the passages found answer the question, and how sure that is."""

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.embedder import Embedder, Vectors
from index.fulltext import content_words, words
from index.passages import sentences
from index.search import BEST_SCORE, Hit
from qa.cues import Kind, covered, kind_asked, shows


@dataclass(frozen=True, slots=True)
class Reading:
    """A quote that may answer, whole sentences of an article, and how likely it does.

    Attributes:
        confidence: in [0, 1], the probability that the quote answers the question.
        answer: (start, end) of the answering words in the article's text, where the reader knows them.
    """

    article: Article
    start: int
    end: int
    confidence: float
    answer: tuple[int, int] | None = None


class Reader(Protocol):
    """Reads passages for a question."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return what may answer, best first, no two overlapping; nothing where there is nothing to read."""


WEIGHTS = {
    "similarity": 1.52,
    "similarity_above_rest": 2.176,
    "coverage": 2.524,
    "context_coverage": -1.035,
    "shows_kind": 0.825,
    "search": 8.845,
    "heading": -0.05,
}
INTERCEPT = -13.088
"""Fitted by `benchmarks/fit_sentence_reader.py` on half of the articles of `reading/train-squad2`. On the
other half the best sentence was right for 0.81 of the answerable questions, one of the best three for
0.95; the confidence told them from questions of another subject with an AUROC of 0.98, and from those and
the ones people wrote to have no answer with 0.81."""


SENTENCES_REMEMBERED = 10_000
"""With their vectors; some 25 MB."""


class SentenceReader:
    """Reads sentence by sentence with the embedder and the words in common: no model of its own.

    The likelihood is a logistic function of a few features of question and sentence, fitted by
    `benchmarks/fit_sentence_reader.py`.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._sentences = RememberedVectors(embedder)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return every sentence of the passages as a reading, best first."""
        candidates = candidate_sentences(hits)
        if not candidates:
            return []
        logits = self.features(question, candidates) @ np.array([*WEIGHTS.values()]) + INTERCEPT
        readings = [
            Reading(candidate.hit.article, candidate.start, candidate.end, 1 / (1 + math.exp(-logit)))
            for candidate, logit in zip(candidates, logits, strict=True)
        ]
        return sorted(readings, key=lambda reading: -reading.confidence)

    def features(self, question: str, candidates: Sequence["Candidate"]) -> NDArray[np.float64]:
        """Return the features of each candidate, shape (candidates, len(WEIGHTS)), in their order."""
        asked = list(dict.fromkeys(content_words(question)))
        present = [covered(asked, words(candidate.text)) for candidate in candidates]
        around = [covered(asked, words(candidate.around)) for candidate in candidates]
        # A word of the question that few candidates have tells more than one that all have.
        rarity = 1 + np.log((1 + len(candidates)) / (1 + np.sum(present, axis=0)))
        weight = rarity / rarity.sum()
        vectors = self._sentences.of([candidate.text for candidate in candidates])
        similarity = vectors @ self._embedder.embed_question(question)
        kind = kind_asked(question)
        return np.column_stack(
            (
                similarity,
                similarity - np.sort(similarity)[-max(1, len(similarity) // 4)],
                np.array(present) @ weight,
                np.array(around) @ weight,
                [kind is Kind.OTHER or shows(candidate.text, kind, question) for candidate in candidates],
                [min(candidate.hit.score, BEST_SCORE) for candidate in candidates],
                [candidate.text[-1:] not in ".!?”\"'’)…" for candidate in candidates],
            )
        ).astype(np.float64)


class RememberedVectors:
    """The vectors of the sentences read last: questions on one subject read the same passages again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (texts, dimensions); only what is not remembered is embedded."""
        with self._lock:
            known = {text: self._known[text] for text in texts if text in self._known}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            known.update(zip(fresh, self._embedder.embed_passages(fresh), strict=True))
        with self._lock:
            for text, vector in known.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > SENTENCES_REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([known[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.hit.article.text[self.start : self.end]

    @property
    def around(self) -> str:
        """The passage the sentence stands in, with the article's title."""
        return f"{self.hit.article.title}\n{self.hit.text}"


def candidate_sentences(hits: Sequence[Hit]) -> list[Candidate]:
    """Return the sentences of the passages, each once, in the order of the passages."""
    found = {
        (hit.article_id, start): Candidate(hit, start, end)
        for hit in reversed(hits)
        for start, end in sentences(hit.article.text, hit.start, hit.end)
    }
    return sorted(found.values(), key=lambda candidate: -candidate.hit.score)
