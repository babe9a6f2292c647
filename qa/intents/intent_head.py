"""The intent head: multinomial logistic regression on a request's vector and its hashed n-grams.

`training.intents` fits it and writes its weights. Where the vectors are another model's, a second one, fitted
on the n-grams alone, decides.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, Vectors
from qa.intents.intent_features import SparseFeatures, lexical_features

SHIPPED = Path(__file__).parent / "weights" / "intent_head.npz"

ELLIPSIS = "ellipsis"
"""Label of a request that only changes a part of the one before it: "And in 2017?"."""

Weights = NDArray[np.float32]

PARTS = ("lexical", "dense", "bias")
"""The parts of a regression, as they are named in the file."""

NO_VECTOR: Vectors = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights of the n-grams and of the vector, of shape (features, labels), and the bias of each label.

    Attributes:
        dense: has no rows where it was fitted on the n-grams alone.
    """

    lexical: Weights
    dense: Weights
    bias: Weights

    def probabilities(self, ngrams: SparseFeatures, vector: Vectors) -> Weights:
        """Return the probability of each label, by the softmax of their scores."""
        scores = ngrams.values @ self.lexical[ngrams.places] + vector @ self.dense + self.bias
        raised: Weights = np.exp(scores - scores.max())
        shares: Weights = raised / raised.sum()
        return shares


@dataclass(frozen=True, slots=True)
class IntentHead:
    """What tells the kind of a request.

    Attributes:
        labels: the kinds of request, and `ELLIPSIS`.
        known: the words that a request's skeleton keeps.
        fingerprint: the embedder whose vectors `joint` was fitted on.
        joint: fitted on vectors and n-grams, in this order.
        lexical: fitted on n-grams alone.
    """

    labels: tuple[str, ...]
    known: frozenset[str]
    fingerprint: str
    joint: Regression
    lexical: Regression

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "IntentHead":
        """Read the head that `training.intents` wrote."""
        with np.load(path) as stored:
            joint, lexical = (
                Regression(*(stored[f"{name}_{part}"].astype(np.float32) for part in PARTS))
                for name in ("joint", "lexical")
            )
            labels = tuple(map(str, stored["labels"]))
            known = frozenset(map(str, stored["known"]))
            return cls(labels, known, str(stored["fingerprint"]), joint, lexical)

    def probabilities(self, request: str, embedder: Embedder) -> dict[str, float]:
        """Return the probability of each label; the request is embedded only by the embedder fitted on."""
        ngrams = lexical_features(request, self.known)
        if embedder.fingerprint == self.fingerprint:
            found = self.joint.probabilities(ngrams, embedder.embed_question(request))
        else:
            found = self.lexical.probabilities(ngrams, NO_VECTOR)
        return dict(zip(self.labels, map(float, found), strict=True))


@cache
def shipped_head() -> IntentHead:
    """Return the head that ships with the project, read once."""
    return IntentHead.load()
