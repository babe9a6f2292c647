"""The reading comprehension sets, `reading/*.jsonl.gz`, split into training rows and held-out rows."""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

TITLED = {"squad2", "squadshifts_new_wiki", "qed"}
"""Datasets whose titles are those of articles."""

HELD_OUT_EVERY = 5
HELD_OUT_SEED = 1
"""One of so many articles of `squad2`, drawn by this seed, is held out to evaluate refusals. The seed is the
same in every run, because one run goes on from another's weights."""


def rows(data: Path, name: str) -> list[Row]:
    """Return the rows of one file of `reading/`; raise SystemExit with the next step where it is absent."""
    path = data / "reading" / f"{name}.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path} is absent. Name the folder of the measuring data.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_out_titles(squad: Sequence[Row], every: int = HELD_OUT_EVERY) -> set[str]:
    """Return the titles of `squad2` that are held out for evaluation: one of `every`."""
    titles = sorted({row["title"] for row in squad})
    random.Random(HELD_OUT_SEED).shuffle(titles)  # noqa: S311
    return set(titles[: len(titles) // every])


def training_rows(data: Path, kind: str) -> list[Row]:
    """Return the rows of a dataset to train on: all but those of held-out articles."""
    known = rows(data, f"train-{kind}")
    held = held_out_titles(known) if kind == "squad2" else set()
    return [row for row in known if row["title"] not in held]
