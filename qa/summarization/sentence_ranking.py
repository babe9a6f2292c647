"""Sentence ranking: the sentences of an article, those that say most of it first, with little repetition."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.articles import Article
from qa.answers import QuoteKey
from qa.summarization.candidate_sentences import candidate_sentences
from qa.summarization.sentence_features import content_terms, sentence_features

WEIGHTS = {
    "log_position": -0.67,
    "length": 1.97,
    "title_coverage": 1.36,
    "lexical_centrality": 2.96,
    "quoted_share": -1.68,
    "opens_with_pronoun": -0.20,
    "first_person": -7.26,
    "lacks_verb": -0.37,
}
"""Weights of the features in the log-odds that a summary keeps a sentence, as
`benchmarks/fit_summary_weights.py` fits them on 48 articles. Of those left out, each in its turn, 0.76
of the three sentences chosen were key, 0.90 key or fine, 0.01 forbidden. The cosine of sentence vectors
to their centroid and to the title's, beside these features or in their stead, was no better (0.73 to
0.76): so an article is summed up without embedding anything."""

REDUNDANCY_WEIGHT = 1.5
"""Log-odds that a sentence loses whose terms are those of one chosen before, less where fewer are."""

CROWDING_WEIGHT = 0.4
CROWDING_DISTANCE = 2
"""Log-odds that a sentence loses for each chosen one beside it, and the number of sentences over which
that falls to a third: so a summary covers more of its article. Of five sentences the last stood at 0.55
of it instead of 0.45, and no fewer were key."""

UNCROWDED = 3
"""Number of sentences that are chosen wherever they stand."""

DECIMALS = 6
"""Number of decimals of a score that count, so that no rounding of a processor decides."""


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence of an article, and how much it tells of it.

    Attributes:
        rank: its rank among the article's candidate sentences, from 0.
        score: the log-odds that a short summary of its article keeps it.
        terms: its content terms.
    """

    article: Article
    start: int
    end: int
    rank: int
    score: float
    terms: frozenset[str]

    @property
    def key(self) -> QuoteKey:
        """What it is known by as a quote."""
        return self.article.id, self.start, self.end

    @property
    def text(self) -> str:
        """Its words as they stand in the article."""
        return self.article.text[self.start : self.end]


def score_sentences(article: Article) -> list[RankedSentence]:
    """Return an article's candidate sentences with their scores, in the order of the text."""
    candidates = candidate_sentences(article)
    if not candidates:
        return []
    terms = [content_terms(article.text[start:end]) for start, end in candidates]
    scores = sentence_features(article, candidates, terms) @ np.array([*WEIGHTS.values()])
    return [
        RankedSentence(article, start, end, rank, round(float(score), DECIMALS), frozenset(said))
        for rank, ((start, end), score, said) in enumerate(zip(candidates, scores, terms, strict=True))
    ]


def maximal_marginal_relevance(
    sentences: Sequence[RankedSentence], chosen: Sequence[RankedSentence] = ()
) -> Iterator[RankedSentence]:
    """Yield the sentences, best first: each loses by its likeness to the likest one before it or `chosen`.

    The measure is that of Carbonell and Goldstein (1998). From the fourth on each loses by those beside it,
    too.
    """
    rest = list(sentences)
    likest = [max((similarity(one, other) for other in chosen), default=0.0) for one in rest]
    crowding = [sum(_proximity(one, other) for other in chosen) for one in rest]
    taken = sum(one.article.id == rest[0].article.id for one in chosen) if rest else 0
    while rest:
        crowded = CROWDING_WEIGHT if taken >= UNCROWDED else 0.0
        lost = [
            REDUNDANCY_WEIGHT * alike + crowded * beside
            for alike, beside in zip(likest, crowding, strict=True)
        ]
        best = max(range(len(rest)), key=lambda place: round(rest[place].score - lost[place], DECIMALS))
        one = rest.pop(best)
        likest.pop(best)
        crowding.pop(best)
        yield one
        taken += 1
        likest = [max(known, similarity(other, one)) for known, other in zip(likest, rest, strict=True)]
        crowding = [known + _proximity(other, one) for known, other in zip(crowding, rest, strict=True)]


def _proximity(one: RankedSentence, other: RankedSentence) -> float:
    """Return how near two sentences of one article stand, in [0, 1]; 0 for those of different articles."""
    if one.article.id != other.article.id:
        return 0.0
    return math.exp(-abs(one.rank - other.rank) / CROWDING_DISTANCE)


def similarity(one: RankedSentence, other: RankedSentence) -> float:
    """Return the cosine of two sentences' sets of terms, in [0, 1]."""
    if not (one.terms and other.terms):
        return 0.0
    return len(one.terms & other.terms) / math.sqrt(len(one.terms) * len(other.terms))
