"""The public data for measuring: where it is and how it is read. It is never part of the project."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def set_path(folder: Path, name: str) -> Path:
    """Return the file of one set, such as `reading/train-squad2`."""
    return folder / f"{name}.jsonl.gz"


def require(folder: Path, names: Sequence[str]) -> None:
    """Exit with a word about the sets that are absent, before anything is measured."""
    absent = [name for name in dict.fromkeys(names) if not set_path(folder, name).is_file()]
    if absent:
        names = ", ".join(absent)
        sys.exit(f"{folder} lacks {names} (.jsonl.gz). Give the folder of the public data as the argument.")


def rows(folder: Path, name: str) -> Iterator[Row]:
    """Yield the rows of one set; exit with a word where it is absent."""
    require(folder, [name])
    with gzip.open(set_path(folder, name), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def half_of(name: str) -> str:
    """Return the half, "A" or "B", that an id falls into: one is to choose by, the other to judge by."""
    return "AB"[zlib.crc32(name.encode()) % 2]
