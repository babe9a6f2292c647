"""Query-focused summaries: the sentences of retrieved passages that are about a subject."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder
from index.library import Library
from index.retrieval.hybrid_search import Hit
from index.text.words import content_words, words
from qa.language.word_forms import inflections
from qa.query import Query, retrieve
from qa.summarization.extractive_summary import Place
from qa.summarization.sentence_ranking import (
    DECIMALS,
    RankedSentence,
    maximal_marginal_relevance,
    score_sentences,
)

COVERAGE_WEIGHT = 3.0
COSINE_WEIGHT = 6.0
"""Log-odds that a sentence gains for having all words of the subject, and for the cosine of both vectors."""

LEAST_COVERAGE = 0.5
LEAST_COSINE = 0.35
"""Share of the subject's words, or else cosine to it, that a sentence has at least to be about it."""

MOST_EMBEDDED = 40
"""Number of sentences that are embedded, at most: those with the subject's words first, then those of the
best passages."""


def summarize_subject(
    library: Library, query: Query, subject: str, most: int, left_out: Collection[Place] = frozenset()
) -> list[list[RankedSentence]]:
    """Return at most `most` sentences about a subject: a list for each article, the newest article's first.

    They are chosen from the passages that a search for the subject finds in the articles that the query's
    filter allows.
    """
    worded, hits = retrieve(library, replace(query, typed=subject, standalone=subject))
    candidates = [one for one in _sentences_in(hits) if one.key not in left_out]
    about = _about(worded.standalone, candidates, library.embedder)
    chosen = sorted(islice(maximal_marginal_relevance(about), most), key=_newest_first)
    return [list(of_article) for _, of_article in groupby(chosen, key=lambda one: one.article.id)]


def _sentences_in(hits: Sequence[Hit]) -> list[RankedSentence]:
    """Return the candidate sentences in the passages, those of the best passage first."""
    scored: dict[str, list[RankedSentence]] = {}
    found: dict[Place, RankedSentence] = {}
    for hit in hits:
        if hit.article_id not in scored:
            scored[hit.article_id] = score_sentences(hit.article)
        for one in scored[hit.article_id]:
            if one.start < hit.end and hit.start < one.end:
                found.setdefault(one.key, one)
    return list(found.values())


def _about(subject: str, candidates: Sequence[RankedSentence], embedder: Embedder) -> list[RankedSentence]:
    """Return the sentences that are about the subject, scored by how much they are, too."""
    coverage = _coverage(subject, candidates)
    order = sorted(range(len(candidates)), key=lambda place: -coverage[place])[:MOST_EMBEDDED]
    if not order:
        return []
    cosine = _cosines(subject, [candidates[place].text for place in order], embedder)
    return [
        replace(
            candidates[place],
            score=round(
                candidates[place].score + COVERAGE_WEIGHT * coverage[place] + COSINE_WEIGHT * float(near),
                DECIMALS,
            ),
        )
        for place, near in zip(order, cosine, strict=True)
        if coverage[place] >= LEAST_COVERAGE or near >= LEAST_COSINE
    ]


def _coverage(subject: str, candidates: Sequence[RankedSentence]) -> list[float]:
    """Return the share of the subject's words that each sentence has in some form."""
    asked = list(dict.fromkeys(content_words(subject)))
    spoken = [frozenset(words(one.text)) for one in candidates]
    forms = inflections(asked, frozenset().union(*spoken))
    return [sum(not forms[word].isdisjoint(said) for word in asked) / max(1, len(asked)) for said in spoken]


def _cosines(subject: str, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Return the cosine of the subject's vector and that of each text, cut to what the embedder takes."""
    counts = embedder.count_tokens(texts)
    fitting = [
        text if count <= embedder.max_tokens else text[: len(text) * embedder.max_tokens // (2 * count)]
        for text, count in zip(texts, counts, strict=True)
    ]
    vectors = embedder.embed_passages(fitting) @ embedder.embed_question(subject)
    return np.round(vectors, 4).astype(np.float32)


def _newest_first(one: RankedSentence) -> tuple[int, str, int]:
    published = one.article.published
    return -published.toordinal() if published else 0, one.article.id, one.start
