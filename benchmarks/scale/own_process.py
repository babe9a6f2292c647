"""One measured process: it lets a library grow, or searches it, and prints its figures as JSON.

python -m benchmarks.scale.own_process add|search NUMBER FOLDER
python -m benchmarks.scale.own_process add|search NUMBER postgresql://... http://...,http://...
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from benchmarks.filters import SyntheticEmbedder
from benchmarks.scale.passages import PASSAGES_AN_ARTICLE, prepared_articles, without_terms
from benchmarks.scale.searches import measured_searches
from benchmarks.scale.stores import TimedStore, open_timed, place_of
from benchmarks.speed.processes import Json
from index.articles import Article
from index.identity import IngestOutcome
from index.library import Library
from index.preparation import PreparedArticle
from index.storing import StoringRun

ARTICLES_AT_ONCE = 100
"""Number of articles stored in one transaction, as `qa add` does with a thousand passages."""


def add(store: TimedStore, passages: int) -> Json:
    """Add articles, as `qa add` does once they are embedded, until there are so many passages.

    What the full text takes is told apart by the same articles without a term in their text, in transactions
    that are rolled back.
    """
    embedder = SyntheticEmbedder()
    library = Library(store, embedder)
    before = library.record.counts()[1]
    with library.writer():
        processor = time.process_time()
        run = StoringRun(library, _nothing)
        generating = 0.0
        while (held := library.record.counts()[0]) * PASSAGES_AN_ARTICLE < passages:
            began = time.process_time()
            count = min(ARTICLES_AT_ONCE, passages // PASSAGES_AN_ARTICLE - held)
            batch = prepared_articles(held, count, embedder)
            generating += time.process_time() - began
            run.store(batch)
        processor = time.process_time() - processor - generating
        # Before the merge, which tidies up after it.
        share = _full_text_share(store, prepared_articles(10_000_000, ARTICLES_AT_ONCE, embedder))
        began, before_merge = time.perf_counter(), time.process_time()
        run.merge()
        merging = time.perf_counter() - began
        processor += time.process_time() - before_merge
    return {
        "passages": library.record.counts()[1] - before,
        "record": store.recording_seconds * (1 - share),
        "full text": store.recording_seconds * share + merging,
        "index": store.indexing_seconds,
        "processor": processor,
    }


def _full_text_share(store: TimedStore, articles: list[PreparedArticle]) -> float:
    with_terms = _rolled_back(store, articles)
    without = _rolled_back(store, [without_terms(prepared) for prepared in articles])
    return max(0.0, 1 - without / with_terms)


class _RolledBackError(Exception):
    """Raised to undo a transaction."""


def _rolled_back(store: TimedStore, articles: list[PreparedArticle]) -> float:
    """Return the seconds of recording these articles, which are not kept."""
    began = ended = time.perf_counter()
    kept = store.recording_seconds
    with suppress(_RolledBackError), store.recording():
        for prepared in articles:
            article = replace(prepared.article, id=f"tried {prepared.article.id}")
            store.record.put(article, prepared.passages or (), prepared.vectors, named=True)
        store.record.counts()  # what is deferred to the end of a transaction is written before
        ended = time.perf_counter()
        raise _RolledBackError
    store.recording_seconds = kept
    return ended - began


def search(store: TimedStore, count: int) -> Json:
    """Time so many searches of each kind."""
    return measured_searches(Library(store, SyntheticEmbedder()), count)


def _nothing(_outcome: IngestOutcome, _article: Article) -> None:
    """Report nothing."""


def main(what: str, number: str, where: str, servers: str = "") -> None:
    """Do one thing and print how that went."""
    tasks: dict[str, Callable[[TimedStore, int], Json]] = {"add": add, "search": search}
    store = open_timed(place_of(where, servers))
    try:
        print(json.dumps(tasks[what](store, int(number))))
    finally:
        store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
