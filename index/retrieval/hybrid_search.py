"""Hybrid search: vector search and keyword search, fused by a max-normalised weighted sum."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from index.articles import Article
from index.embedding.embedder import Embedder, Vectors
from index.errors import IndexUnreachable
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.keyword_search import keyword_search
from index.retrieval.near_duplicates import without_near_duplicates
from index.retrieval.recency import QueryTime, boosting_times
from index.retrieval.vector_search import search_among, vector_search
from index.store.values import PassageRef
from index.text.scripts import is_mainly_non_latin

DENSE_WEIGHT = 0.5
LEXICAL_WEIGHT = 0.6
"""Weights of the max-normalised linear fusion of dense and BM25 scores. On 121 news questions over 2,500
articles the right article came first for 0.50 by the dense score alone, 0.62 by BM25 alone, 0.65 fused so."""

FRAGMENTED_DENSE_WEIGHT = 0.1
"""Weight of the dense score of a query that the embedder's tokenizer fragments into single characters, as the
shipped one does Chinese, Japanese, Korean, Russian and Arabic: its vector holds little meaning. On 54
questions in these languages about ten articles the right passage came first for 46 with `DENSE_WEIGHT`, for
51 with this weight, and for 52 by BM25 alone."""

FRAGMENTED_FERTILITY = 0.8
"""Fertility of the tokenizer, in tokens a letter or digit, from which on a query counts as fragmented."""

CANDIDATES = 100
"""Number of passages taken from each retriever before fusion."""

_executor = ThreadPoolExecutor(8, thread_name_prefix="search")
"""Threads of keyword search; each keeps its connection to the record."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    Attributes:
        start, end: its place in its article's text, in characters.
        score: the fused score of its dense and BM25 scores, each max-normalised within one search: in
            [0, 1.1], plus its recency boost. Larger is better; the best of any search has nearly the same.
        cosine: the cosine similarity of its vector and the query's, comparable between searches; a passage
            beyond the `CANDIDATES` nearest has that of the last of these, an upper bound.
        temporal_distance: how far its article's date is from the query's time, in [0, 1);
            0 where the query names no time, and where the article has no date.
    """

    article: Article
    start: int
    end: int
    score: float
    cosine: float = 0.0
    temporal_distance: float = 0.0

    @property
    def article_id(self) -> str:
        """The id of the article the passage stands in."""
        return self.article.id

    @property
    def text(self) -> str:
        """The passage as it stands in its article."""
        return self.article.text[self.start : self.end]

    def to_json(self) -> dict[str, Any]:
        """Return the hit as plain values for JSON."""
        return {
            "article_id": self.article_id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "score": self.score,
            "article": self.article.card(),
        }


def hybrid_search(
    library: Library,
    queries: Sequence[str],
    k: int,
    filters: SearchFilter = NO_FILTER,
    asked: date | None = None,
    *,
    query_time: QueryTime | None = None,
) -> tuple[Hit, ...]:
    """Return up to `k` passages, best first, that answer to any of the queries, forms of one question.

    A passage's score is the weighted sum of its max-normalised dense and BM25 scores, averaged over the
    queries, plus its recency boost: by the day on which the question is `asked`, or its `query_time`.
    Among near duplicates only the best comes back; a filter may ask for the others. Where the vector index
    cannot be reached, keyword search chooses the articles, and the library's `missed_index` tells of it.
    """
    searches = [_fuse(library, query, max(CANDIDATES, k), filters) for query in queries]
    scores = _averaged([found.scores for found in searches])
    if times := boosting_times(asked, query_time):
        boosts = {published: _recency_boost(published, times) for _, published in scores}
        for ref in scores:
            scores[ref] += boosts[ref.published]
    ranked = sorted(scores, key=lambda ref: (-scores[ref], ref.id))
    scored = ((ref, scores[ref], max(found.cosine(ref) for found in searches)) for ref in ranked)
    hits = _fetched(library, scored, query_time, at_once=k)
    return tuple(islice(without_near_duplicates(hits, lambda hit: hit.text), k))


class _FusedScores(NamedTuple):
    """The fused scores of one query's candidates, and the cosine similarities of the nearest."""

    scores: dict[PassageRef, float]
    cosines: dict[PassageRef, float]

    def cosine(self, ref: PassageRef) -> float:
        return self.cosines.get(ref, min(self.cosines.values(), default=0.0))


