"""Side alignment: which sentences of a comparison's sides speak of the same, and which of one side only."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors, encodable
from index.filters import SearchFilter
from index.retrieval.near_duplicates import without_near_duplicates
from qa.intents.comparison_sides import Side
from qa.intents.request import Quote, Resources
from qa.intents.subject_relevance import COVERAGE_WEIGHT, lexical_coverage
from qa.language.name_extraction import name_texts
from qa.language.name_matching import normalized

MOST_EMBEDDED = 12
"""Number of sentences of a side that are embedded, at most."""

LEAST_ALIKE = 0.45
"""Similarity from which on two sentences speak of the same."""

NAME_BONUS = 0.05
"""What a name that two sentences share adds to their cosine similarity; at most three count."""

MOST_ROWS = 3
"""Number of rows of sentences that speak of the same, at most."""

LEAST_RELEVANCE = 0.4
OF_THE_BEST = 0.6
"""Relevance to the topic, and share of the best sentence's, from which on a sentence is compared."""

SHORT, LONG = 8, 55
"""Numbers of words under and over which a sentence tells less."""

LONGEST = 600
"""Number of characters of a sentence that are embedded."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The sentences of the sides, aligned.

    Attributes:
        rows: those that speak of the same, one a side or None, the most alike first.
        alone: for each side those that no other side has a counterpart of, the most telling first.
        pairs: those of two sides that are most alike, whether they are in a row or not.
    """

    rows: tuple[tuple[Quote | None, ...], ...]
    alone: tuple[tuple[Quote, ...], ...]
    pairs: tuple[tuple[Quote, Quote], ...]


@dataclass(frozen=True, slots=True)
class _Pool:
    """The sentences of a side that are embedded, the most telling first."""

    quotes: tuple[Quote, ...]
    vectors: Vectors
    scores: NDArray[np.float64]


def align(sides: Sequence[Side], topic: str, resources: Resources) -> Alignment:
    """Align the sentences of two sides or more by their vectors and the names that they share."""
    passages = _PassageVectors(sides, resources)
    pools = [
        _pool(side, [other for other in sides if other is not side], topic, passages, resources)
        for side in sides
    ]
    if topic:
        pools = _about(topic, pools, resources)
    alike = [[_similarities(one, other) for other in pools] for one in pools]
    rows = _rows(pools, alike[0])
    placed = {quote.key for row in rows for quote in row if quote}
    alone = tuple(
        tuple(
            quote
            for number, quote in enumerate(pool.quotes)
            if quote.key not in placed
            and all(
                row[number].max(initial=0.0) < LEAST_ALIKE for n, row in enumerate(alike[side]) if n != side
            )
        )
        for side, pool in enumerate(pools)
    )
    return Alignment(rows, alone, tuple(_pairs(pools, alike)))


def _pairs(
    pools: Sequence[_Pool], alike: Sequence[Sequence[NDArray[np.float64]]]
) -> list[tuple[Quote, Quote]]:
    found: list[tuple[float, Quote, Quote]] = []
    for one in range(len(pools)):
        for other in range(one + 1, len(pools)):
            similarities = alike[one][other]
            for i, j in np.argwhere(similarities >= LEAST_ALIKE):
                found.append((float(similarities[i, j]), pools[one].quotes[i], pools[other].quotes[j]))
    found.sort(key=lambda pair: -pair[0])
    return [(first, second) for _, first, second in found]


def _rows(
    pools: Sequence[_Pool], alike: Sequence[NDArray[np.float64]]
) -> tuple[tuple[Quote | None, ...], ...]:
    """Return rows of one sentence a side: mutual nearest neighbours of the first side's, best first."""
    matched: dict[int, dict[int, tuple[int, float]]] = {}
    for side in range(1, len(pools)):
        similarities = alike[side]
        if not similarities.size:
            continue
        for i, j in enumerate(similarities.argmax(axis=1).tolist()):
            score = float(similarities[i, j])
            if score >= LEAST_ALIKE and int(similarities[:, j].argmax()) == i:
                matched.setdefault(i, {})[side] = (j, score)
    order = sorted(matched, key=lambda i: -sum(score for _, score in matched[i].values()))
    return tuple(
        (
            pools[0].quotes[i],
            *(
                pools[side].quotes[matched[i][side][0]] if side in matched[i] else None
                for side in range(1, len(pools))
            ),
        )
        for i in order[:MOST_ROWS]
    )


