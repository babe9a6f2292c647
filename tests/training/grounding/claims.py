"""Labelled claims of invented facts, in the form of the public sets."""

import gzip
import json
from pathlib import Path
from typing import Any


def write(folder: Path) -> Path:
    """Write all sets of labelled claims into a data folder, and return it."""
    (folder / "claims").mkdir(exist_ok=True)
    for name, rows in _sets().items():
        with gzip.open(folder / "claims" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


def _sets() -> dict[str, list[dict[str, Any]]]:
    numbers = range(16)
    return {
        "fever_symmetric": [
            {
                "id": f"fs-dev-{number}-{number}",
                "claim": f"Ferry {number} sank.",
                "evidence": [f"Ferry {number} {'sank' if number % 2 else 'sailed'}."],
                "supported": "yes" if number % 2 else "no",
            }
            for number in numbers
        ],
        "wice": [
            {
                "id": f"wice-dev-{number}",
                "claim": f"Ferry {number} of Aahus sank.",
                "evidence": ["Rain fell.", f"Ferry {number} sank.", "It was of Aahus."],
                "supporting": [[f"Ferry {number} sank.", "It was of Aahus."]] if number % 2 else [],
                "supported": "yes" if number % 2 else "partly",
            }
            for number in numbers
        ],
        "wice_spans": [
            {
                "id": f"wice-spans-train-{number}",
                "claim": f"The old ferry {number} sank.",
                "evidence": [f"Ferry {number} sank."],
                "tokens": ["The", "old", "ferry", str(number), "sank", "."],
                "unsupported": [False, True, False, False, False, False],
                "supported": "partly",
            }
            for number in numbers
        ],
        "summaries": [
            {
                "id": f"cnndm-{number}",
                "article": f"Ferry {number} sank in a storm. Nobody drowned.",
                "claims": [
                    {"text": f"Ferry {number} sank.", "yes": 3, "votes": 3},
                    {"text": f"Ferry {number} sailed.", "yes": 1, "votes": 3},
                ],
            }
            for number in numbers
        ],
    }
