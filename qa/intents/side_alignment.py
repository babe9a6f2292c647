"""Side alignment: which sentences of a comparison's sides speak of the same, and which of one side only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.intents.comparison_sides import Side
from qa.intents.request import Quote, Resources
from qa.intents.sentence_pools import SentencePool, sentence_pools
from qa.language import quantities
from qa.language.mentions import Mention
from qa.language.name_extraction import name_texts
from qa.language.name_matching import normalized

LEAST_ALIKE = 0.45
"""Similarity from which on two sentences speak of the same."""

LEAST_ALIKE_ON_A_TOPIC = 0.35
"""The same of two sentences that are about one topic."""

NAME_BONUS = 0.05
"""What a name that two sentences share adds to their cosine similarity; at most three count."""

FOREIGN_NAME = 0.07
"""What a name that the other side's articles do not have takes off it: it is told of something else."""

QUANTITY_BONUS = 0.15
"""What quantities of one kind in two sentences add to it: they are what is compared."""

RELEVANCE_WEIGHT = 0.5
"""Weight of two sentences' relevance to the topic beside their similarity, where they are matched."""

MOST_ROWS = 4
"""Number of rows of sentences that speak of the same, at most."""


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


def align(sides: Sequence[Side], topic: str, resources: Resources) -> Alignment:
    """Align the sentences of two sides or more by their vectors and the names that they share."""
    pools = sentence_pools(sides, topic, resources)
    alike = [[_similarities(one, other) for other in pools] for one in pools]
    wanted = [
        similarities
        + RELEVANCE_WEIGHT * (pools[0].relevance[:, None] + pool.relevance[None, :])
        - FOREIGN_NAME * (_foreign_names(pools[0], pool)[:, None] + _foreign_names(pool, pools[0])[None, :])
        for pool, similarities in zip(pools, alike[0], strict=True)
    ]
    rows = _rows(pools, alike[0], wanted, LEAST_ALIKE_ON_A_TOPIC if topic else LEAST_ALIKE)
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
    pools: Sequence[SentencePool], alike: Sequence[Sequence[NDArray[np.float64]]]
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
    pools: Sequence[SentencePool],
    alike: Sequence[NDArray[np.float64]],
    wanted: Sequence[NDArray[np.float64]],
    least: float,
) -> tuple[tuple[Quote | None, ...], ...]:
    """Return rows of one sentence a side: mutual nearest neighbours of the first side's, best first."""
    matched: dict[int, dict[int, tuple[int, float]]] = {}
    for side in range(1, len(pools)):
        if not wanted[side].size:
            continue
        for i, j in enumerate(wanted[side].argmax(axis=1).tolist()):
            is_mutual = int(wanted[side][:, j].argmax()) == i
            if is_mutual and alike[side][i, j] >= least:
                matched.setdefault(i, {})[side] = (j, float(wanted[side][i, j]))
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


def _similarities(one: SentencePool, other: SentencePool) -> NDArray[np.float64]:
    if not one.quotes or not other.quotes:
        return np.zeros((len(one.quotes), len(other.quotes)))
    names = [[_name_words(quote) for quote in pool.quotes] for pool in (one, other)]
    shared = np.array([[min(3, len(mine & theirs)) for theirs in names[1]] for mine in names[0]])
    values = [[quantities(quote.text) for quote in pool.quotes] for pool in (one, other)]
    comparable = np.array([[_are_comparable(mine, theirs) for theirs in values[1]] for mine in values[0]])
    bonus = NAME_BONUS * shared + QUANTITY_BONUS * comparable
    return np.asarray(one.vectors @ other.vectors.T + bonus, dtype=np.float64)


def _foreign_names(pool: SentencePool, other: SentencePool) -> NDArray[np.float64]:
    """Return how many names, two at most, each sentence has that the articles of the other side do not."""
    texts = {quote.article.id: quote.article.text for quote in other.quotes}.values()
    foreign = [
        sum(not any(name in text for text in texts) for name in name_texts(quote.text))
        for quote in pool.quotes
    ]
    return np.minimum(2.0, np.array(foreign, dtype=np.float64))


def _are_comparable(mine: Sequence[Mention], theirs: Sequence[Mention]) -> bool:
    return any(one.value.compare(other.value) is not None for one in mine for other in theirs)


def _name_words(quote: Quote) -> set[str]:
    return {normalized(name) for name in name_texts(quote.text)}
