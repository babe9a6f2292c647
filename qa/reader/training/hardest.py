"""The hardest rivals: `python -m qa.reader.training.hardest DATA_FOLDER [--into FILE]`.

Of the passages that a search returns for a training question and that hold no answer, those in which the
shipped reader is surest of words that are none; where these share a word with an answer ("Moberg", "Tilda
Moberg") they may be one, and the passage is left out. `python -m qa.reader.train --hardest FILE` learns from
them.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.retrieval.keyword_search import content_words
from qa.reader.excerpts import Excerpt
from qa.reader.likeliest import Reads
from qa.reader.model import ReaderModel
from qa.reader.training.examples import TITLED
from qa.reader.training.negatives import Hardest, Rival
from qa.reader.training.rivals import Rivals
from qa.reader.training.rows import Row, trained_on

LOOKED_AT = 8
"""The best passages of a search, for each question."""

KEPT = 3
"""Of these, the hardest."""

SAY_EVERY = 500


def hardest(model: Reads, known: Sequence[Row]) -> Iterator[tuple[str, list[tuple[float, Rival]]]]:
    """Yield for each answerable question its id and its rivals with their margins, hardest first."""
    rivals = Rivals(sorted({row["context"] for row in known}))
    for row in known:
        if row["answers"]:
            contexts = rivals.among(row["question"], row["context"], row["answers"], LOOKED_AT)
            read = model.read(row["question"], [Excerpt.whole(row["title"], context) for context in contexts])
            likeliest = [max(spans, key=lambda span: span.margin, default=None) for spans in read]
            found = [
                (span.margin, (context, (span.start, span.end)))
                for span, context in zip(likeliest, contexts, strict=True)
                if span and not _shares_a_word(context[span.start : span.end], row["answers"])
            ]
            yield row["id"], sorted(found, reverse=True)[:KEPT]


def _shares_a_word(text: str, answers: Sequence[str]) -> bool:
    said = set(content_words(text))
    return any(not said.isdisjoint(content_words(answer)) for answer in answers)


def load_hardest(path: Path) -> Hardest:
    """Return what a file of rivals holds; exit with a word where it is absent."""
    if not path.is_file():
        raise SystemExit(
            f"{path} is absent. Make it with `python -m qa.reader.training.hardest DATA --into {path}`."
        )
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return {
        line["id"]: [(context, (start, end)) for _, context, start, end in line["rivals"]] for line in found
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Find the rivals and write them."""
    parser = argparse.ArgumentParser(
        prog="python -m qa.reader.training.hardest", description="Find hard negatives."
    )
    parser.add_argument("data", type=Path, help="the folder that holds reading/train-*.jsonl.gz")
    parser.add_argument("--into", type=Path, default=Path("build/hardest.jsonl"))
    given = parser.parse_args(arguments)
    given.into.parent.mkdir(parents=True, exist_ok=True)
    half = given.into.with_suffix(".half")
    model = ReaderModel()
    with half.open("w", encoding="utf-8") as lines:
        for kind in sorted(TITLED):
            known = trained_on(given.data, kind)
            for number, (name, found) in enumerate(hardest(model, known), start=1):
                rivals = [[round(margin, 2), context, *place] for margin, (context, place) in found]
                lines.write(json.dumps({"id": name, "rivals": rivals}, ensure_ascii=False) + "\n")
                if number % SAY_EVERY == 0:
                    print(f"{kind}: {number} of {len(known)}", file=sys.stderr, flush=True)  # noqa: T201
    half.replace(given.into)


if __name__ == "__main__":
    main()
