"""Thresholds of disagreements: how often both answers are shown, and false alarms, by share of confidence.

    python -m benchmarks.disagreement_thresholds DATA

DATA holds `conflicts/questions.jsonl.gz`. Each question's passages are the articles of a small library, which
is read once with all of them, then with those of the true answer and noise. Half A are the ids with an even
checksum: choose on it, and believe half B.
"""

import json
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.command_line import data_parser
from benchmarks.data import Row, half_of, rows
from index import ingest
from index.filters import SearchFilter
from index.library import Library
from index.loaders import load_file
from index.retrieval.hybrid_search import hybrid_search
from qa import disagreement
from qa.defaults import default_embedder
from qa.evaluation.figures import contains_answer
from qa.query import PASSAGES_FOUND
from qa.reader import Reading, SpanReader

SHARES = {
    "SAME_SENTENCE_SHARE": (0.01, 0.05, 0.1, 0.2),
    "DISAGREEMENT_SHARE": (0.02, 0.05, 0.1, 0.15, 0.2, 0.25),
}
KINDS = (("true", "altered", "noise"), ("true", "noise"))

Read = tuple[Row, list[Reading], list[Reading]]


def main() -> None:
    """Read every question once and print a line for each share and half."""
    given = data_parser("disagreement_thresholds", __doc__).parse_args()
    reader = SpanReader()
    read = [_read(reader, row) for row in rows(given.data, "conflicts/questions")]
    halves = {name: [one for one in read if half_of(str(one[0]["id"])) == name] for name in "AB"}
    for constant, shares in SHARES.items():
        used = getattr(disagreement, constant)
        for share in shares:
            setattr(disagreement, constant, share)
            for name, half in halves.items():
                shown = sum(_shows_both(row, both) for row, both, _ in half)
                alarms = sum(bool(disagreement.disagreeing(row["question"], true)) for row, _, true in half)
                mark = "  as shipped" if share == used else ""
                counts = f"shown {shown}/{len(half)}, alarms {alarms}/{len(half)}{mark}"
                print(f"{constant} {share:4}  half {name}: {counts}")
        setattr(disagreement, constant, used)
    missed = [row["question"] for row, both, _ in read if not _shows_both(row, both)]
    print("Missed as shipped:", *missed, sep="\n  ")


def _read(reader: SpanReader, row: Row) -> Read:
    question, passages = row["question"], row["passages"]
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        lines = (json.dumps({"id": passage["id"], "text": passage["text"]}) for passage in passages)
        articles.write_text("\n".join(lines), encoding="utf-8")
        with Library.open(Path(folder) / "library", default_embedder(), create=True) as library:
            ingest.add(library, load_file(articles))
            both, true = (
                reader.read(
                    question,
                    hybrid_search(library, [question], PASSAGES_FOUND, _only(passages, kinds), date.today()),
                )
                for kinds in KINDS
            )
    return row, both, true


def _only(passages: Sequence[Row], kinds: Sequence[str]) -> SearchFilter:
    return SearchFilter.of(
        None, None, None, [passage["id"] for passage in passages if passage["kind"] in kinds]
    )


def _shows_both(row: Row, readings: Sequence[Reading]) -> bool:
    quotes = [
        side.article.text[side.start : side.end]
        for side in disagreement.disagreeing(row["question"], readings)
    ]
    return all(
        any(contains_answer(quote, [answer]) for quote in quotes)
        for answer in (row["answer"], row["altered_answer"])
    )


if __name__ == "__main__":
    main()
