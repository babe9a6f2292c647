"""Hard negatives mined by BM25: passages that share words with a question and do not answer it."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csc_matrix
from sklearn.feature_extraction.text import CountVectorizer

from index.text.words import content_words

TERM_SATURATION, LENGTH_NORMALISATION = 1.2, 0.75
"""BM25's k1 and b, as SQLite's FTS5 has them."""

SEARCH_DEPTH = 5
"""Number of the best passages of a search among which the first without an answer is the negative."""


class Bm25Miner:
    """An inverted index over contexts, in memory, ranked by BM25 (Robertson and Zaragoza 2009)."""

    def __init__(self, contexts: Sequence[str]) -> None:
        self._contexts = contexts
        self._vectorizer = CountVectorizer(analyzer=content_words)
        self._weights = self._bm25_weights() if any(map(content_words, contexts)) else None

    def hardest(self, question: str, own: str, answers: Sequence[str]) -> str | None:
        """Return the best context that is not the question's own and holds none of the answers."""
        return next(iter(self.negatives(question, own, answers, SEARCH_DEPTH)), None)

    def negatives(self, question: str, own: str, answers: Sequence[str], depth: int) -> list[str]:
        """Return those of the `depth` best contexts that are not the question's own and hold no answer."""
        if self._weights is None:
            return []
        known = self._vectorizer.vocabulary_
        terms = sorted({known[word] for word in content_words(question) if word in known})
        scores = np.asarray(self._weights[:, terms].sum(axis=1)).ravel()
        best = [self._contexts[row] for row in np.argsort(-scores, kind="stable")[:depth] if scores[row] > 0]
        return [
            text
            for text in best
            if text != own and not any(answer.casefold() in text.casefold() for answer in answers)
        ]

    def _bm25_weights(self) -> csc_matrix:
        """Return each term's part of each context's score, shape (contexts, terms)."""
        counts = csc_matrix(self._vectorizer.fit_transform(self._contexts), dtype=np.float64)
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        having = np.diff(counts.indptr)
        rarity = np.log1p((len(self._contexts) - having + 0.5) / (having + 0.5))
        long = 1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * lengths / lengths.mean()
        damped = counts.data + TERM_SATURATION * long[counts.indices]
        counts.data *= (TERM_SATURATION + 1) / damped * np.repeat(rarity, having)
        return counts
