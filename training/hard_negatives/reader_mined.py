"""Mine hard negatives by the reader: `python -m training.hard_negatives.reader_mined DATA [--into FILE]`.

Among the passages that BM25 returns for a training question and that hold no answer, these are the ones in
which the shipped reader's span has the highest margin. A passage whose span shares a word with an answer
("Moberg", "Tilda Moberg") is left out, because it may be a false negative. `python -m training
--hard-negatives FILE` trains on them.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.text.words import content_words
from qa.reader.excerpts import Excerpt
from qa.reader.model import ReaderModel
from qa.reader.second_pass import SpanModel
from training.datasets import TITLED, Row, training_rows
from training.hard_negatives.bm25_mined import Bm25Miner
from training.hard_negatives.sampler import MinedNegative, MinedNegatives

SEARCH_DEPTH = 8
"""Number of the best passages by BM25 that the reader reads for each question."""

KEPT_PER_QUESTION = 3
"""Number of hard negatives kept for each question."""

SAY_EVERY = 500


def mine_negatives(
    model: SpanModel, known: Sequence[Row]
) -> Iterator[tuple[str, list[tuple[float, MinedNegative]]]]:
    """Yield each answerable question's id and its negatives with their margins, hardest first."""
    miner = Bm25Miner(sorted({row["context"] for row in known}))
    for row in known:
        if row["answers"]:
            contexts = miner.negatives(row["question"], row["context"], row["answers"], SEARCH_DEPTH)
            read = model.read(row["question"], [Excerpt.whole(row["title"], context) for context in contexts])
            likeliest = [max(spans, key=lambda span: span.margin, default=None) for spans in read]
            found = [
                (span.margin, (context, (span.start, span.end)))
                for span, context in zip(likeliest, contexts, strict=True)
                if span and not _shares_a_word(context[span.start : span.end], row["answers"])
            ]
            yield row["id"], sorted(found, reverse=True)[:KEPT_PER_QUESTION]


def _shares_a_word(text: str, answers: Sequence[str]) -> bool:
    said = set(content_words(text))
    return any(not said.isdisjoint(content_words(answer)) for answer in answers)


def load_mined(path: Path) -> MinedNegatives:
    """Return the mined negatives in a file; raise SystemExit with the next step where it is absent."""
    if not path.is_file():
        raise SystemExit(
            f"{path} is absent. "
            f"Make it with `python -m training.hard_negatives.reader_mined DATA --into {path}`."
        )
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return {
        line["id"]: [(context, (start, end)) for _, context, start, end in line["negatives"]]
        for line in found
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Mine hard negatives and write them."""
    parser = argparse.ArgumentParser(
        prog="python -m training.hard_negatives.reader_mined", description="Find hard negatives."
    )
    parser.add_argument("data", type=Path, help="the folder that holds reading/train-*.jsonl.gz")
    parser.add_argument("--into", type=Path, default=Path("build/hard_negatives.jsonl"))
    given = parser.parse_args(arguments)
    given.into.parent.mkdir(parents=True, exist_ok=True)
    half = given.into.with_suffix(".half")
    model = ReaderModel()
    with half.open("w", encoding="utf-8") as lines:
        for kind in sorted(TITLED):
            known = training_rows(given.data, kind)
            for number, (name, found) in enumerate(mine_negatives(model, known), start=1):
                negatives = [[round(margin, 2), context, *place] for margin, (context, place) in found]
                lines.write(json.dumps({"id": name, "negatives": negatives}, ensure_ascii=False) + "\n")
                if number % SAY_EVERY == 0:
                    print(f"{kind}: {number} of {len(known)}", file=sys.stderr, flush=True)  # noqa: T201
    half.replace(given.into)


if __name__ == "__main__":
    main()
