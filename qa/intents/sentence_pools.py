"""Sentence pools: the most telling sentences of each side of a comparison, with their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors, embed_sentences, encodable
from index.retrieval.near_duplicates import without_near_duplicates
from qa.intents.article_subjects import tells_of
from qa.intents.comparison_sides import Side
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.passage_vectors import PassageVectors, unit
from qa.intents.request import Quote, Resources
from qa.language import AnswerType, answer_type_of, quantities
from qa.language.name_extraction import name_texts
from qa.relevance.article_relevance import sentence_relevance

MOST_EMBEDDED = 16
"""Number of sentences of a side that are embedded, at most."""

LEAST_RELEVANCE = 0.2
"""Probability of relevance to the topic from which on a sentence is compared."""

LEAST, OF_THE_BEST = 0.05, 0.5
"""The least probability, and the share of a side's best, from which on one is compared where that is less."""

MOST_READ = 40
"""Number of sentences of a side whose relevance to a topic is read, at most."""

RELEVANCE_WEIGHT = 3.0
"""Weight of a sentence's relevance to a topic beside what else makes it telling."""

SHORT, LONG = 8, 55
"""Numbers of words under and over which a sentence tells less."""


@dataclass(frozen=True, slots=True)
class SentencePool:
    """The sentences of a side that are embedded, the most telling first.

    Attributes:
        vectors: those of the sentences, of shape (quotes, dimensions).
        relevance: theirs to the topic, of shape (quotes,); zeros where there is none.
    """

    quotes: tuple[Quote, ...]
    vectors: Vectors
    relevance: NDArray[np.float64]


def sentence_pools(sides: Sequence[Side], topic: str, resources: Resources) -> list[SentencePool]:
    """Return the most telling sentences of each side; with a topic those only that are about it."""
    articles = {quote.article.id: quote.article for side in sides for quote in side.quotes}
    passages = PassageVectors(articles.values(), resources.library.record)
    pools = [
        _pool(side, [other for other in sides if other is not side], topic, passages, resources)
        for side in sides
    ]
    return _about(topic, pools) if topic else pools


def _pool(
    side: Side, others: Sequence[Side], topic: str, passages: PassageVectors, resources: Resources
) -> SentencePool:
    """Return the most telling sentences of a side: central in it, near the other sides, about the topic."""
    embedder = resources.library.embedder
    if not side.quotes:
        return SentencePool((), np.zeros((0, 0), dtype=np.float32), np.zeros(0))
    mine = _passage_vectors(side.quotes, passages)
    scores = 0.5 * mine @ unit(mine.mean(axis=0))
    theirs = [quote for other in others for quote in other.quotes]
    if theirs:
        scores = scores + (mine @ _passage_vectors(theirs, passages).T).max(axis=1)
    if topic:
        covered = [lexical_coverage(topic, quote.text) for quote in side.quotes]
        scores = scores + mine @ embedder.embed_question(encodable(topic)) + np.array(covered)
        scores[np.argsort(-scores, kind="stable")[MOST_READ:]] = -np.inf
        likely = np.flatnonzero(np.isfinite(scores))
        places = [(side.quotes[n].article, side.quotes[n].start) for n in likely.tolist()]
        scores[likely] += RELEVANCE_WEIGHT * sentence_relevance(topic, places)
        if answer_type_of(topic) is AnswerType.NUMBER:
            scores = scores + [0.3 * bool(quantities(quote.text)) for quote in side.quotes]
    scores = scores + [_telling(quote, side) for quote in side.quotes]
    ranked = np.argsort(-scores, kind="stable").tolist()
    distinct = without_near_duplicates(ranked, lambda number: side.quotes[number].text)
    order = list(islice(distinct, MOST_EMBEDDED))
    quotes = tuple(side.quotes[number] for number in order)
    vectors = embed_sentences([quote.text for quote in quotes], embedder)
    return SentencePool(quotes, vectors, np.zeros(len(quotes)))


def _passage_vectors(quotes: Sequence[Quote], passages: PassageVectors) -> Vectors:
    """Return the vectors of the sentences' passages, of shape (quotes, dimensions)."""
    return np.array([passages.at(quote.article.id, quote.start) for quote in quotes], dtype=np.float32)


def _telling(quote: Quote, side: Side) -> float:
    """Return how much a sentence tells of its side, as far as its words show without vectors."""
    text = quote.text
    length = len(text.split())
    is_spoken = quote.key in side.spoken
    telling = 0.05 * min(4, len(name_texts(text))) - 0.2 * (length < SHORT) - 0.2 * (length > LONG)
    return telling + 0.2 * is_spoken + 0.2 * (quote.key in side.leading)


def _about(topic: str, pools: Sequence[SentencePool]) -> list[SentencePool]:
    """Return the pools with the sentences only that are about the topic, the most relevant first."""
    kept: list[SentencePool] = []
    for pool in pools:
        scores = sentence_relevance(topic, [(quote.article, quote.start) for quote in pool.quotes])
        least = min(LEAST_RELEVANCE, max(LEAST, OF_THE_BEST * float(scores.max(initial=0.0))))
        numbers = [n for n in np.argsort(-scores, kind="stable").tolist() if scores[n] >= least]
        if not numbers:  # Of an article that tells of the topic, no sentence need name it.
            numbers = [n for n, quote in enumerate(pool.quotes) if tells_of(quote.article, topic)]
        quotes = tuple(pool.quotes[n] for n in numbers)
        kept.append(
            SentencePool(quotes, pool.vectors[numbers] if numbers else pool.vectors[:0], scores[numbers])
        )
    return kept
