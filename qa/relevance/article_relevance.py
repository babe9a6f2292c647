"""Relevance over articles: how far sentences, told by their places, bear on a query."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.passages import sentences
from qa.relevance.network import shipped_network

ABOUT = 0.4
"""Probability from which on a sentence is taken to be about a subject that it is read with."""

MOST_READ = 400
"""Number of places that are read for one request, at most: half a second on two cores."""


def sentence_relevance(query: str, places: Sequence[tuple[Article, int]]) -> NDArray[np.float64]:
    """Return the probability that the sentence at each place bears on the query, of shape (places,).

    Of more than `MOST_READ` places the first are read; the others have 0.
    """
    by_article: defaultdict[str, list[int]] = defaultdict(list)
    for at, (article, _) in enumerate(places[:MOST_READ]):
        by_article[article.id].append(at)
    found = np.zeros(len(places))
    for own in by_article.values():
        article = places[own[0]][0]
        spans = sentences(article.text, article.body_start)
        starts = [start for start, _ in spans]
        if not starts:
            continue
        numbers = [max(0, bisect_right(starts, places[at][1]) - 1) for at in own]
        wanted = sorted(set(numbers))
        told = shipped_network().relevance(query, article.title, article.text, spans, wanted)
        probability = dict(zip(wanted, told.tolist(), strict=True))
        found[own] = [probability[number] for number in numbers]
    return found
