"""Measure answer quality: every figure with its target.

    python -m benchmarks.quality DATA [--only NAME ...] [--json FILE] [--report FILE]

DATA is the folder of the public data for measuring. A whole run takes most of an hour where the library of
news articles is made anew; with --library-cache it is kept for the next run.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.command_line import data_parser, positive, write_text
from benchmarks.data import require
from benchmarks.quality import (
    articles,
    attribution,
    claims,
    conflicts,
    followups,
    intents,
    reading,
    report,
    requests,
    sentences,
    summaries,
)
from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Part
from benchmarks.quality.stores import FOLDER, STORES
from benchmarks.token_counting import CountingReaderModel
from index.embedding.embedder import Embedder
from index.errors import ArticleQAError
from qa.reader import Reader, SpanReader
from qa.thresholds import ANSWER_THRESHOLD, STRICT


@dataclass(frozen=True, slots=True)
class Task:
    """One part of the benchmark, and the sets it needs."""

    measure: Callable[[Bench], Part]
    sets: tuple[str, ...] = ()


NEWS = ("news/articles", "news/questions")

TASKS = {
    "xquad": Task(reading.xquad, ("reading/dev-xquad",)),
    "squad2": Task(reading.squad2, ("reading/train-squad2",)),
    "samples": Task(articles.samples),
    "strangers": Task(articles.strangers),
    "collections": Task(articles.collections, NEWS[:1]),
    "news": Task(articles.news, NEWS),
    "clapnq": Task(sentences.clapnq, ("sentences/clapnq",)),
    "trecqa": Task(sentences.trecqa, ("sentences/trecqa",)),
    "conflicts": Task(conflicts.conflicts, ("conflicts/questions",)),
    "intents": Task(intents.intents, ("reading/dev-xquad", "reading/train-squad2", "news/questions")),
    "followups": Task(followups.followups, followups.SETS),
    "requests": Task(requests.requests, NEWS[:1]),
    "summaries": Task(summaries.summaries, ("news/articles", "summaries/keys", "summaries/news")),
    "attribution": Task(attribution.attribution, (attribution.DEV,)),
    "claims": Task(claims.claims, claims.SETS),
    "speed": Task(articles.speed, NEWS),
}


def main(
    arguments: Sequence[str] | None = None, embedder: Embedder | None = None, reader: Reader | None = None
) -> int:
    """Measure, print the table, write what was asked for; tests give other models than the shipped ones."""
    flags = _parser().parse_args(arguments)
    names = [name for name in TASKS if name in (flags.only or TASKS)]
    require(flags.data, [name for task in names for name in TASKS[task].sets])
    counted = None if reader else CountingReaderModel()
    bench = Bench(
        data=flags.data,
        embedder=embedder or _default_embedder(),
        reader=reader or SpanReader(counted),
        every=flags.every,
        half=flags.half,
        cache=flags.library_cache,
        counted=counted,
        store=flags.store,
    )
    settings = {
        "default": ANSWER_THRESHOLD,
        "strict": STRICT,
        "every": flags.every,
        "half": flags.half,
        "store": flags.store,
    }
    parts: list[Part] = []
    seconds: dict[str, float] = {}
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        start = perf_counter()
        try:
            parts.append(TASKS[name].measure(bench))
        except ArticleQAError as error:
            sys.exit(str(error))
        seconds[name] = perf_counter() - start
        print(f"{name}: {seconds[name]:.0f} s", file=sys.stderr, flush=True)
        # After every part: what took long is not lost where a later one is stopped.
        if flags.json:
            whole = report.to_json(parts, seconds, settings)
            write_text(flags.json, json.dumps(whole, ensure_ascii=False, indent=1))
        if flags.report:
            write_text(flags.report, report.to_html(parts))
    print(report.to_text(parts))
    print(*(f"Wrote {path}." for path in (flags.json, flags.report) if path), sep="\n")
    return 0


def _default_embedder() -> Embedder:
    from qa.defaults import default_embedder

    return default_embedder()


def _parser() -> argparse.ArgumentParser:
    parser = data_parser("quality", __doc__)
    parser.add_argument("--only", nargs="+", choices=TASKS, metavar="NAME", help=f"of {', '.join(TASKS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures and every question")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write a page with plots and misses")
    parser.add_argument("--every", type=positive, default=1, metavar="N", help="ask every Nth question only")
    parser.add_argument("--half", choices=("A", "B"), help="ask one half of the questions only")
    parser.add_argument(
        "--store", choices=STORES, default=FOLDER, help="where libraries are asked (default: folder)"
    )
    parser.add_argument("--library-cache", type=Path, metavar="FOLDER", help="keep the large libraries here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
