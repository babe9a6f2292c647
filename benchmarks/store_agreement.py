"""Agreement of keyword search between stores: SQLite's FTS5 and PostgreSQL's inverted index.

    python -m benchmarks.store_agreement DATA --database postgresql://... [--copies N] [--every N]

The articles of `news` are stored in both, without vectors, and its questions are asked of both. With --copies
the collection is that many times as large: copies have a tenth of their words altered. DATA is the folder of
the public data for measuring. The schema `store_agreement` of the database is made, and deleted at the end.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median, quantiles

from benchmarks.command_line import data_parser
from benchmarks.data import require, rows
from index.articles import Article
from index.passages import Passage, split
from index.retrieval.keyword_search import keyword_search
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.record import PostgresRecord
from index.store.protocol import Record
from index.store.sqlite.database import Database
from index.store.sqlite.record import SqliteRecord

SCHEMA = "store_agreement"

BEST = 50
"""Number of passages whose ranks are compared."""

MIN_CORRELATION, MIN_SAME_FIRST = 0.95, 0.95
"""Rank correlation in the mean, and share of questions with the same best passage, at least."""

MAX_TOKENS, ARTICLES_AT_ONCE = 256, 200

Prepared = tuple[Article, tuple[Passage, ...]]


@dataclass
class Compared:
    """What was found out about all questions."""

    correlations: list[float] = field(default_factory=list)
    same_first: list[bool] = field(default_factory=list)
    furthest_score: float = 0.0
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"SQLite": [], "PostgreSQL": []})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where the stores agree less than they have to."""
    parser = data_parser("store_agreement", __doc__)
    parser.add_argument("--database", required=True, help="address of a PostgreSQL database")
    parser.add_argument("--copies", type=int, default=1, help="make the collection so many times as large")
    parser.add_argument("--every", type=int, default=1, help="ask one of so many questions only")
    given = parser.parse_args(arguments)
    require(given.data, ["news/articles", "news/questions"])
    questions = [row["question"] for row in rows(given.data, "news/questions")][:: given.every]
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(Path(folder), create=True)) as sqlite,
        closing(PostgresDatabase(given.database, schema=SCHEMA, create=True)) as postgres,
    ):
        records: dict[str, Record] = {
            "SQLite": SqliteRecord(sqlite),
            "PostgreSQL": PostgresRecord(postgres),
        }
        try:
            _fill(given.data, given.copies, {"SQLite": sqlite, "PostgreSQL": postgres}, records)
            return _report(compared(questions, records))
        finally:
            with postgres.writing() as connection:
                connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def compared(questions: Sequence[str], records: dict[str, Record]) -> Compared:
    """Ask every question of both records."""
    result = Compared()
    for question in questions:
        found = {}
        for name, record in records.items():
            begun = time.perf_counter()
            hits = keyword_search(record.full_text, question, BEST)
            result.seconds[name].append(time.perf_counter() - begun)
            found[name] = {ref.id: score for ref, score in hits}
        one, other = found["SQLite"], found["PostgreSQL"]
        if one or other:
            result.correlations.append(rank_correlation(list(one), list(other)))
            result.same_first.append(list(one)[:1] == list(other)[:1])
            apart = [abs(other[name] / score - 1) for name, score in one.items() if name in other]
            result.furthest_score = max([result.furthest_score, *apart])
    return result


def rank_correlation(one: Sequence[int], other: Sequence[int]) -> float:
    """Return Spearman's correlation of two rankings; what one of them lacks stands at its end."""
    import numpy as np

    every = list(dict.fromkeys([*one, *other]))
    if len(every) < 2:
        return 1.0
    places = [
        [ranking.index(name) if name in ranking else len(ranking) for name in every]
        for ranking in (one, other)
    ]
    if any(len(set(ranks)) == 1 for ranks in places):
        return float(places[0] == places[1])
    return float(np.corrcoef(places[0], places[1])[0, 1])


def _fill(
    data: Path, copies: int, databases: "dict[str, Database | PostgresDatabase]", records: dict[str, Record]
) -> None:
    seconds = dict.fromkeys(records, 0.0)
    articles = passages = 0
    for batch in _batches(data, copies):
        articles += len(batch)
        passages += sum(len(split_into) for _, split_into in batch)
        for name, record in records.items():
            begun = time.perf_counter()
            with databases[name].writing():
                for article, split_into in batch:
                    record.put(article, split_into, None, named=True)
            seconds[name] += time.perf_counter() - begun
    print(f"{articles} articles, {passages} passages")
    for name, record in records.items():
        begun = time.perf_counter()
        record.full_text.merge()
        merged = time.perf_counter() - begun
        print(
            f"{name}: added in {seconds[name]:.1f} s, {articles / seconds[name]:.0f} articles a second, "
            f"{passages / seconds[name]:.0f} passages a second; merged in {merged:.1f} s"
        )


def _batches(data: Path, copies: int) -> Iterator[list[Prepared]]:
    chance = random.Random(7)
    batch: list[Prepared] = []
    words: list[str] = []
    for copy in range(copies):
        for row in rows(data, "news/articles"):
            text = row["text"]
            words = (words + text.split())[-50_000:]
            if copy:
                text = " ".join(
                    chance.choice(words) if chance.random() < 0.1 else word for word in text.split()
                )
            article = Article(f"{row['id']}-{copy}", text, row.get("title") or "", row.get("source"))
            batch.append((article, split(article, _count_tokens, MAX_TOKENS)))
            if len(batch) == ARTICLES_AT_ONCE:
                yield batch
                batch = []
    yield batch


def _count_tokens(texts: Sequence[str]) -> list[int]:
    return [len(text) // 4 + 2 for text in texts]


def _report(result: Compared) -> int:
    correlation, same_first = mean(result.correlations), mean(result.same_first)
    print(
        f"{len(result.correlations)} questions: rank correlation of the best {BEST} {correlation:.4f} "
        f"(lowest {min(result.correlations):.3f}), the same first {same_first:.4f}, "
        f"scores at most {result.furthest_score:.1e} apart"
    )
    for name, seconds in result.seconds.items():
        p95 = quantiles(seconds, n=20)[-1]
        print(f"{name}: {1000 * median(seconds):.1f} ms a search, {1000 * p95:.1f} ms p95")
    return int(correlation < MIN_CORRELATION or same_first < MIN_SAME_FIRST)


if __name__ == "__main__":
    sys.exit(main())
