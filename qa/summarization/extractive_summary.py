"""Extractive summaries: the sentences of one article or several that tell most, as they stand."""

from collections.abc import Collection, Sequence
from itertools import islice

from index.articles import Article
from qa.answers import QuoteKey
from qa.summarization.sentence_ranking import (
    RankedSentence,
    maximal_marginal_relevance,
    score_sentences,
    similarity,
)

MOST_PER_ARTICLE = 3
"""Number of sentences of one article in a summary of several, at most."""

SAME_EVENT = 0.5
"""Cosine of two sentences' terms from which on they tell the same, where they are of different articles."""


def summarize_article(
    article: Article, most: int, left_out: Collection[QuoteKey] = frozenset()
) -> list[RankedSentence]:
    """Return at most `most` sentences that tell most of an article, in the order of the text.

    Those `left_out` are not taken, and what repeats them comes later.
    """
    scored = score_sentences(article)
    chosen = [one for one in scored if one.key in left_out]
    rest = [one for one in scored if one.key not in left_out]
    return sorted(islice(maximal_marginal_relevance(rest, chosen), most), key=lambda one: one.start)


def summarize_articles(
    articles: Sequence[Article], most: int, left_out: Collection[QuoteKey] = frozenset()
) -> list[list[RankedSentence]]:
    """Return for each article the sentences that tell most of it, in the order of its text.

    Together they are at most `most`, or one an article. What several articles tell is told once: an article
    that adds nothing to those before it has none.
    """
    each, over = divmod(most, max(1, len(articles)))
    told: list[RankedSentence] = []
    summaries: list[list[RankedSentence]] = []
    for place, article in enumerate(articles):
        scored = [one for one in score_sentences(article) if one.key not in left_out]
        new = [one for one in scored if all(similarity(one, other) < SAME_EVENT for other in told)]
        share = max(1, min(MOST_PER_ARTICLE, each + (place < over)))
        chosen = list(islice(maximal_marginal_relevance(new, told), share))
        told += chosen
        summaries.append(sorted(chosen, key=lambda one: one.start))
    return summaries
