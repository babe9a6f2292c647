"""The public data for measuring: where it is and how it is read. It is never part of the project."""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one set, such as `reading/train-squad2`; exit with a word where it is absent."""
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        sys.exit(f"{path} is absent. Give the folder of the measuring data as the argument.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
