"""Query-focused summaries: the sentences of retrieved passages that are about a subject."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby, islice

from index.library import Library
from index.retrieval.hybrid_search import Hit
from index.text.words import content_words, words
from qa.answers import QuoteKey
from qa.language.word_forms import inflections
from qa.query import Query, retrieve
from qa.relevance.article_relevance import ABOUT, sentence_relevance
from qa.summarization.sentence_ranking import (
    DECIMALS,
    RankedSentence,
    maximal_marginal_relevance,
    score_sentences,
)

COVERAGE_WEIGHT = 3.0
RELEVANCE_WEIGHT = 3.0
COSINE_WEIGHT = 6.0
"""Log-odds that a sentence gains for having all words of the subject, for its relevance to it, and for its
passage's cosine to it."""

LEAST_COVERAGE = 0.5
"""Share of the subject's words from which on a sentence is about it."""


def summarize_subject(
    library: Library, query: Query, subject: str, most: int, left_out: Collection[QuoteKey] = frozenset()
) -> list[list[RankedSentence]]:
    """Return at most `most` sentences about a subject: a list for each article, the newest article's first.

    They are chosen from the passages that a search for the subject finds in the articles that the query's
    filter allows.
    """
    worded, hits = retrieve(library, replace(query, typed=subject, standalone=subject))
    candidates = [one for one in _sentences_in(hits) if one.key not in left_out]
    coverage = _coverage(worded.standalone, candidates)
    relevance = sentence_relevance(subject, [(one.article, one.start) for one in candidates]).tolist()
    about = [
        replace(one, score=round(one.score + COVERAGE_WEIGHT * share + RELEVANCE_WEIGHT * told, DECIMALS))
        for one, share, told in zip(candidates, coverage, relevance, strict=True)
        if share >= LEAST_COVERAGE or told >= ABOUT
    ]
    chosen = sorted(islice(maximal_marginal_relevance(about), most), key=_newest_first)
    return [list(of_article) for _, of_article in groupby(chosen, key=lambda one: one.article.id)]


def _sentences_in(hits: Sequence[Hit]) -> list[RankedSentence]:
    """Return the candidate sentences in the passages, those of the best passage first.

    Their scores count the passage's cosine, too.
    """
    scored: dict[str, list[RankedSentence]] = {}
    found: dict[QuoteKey, RankedSentence] = {}
    for hit in hits:
        if hit.article_id not in scored:
            scored[hit.article_id] = score_sentences(hit.article)
        for one in scored[hit.article_id]:
            if one.start < hit.end and hit.start < one.end:
                found.setdefault(one.key, replace(one, score=one.score + COSINE_WEIGHT * hit.cosine))
    return list(found.values())


def _coverage(subject: str, candidates: Sequence[RankedSentence]) -> list[float]:
    """Return the share of the subject's words that each sentence has in some form."""
    asked = list(dict.fromkeys(content_words(subject)))
    spoken = [frozenset(words(one.text)) for one in candidates]
    forms = inflections(asked, frozenset().union(*spoken))
    return [sum(not forms[word].isdisjoint(said) for word in asked) / max(1, len(asked)) for said in spoken]


def _newest_first(one: RankedSentence) -> tuple[int, str, int]:
    published = one.article.published
    return -published.toordinal() if published else 0, one.article.id, one.start
