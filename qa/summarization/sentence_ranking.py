"""Sentence ranking: the sentences of an article, those that say most of it first, with little repetition."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.articles import Article
from qa.summarization.candidate_sentences import candidate_sentences
from qa.summarization.sentence_features import content_terms, sentence_features

WEIGHTS = {
    "log_position": -0.93,
    "length": 1.43,
    "title_coverage": 1.69,
    "lexical_centrality": 2.08,
    "quoted_share": -1.21,
    "opens_with_pronoun": -0.22,
    "first_person": -4.65,
    "lacks_verb": -0.20,
}
"""Weights of the features in the log-odds that a summary keeps a sentence, as
`benchmarks/fit_summary_weights.py` fits them on summaries/keys. With each article left out in its turn,
of the three best 0.79 were key, 0.90 key or fine, none forbidden. The cosine of sentence vectors to
their centroid, or to the title's, beside these features or in their stead was no better (0.73 to 0.77):
so an article is summed up without embedding anything."""

REDUNDANCY_WEIGHT = 1.0
"""Log-odds that a sentence loses whose terms are those of one chosen before, less where fewer are."""

DECIMALS = 6
"""Number of decimals of a score that count, so that no rounding of a processor decides."""


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence of an article, and how much it tells of it.

    Attributes:
        score: the log-odds that a short summary of its article keeps it.
        terms: its content terms.
    """

    article: Article
    start: int
    end: int
    score: float
    terms: frozenset[str]

    @property
    def key(self) -> tuple[str, int, int]:
        """Its place: its article's id, its start and its end in characters of the article's text."""
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
        RankedSentence(article, start, end, round(float(score), DECIMALS), frozenset(said))
        for (start, end), score, said in zip(candidates, scores, terms, strict=True)
    ]


def maximal_marginal_relevance(
    sentences: Sequence[RankedSentence], chosen: Sequence[RankedSentence] = ()
) -> Iterator[RankedSentence]:
    """Yield the sentences, best first: each loses by its likeness to the likest one before it or `chosen`.

    The measure is that of Carbonell and Goldstein (1998).
    """
    rest = list(sentences)
    likest = [max((similarity(one, other) for other in chosen), default=0.0) for one in rest]
    while rest:
        best = max(range(len(rest)), key=lambda place: rest[place].score - REDUNDANCY_WEIGHT * likest[place])
        taken = rest.pop(best)
        likest.pop(best)
        yield taken
        likest = [max(known, similarity(one, taken)) for known, one in zip(likest, rest, strict=True)]


def similarity(one: RankedSentence, other: RankedSentence) -> float:
    """Return the cosine of two sentences' sets of terms, in [0, 1]."""
    if not (one.terms and other.terms):
        return 0.0
    return len(one.terms & other.terms) / math.sqrt(len(one.terms) * len(other.terms))
