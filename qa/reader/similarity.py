"""How near a sentence's meaning is to a question's, by the embedder; sentences read lately are remembered."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder, Vectors

SENTENCES_REMEMBERED = 10_000
"""With their vectors; some 25 MB."""


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
            known.update(zip(fresh, self._embedder.embed_sentences(fresh), strict=True))
        with self._lock:
            for text, vector in known.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > SENTENCES_REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([known[text] for text in texts])


def similarity(
    embedder: Embedder, known: RememberedVectors, question: str, sentences: Sequence[str]
) -> NDArray[np.float64]:
    """Return the cosine of each sentence with the question, shape (sentences,)."""
    cosines: NDArray[np.float64] = (known.of(sentences) @ embedder.embed_question(question)).astype(
        np.float64
    )
    return cosines
