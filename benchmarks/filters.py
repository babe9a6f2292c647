"""How much a filter costs a search: `python -m benchmarks.filters [--passages 144000] [--folder FOLDER]`.

Articles of ten synthetic passages each, with random words and vectors of low intrinsic dimension (Gaussian
mixtures in 48 dimensions, projected into 384). Every filter is timed beside the unfiltered search in one
run, as vector search, keyword search and hybrid search; recall is that of the ten nearest passages against an
exact search of all vectors.
"""

import argparse
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.passages import Passage
from index.progress import silent
from index.retrieval.exact_search import exact_search
from index.retrieval.hybrid_search import hybrid_search
from index.retrieval.keyword_search import keyword_search
from index.retrieval.vector_search import vector_search
from index.store.local import LocalStore

DIMENSIONS, INTRINSIC, CLUSTERS = 384, 48, 3000
PASSAGES_AN_ARTICLE = 10
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
SHARES = {"half": 0.5, "fifth": 0.2, "tenth": 0.1, "twentieth": 0.05, "fiftieth": 0.02, "hundredth": 0.01}
"""Share of the articles that each source has; the rest have none."""
POOL = 100
VOCABULARY = 20_000


class SyntheticEmbedder:
    """Draws vectors from the mixture; a query's is drawn by its text."""

    fingerprint, max_tokens = "synthetic", 256

    def __init__(self) -> None:
        chance = np.random.default_rng(1)
        self._projection = chance.standard_normal((INTRINSIC, DIMENSIONS)).astype(np.float32)
        self._centres = chance.standard_normal((CLUSTERS, INTRINSIC)).astype(np.float32)

    def draw(self, chance: np.random.Generator, count: int) -> Vectors:
        """Return `count` unit vectors."""
        points = self._centres[chance.integers(CLUSTERS, size=count)]
        points = points + 0.6 * chance.standard_normal((count, INTRINSIC)).astype(np.float32)
        vectors: Vectors = points @ self._projection
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / lengths
        return unit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(text.split()) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return a vector for each text."""
        return np.stack([self.embed_question(text) for text in texts])

    def embed_question(self, question: str) -> Vectors:
        """Return the vector of a query."""
        [vector] = self.draw(np.random.default_rng(zlib.crc32(question.encode())), 1)
        return np.asarray(vector, dtype=np.float32)


def main() -> int:
    """Build the library, or open it, and print a line a filter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=144_000)
    parser.add_argument("--folder", type=Path, help="keep the library there, and use it again")
    parser.add_argument("--queries", type=int, default=20)
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = flags.folder or Path(temporary) / "library"
        embedder = SyntheticEmbedder()
        if not folder.exists():
            _build(folder, embedder, flags.passages // PASSAGES_AN_ARTICLE)
        with Library.open(folder, embedder) as library:
            _measure(library, embedder, flags.queries)
    return 0


def _build(folder: Path, embedder: SyntheticEmbedder, articles: int) -> None:
    chance = np.random.default_rng(2)
    sources = chance.choice([*SHARES, ""], size=articles, p=[*SHARES.values(), 1 - sum(SHARES.values())])
    library = Library(LocalStore(folder, create=True), embedder)
    library.check_embedder()
    with library.writer(), library.store.recording():
        for number in range(articles):
            # Word frequencies fall as in any language (Zipf's law).
            drawn = (VOCABULARY ** chance.random(40 * PASSAGES_AN_ARTICLE)).astype(int)
            texts = [" ".join(f"w{word}" for word in part) for part in np.split(drawn, PASSAGES_AN_ARTICLE)]
            ends = np.cumsum([len(text) + 2 for text in texts])
            day = FIRST_DAY + timedelta(days=int(chance.integers(DAYS)))
            made = Article(
                f"a{number}", "\n\n".join(texts), f"Title {number}", sources[number] or None, published=day
            )
            passages = [
                Passage(place, int(ends[place]) - len(text) - 2, int(ends[place]) - 2)
                for place, text in enumerate(texts)
            ]
            library.record.put(made, passages, embedder.draw(chance, len(passages)), named=True)
    with library.writer(repair=False):
        library.record.full_text.merge()
        library.store.rebuild_index(silent)
    library.close()


def _filters() -> dict[str, SearchFilter]:
    since = {
        f"since, {share:.0%}": FIRST_DAY + timedelta(days=int(DAYS * (1 - share)))
        for share in (0.99, 0.5, 0.1, 0.01)
    }
    middle = FIRST_DAY + timedelta(days=DAYS // 2)
    return {
        **{f"source, a {name}": SearchFilter.of(sources=[name]) for name in SHARES},
        **{name: SearchFilter.of(since=day) for name, day in since.items()},
        "100 days": SearchFilter.of(since=middle, until=middle + timedelta(days=99)),
        "source and since": SearchFilter.of(sources=["half"], since=middle),
        "20 articles": SearchFilter.of(articles=[f"a{number}" for number in range(0, 2000, 100)]),
    }


def _measure(library: Library, embedder: SyntheticEmbedder, count: int) -> None:
    chance = np.random.default_rng(3)
    queries = [" ".join(f"w{int(VOCABULARY ** chance.random())}" for _ in range(8)) for _ in range(count)]
    vectors = embedder.draw(chance, count)
    searches: tuple[Callable[[int, SearchFilter], object], ...] = (
        lambda n, filters: vector_search(library, vectors[n], POOL, filters),
        lambda n, filters: keyword_search(library.record.full_text, queries[n], POOL, filters),
        lambda n, filters: hybrid_search(library, [queries[n]], 24, filters),
    )
    print(f"{library.record.counts()[1]:,} passages; medians of {count} queries in ms, times the unfiltered")
    print(f"{'filter':20} {'vector':>16} {'keyword':>16} {'hybrid':>16} {'recall@10':>10}")
    base: list[float] = []
    for name, filters in {"none": NO_FILTER, **_filters()}.items():
        times = [_timed(search, filters, count) for search in searches]
        base = base or times
        recall = np.mean([_recall(library, vector, filters) for vector in vectors])
        columns = (f"{spent:8.1f} {spent / least:6.2f}×" for spent, least in zip(times, base, strict=True))
        print(f"{name:20} {' '.join(columns)} {recall:10.3f}", flush=True)


def _timed(search: Callable[[int, SearchFilter], object], filters: SearchFilter, count: int) -> float:
    search(0, filters)
    spent = []
    for number in range(count):
        began = time.perf_counter()
        search(number, filters)
        spent.append(1000 * (time.perf_counter() - began))
    return median(spent)


def _recall(library: Library, vector: Vectors, filters: SearchFilter) -> float:
    exact = [key for key, _ in exact_search(library.record, vector, 10, filters)]
    wanted = {ref.id for refs in library.record.refs(exact, filters).values() for ref in refs}
    found = {ref.id for ref, _ in vector_search(library, vector, 10, filters)}
    return len(wanted & found) / len(wanted) if wanted else 1.0


if __name__ == "__main__":
    raise SystemExit(main())
