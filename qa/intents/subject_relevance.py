"""Subject relevance: how far a sentence is about the subject that narrows a request."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, encodable
from index.text.words import content_words, words
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import same_stem

COVERAGE_WEIGHT = 0.5
"""Weight of the share of the subject's words that a sentence holds, beside its cosine similarity."""


def subject_relevance(subject: str, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float64]:
    """Return the relevance of each text to the subject: its cosine similarity and its lexical coverage.

    Args:
        subject: a few words, "contacts between Russia and North Korea".
        texts: at most a few dozen, for each is embedded.
    """
    if not texts:
        return np.zeros(0)
    vectors = embedder.embed_passages([encodable(text)[:LONGEST] for text in texts])
    cosines = vectors @ embedder.embed_question(encodable(subject))
    covered = [lexical_coverage(subject, text) for text in texts]
    return np.asarray(cosines + COVERAGE_WEIGHT * np.array(covered), dtype=np.float64)


LONGEST = 600
"""Number of characters of a text that are embedded."""


def lexical_coverage(subject: str, text: str) -> float:
    """Return the share of the subject's words that a text holds in some form, in [0, 1]."""
    asked = [normalized(word) for word in dict.fromkeys(content_words(subject)) if len(word) > 1]
    said = {normalized(word) for word in words(text)}
    held = [any(same_stem(word, other) or same_name(word, other) for other in said) for word in asked]
    return sum(held) / len(held) if held else 0.0