def _similarities(one: _Pool, other: _Pool) -> NDArray[np.float64]:
    if not one.quotes or not other.quotes:
        return np.zeros((len(one.quotes), len(other.quotes)))
    names = [[_name_words(quote) for quote in pool.quotes] for pool in (one, other)]
    shared = np.array([[min(3, len(mine & theirs)) for theirs in names[1]] for mine in names[0]])
    return np.asarray(one.vectors @ other.vectors.T + NAME_BONUS * shared, dtype=np.float64)


def _name_words(quote: Quote) -> set[str]:
    return {normalized(name) for name in name_texts(quote.text)}


class _PassageVectors:
    """The record's vector of the passage that a sentence stands in."""

    def __init__(self, sides: Sequence[Side], resources: Resources) -> None:
        record = resources.library.record
        articles = {quote.article.id: quote.article for side in sides for quote in side.quotes}
        self._passages = {name: record.passages(name) for name in articles}
        self._hashes = {name: article.content_hash for name, article in articles.items()}
        self._vectors = dict(record.vectors(SearchFilter(articles=tuple(articles)))) if articles else {}

    def of(self, quotes: Sequence[Quote]) -> Vectors:
        """Return the vectors of the sentences' passages, of shape (quotes, dimensions)."""
        return np.array([self._of(quote) for quote in quotes], dtype=np.float32)

    def _of(self, quote: Quote) -> Vectors:
        number = max(
            (p.number for p in self._passages[quote.article.id] if p.start <= quote.start), default=0
        )
        vectors = self._vectors[self._hashes[quote.article.id]]
        return np.asarray(vectors[min(number, len(vectors) - 1)])


def _pool(
    side: Side, others: Sequence[Side], topic: str, passages: _PassageVectors, resources: Resources
) -> _Pool:
    """Return the most telling sentences of a side: central in it, near the other sides, about the topic."""
    embedder = resources.library.embedder
    if not side.quotes:
        return _Pool((), np.zeros((0, 0), dtype=np.float32), np.zeros(0))
    mine = passages.of(side.quotes)
    scores = 0.5 * mine @ _unit(mine.mean(axis=0))
    theirs = [quote for other in others for quote in other.quotes]
    if theirs:
        scores = scores + (mine @ passages.of(theirs).T).max(axis=1)
    if topic:
        covered = [lexical_coverage(topic, quote.text) for quote in side.quotes]
        scores = scores + mine @ embedder.embed_question(encodable(topic)) + np.array(covered)
    scores = scores + [_telling(quote, side) for quote in side.quotes]
    ranked = np.argsort(-scores, kind="stable").tolist()
    distinct = without_near_duplicates(ranked, lambda number: side.quotes[number].text)
    order = list(islice(distinct, MOST_EMBEDDED))
    quotes = tuple(side.quotes[number] for number in order)
    vectors = embedder.embed_passages([encodable(quote.text)[:LONGEST] for quote in quotes])
    return _Pool(quotes, vectors, np.asarray(scores)[order])


def _telling(quote: Quote, side: Side) -> float:
    """Return how much a sentence tells of its side, as far as its words show without vectors."""
    text = quote.text
    length = len(text.split())
    is_spoken = quote.key in side.spoken
    telling = 0.05 * min(4, len(name_texts(text))) - 0.2 * (length < SHORT) - 0.2 * (length > LONG)
    return telling + 0.2 * is_spoken + 0.2 * (quote.key in side.leading)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / (np.linalg.norm(vector) or 1.0), dtype=np.float32)


def _about(topic: str, pools: Sequence[_Pool], resources: Resources) -> list[_Pool]:
    """Return the pools with the sentences only that are about the topic; as they are where none is."""
    asked = resources.library.embedder.embed_question(encodable(topic))
    relevance = [
        pool.vectors @ asked
        + COVERAGE_WEIGHT * np.array([lexical_coverage(topic, quote.text) for quote in pool.quotes])
        if pool.quotes
        else np.zeros(0)
        for pool in pools
    ]
    best = max(float(scores.max(initial=0.0)) for scores in relevance)
    least = max(LEAST_RELEVANCE, OF_THE_BEST * best)
    kept: list[_Pool] = []
    for pool, scores in zip(pools, relevance, strict=True):
        numbers = [n for n in np.argsort(-scores, kind="stable").tolist() if scores[n] >= least]
        quotes = tuple(pool.quotes[n] for n in numbers)
        kept.append(_Pool(quotes, pool.vectors[numbers] if numbers else pool.vectors[:0], scores[numbers]))
    return kept
