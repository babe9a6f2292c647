"""The rows of the reading sets, `reading/*.jsonl.gz`: which are trained on and which are judged by."""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

HELD_BACK = 5
HELD_BACK_SEED = 1
"""One of so many articles of `squad2` is not trained on, to judge refusals by: the same ones in every run,
because one run goes on from another."""


def rows(data: Path, name: str) -> list[Row]:
    """Return the rows of one file of `reading/`; exit with a word where it is absent."""
    path = data / "reading" / f"{name}.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path} is absent. Name the folder of the measuring data.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_back(squad: Sequence[Row]) -> set[str]:
    """Return the titles of `squad2` that are kept to judge by."""
    titles = sorted({row["title"] for row in squad})
    random.Random(HELD_BACK_SEED).shuffle(titles)  # noqa: S311
    return set(titles[: len(titles) // HELD_BACK])


def trained_on(data: Path, kind: str) -> list[Row]:
    """Return the rows of a kind that are trained on: all but those of the articles held back."""
    known = rows(data, f"train-{kind}")
    held = held_back(known) if kind == "squad2" else set()
    return [row for row in known if row["title"] not in held]
