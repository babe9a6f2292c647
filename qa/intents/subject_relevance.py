"""Subject relevance: how far a sentence is about the subject that narrows a request."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, Vectors, embed_sentences, encodable
from index.text.words import STOP_WORDS
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import same_stem

COVERAGE_WEIGHT = 0.5
"""Weight of the share of the subject's words that a sentence holds, beside its cosine similarity."""


LONGEST_ABBREVIATION = 5
"""Number of letters of an abbreviation, at most."""

VOWELS = frozenset("aeiouyAEIOUY")

_BETWEEN = r"(?:\s|-|\s(?:of|for|and|the|of the)\s)"


def subject_relevance(subject: str, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float64]:
    """Return the relevance of each text to the subject: its cosine similarity and its lexical coverage.

    Args:
        subject: a few words, "contacts between Norland and Sudland".
        texts: at most a few dozen, for each is embedded.
    """
    if not texts:
        return np.zeros(0)
    asked = embedder.embed_question(encodable(subject))
    return embedded_relevance(subject, asked, texts, embed_sentences(texts, embedder))


def embedded_relevance(
    subject: str, asked: Vectors, texts: Sequence[str], vectors: Vectors
) -> NDArray[np.float64]:
    """Return the same of texts that are embedded already, with the vector of the subject."""
    covered = [lexical_coverage(subject, text) for text in texts]
    return np.asarray(vectors @ asked + COVERAGE_WEIGHT * np.array(covered), dtype=np.float64)


def lexical_coverage(subject: str, text: str) -> float:
    """Return the share of the subject's words that a text holds in some form, in [0, 1]."""
    names = set(re.findall(r"[^\W\d_a-z]\w*", subject))
    asked = [word for word in dict.fromkeys(re.findall(r"\w+", subject)) if _tells(word)]
    text = text.replace("U.S.", "US").replace("U.K.", "UK")
    said = {normalized(word) for word in re.findall(r"\w+", text) if _tells(word)}
    held = [
        any(
            same_name(normalized(word), other) or (word not in names and same_stem(normalized(word), other))
            for other in said
        )
        or _is_spelt_out(word, text)
        for word in asked
    ]
    return sum(held) / len(held) if held else 0.0


def _is_spelt_out(word: str, text: str) -> bool:
    """Whether a text has the name that an abbreviation's letters begin: "the United Ports" of UP.

    Typed in lower case, an abbreviation is known by its having no vowel.
    """
    is_abbreviated = word.isupper() or VOWELS.isdisjoint(word)
    if not (is_abbreviated and word.isalpha() and 1 < len(word) <= LONGEST_ABBREVIATION):
        return False
    word = word.upper()
    return bool(re.search(rf"\b{_BETWEEN.join(rf'{letter}[a-z]+' for letter in word)}\b", text))


def _tells(word: str) -> bool:
    """Whether a word of a subject is no stop word; US is none, as us is."""
    return len(word) > 1 and (word.isupper() or word.lower() not in STOP_WORDS)
