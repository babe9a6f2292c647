"""Speaker similarity: whoever is introduced most like the words that a request calls somebody by."""

from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import Embedder, embed_sentences, encodable
from qa.intents.statement_search import Statement
from qa.intents.statement_sections import by_speaker, heading

LEAST_COSINE = 0.5
"""Cosine of a speaker's introduction and the words for somebody from which on they may be meant."""

OF_THE_NEAREST = 0.9
"""Share of the nearest introduction's cosine that others have at least which are meant, too."""


def called_alike(who: str, statements: Sequence[Statement], embedder: Embedder) -> list[Statement]:
    """Return the statements of those whose introduction is most like words for what somebody is.

    A name, which has a capital and is no abbreviation, is like no other: whoever bears it is not there.
    """
    if not statements or any(word[0].isupper() and not word.isupper() for word in who.split()):
        return []
    groups = by_speaker(statements)
    introduced = embed_sentences([heading(group) for group in groups], embedder)
    cosines = introduced @ embedder.embed_question(encodable(who))
    least = max(LEAST_COSINE, OF_THE_NEAREST * float(np.max(cosines)))
    return [
        one
        for group, cosine in zip(groups, cosines.tolist(), strict=True)
        if cosine >= least
        for one in group
    ]