def _fuse(library: Library, query: str, pool: int, filters: SearchFilter) -> _FusedScores:
    # SQLite and the vector search release the interpreter's lock: the two run at the same time.
    lexical = _executor.submit(keyword_search, library.record.full_text, query, pool, filters)
    vector = library.embedder.embed_question(query)
    try:
        dense = vector_search(library, vector, pool, filters)
    except IndexUnreachable:
        library.missed_index = True
        dense = _dense_among(library, vector, lexical.result(), filters)
    finally:
        # The library must stay open until the keyword search is done.
        wait([lexical])
    scores: dict[PassageRef, float] = defaultdict(float)
    dense_weight = FRAGMENTED_DENSE_WEIGHT if _is_fragmented(library.embedder, query) else DENSE_WEIGHT
    for weight, found in ((dense_weight, dense), (LEXICAL_WEIGHT, lexical.result())):
        for ref, score in _max_normalised(found):
            scores[ref] += weight * score
    return _FusedScores(scores, dict(dense))


def _dense_among(
    library: Library, query: Vectors, found: Sequence[tuple[PassageRef, float]], filters: SearchFilter
) -> list[tuple[PassageRef, float]]:
    """Return the nearest passages of the articles that keyword search has found."""
    passages = library.record.passages_by_id([ref.id for ref, _ in found])
    articles = tuple(dict.fromkeys(passage.article.id for passage in passages.values()))
    if not articles:
        return []
    return search_among(library, query, len(found), replace(filters, articles=articles))


def _is_fragmented(embedder: Embedder, query: str) -> bool:
    """Whether the embedder's tokenizer breaks the query into little more than single characters."""
    if not is_mainly_non_latin(query):
        return False
    special, count = embedder.count_tokens(["", query])
    return count - special >= FRAGMENTED_FERTILITY * sum(map(str.isalnum, query))


def _averaged(searches: list[dict[PassageRef, float]]) -> dict[PassageRef, float]:
    """Average the scores of several queries; rescale them so that the best equals the best of any query."""
    scores: dict[PassageRef, float] = defaultdict(float)
    for found in searches:
        for ref, score in found.items():
            scores[ref] += score / len(searches)
    best = max((score for found in searches for score in found.values()), default=0.0)
    largest = max(scores.values(), default=1.0)
    return {ref: score * best / largest for ref, score in scores.items()}


def _recency_boost(published: date | None, times: Sequence[QueryTime]) -> float:
    return max(time.recency_boost(published) for time in times) if published else 0.0


def _temporal_distance(published: date | None, query_time: QueryTime | None) -> float:
    return query_time.temporal_distance(published) if published and query_time else 0.0


def _max_normalised(scored: Iterable[tuple[PassageRef, float]]) -> list[tuple[PassageRef, float]]:
    """Divide scores by the largest; scores that are not positive are left out."""
    positive = [(ref, score) for ref, score in scored if score > 0]
    best = max((score for _, score in positive), default=1.0)
    return [(ref, score / best) for ref, score in positive]


def _fetched(
    library: Library,
    scored: Iterable[tuple[PassageRef, float, float]],
    query_time: QueryTime | None,
    at_once: int,
) -> Iterator[Hit]:
    """Fetch passages with their articles in batches of `at_once`; one deleted meanwhile is left out."""
    remaining = iter(scored)
    while batch := list(islice(remaining, at_once)):
        found = library.record.passages_by_id([ref.id for ref, _, _ in batch])
        for ref, score, cosine in batch:
            if passage := found.get(ref.id):
                yield Hit(*passage, score, cosine, _temporal_distance(ref.published, query_time))
