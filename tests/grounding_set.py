"""The fixed set of claims: those that their quotes carry, and those with a fault of one of ten kinds.

`python -m tests.grounding_set [even|odd]` prints what goes wrong and the figures by kind of fault. Each line
of `grounding_cases.jsonl` has a `claim`, its `quotes` (each with its `text` and, where it has them, its
`context`, `speaker` and the day on which it was `published`), whether it is `supported`, and its `fault`.
Pairs with an even number are there to tune on, those with an odd one to judge by: no line of theirs was read
while a check was changed.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qa.grounding import Evidence, Support, supported

CASES = Path(__file__).parent / "grounding_cases.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and what is right of it.

    Attributes:
        kind: the kind of fault of the pair; the claim of it that is supported has no fault.
    """

    id: str
    claim: str
    quotes: tuple[Evidence, ...]
    supported: bool
    fault: str

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Case":
        """Make one of a line of the file."""
        return cls(**{**row, "quotes": tuple(map(evidence_of, row["quotes"]))})

    @property
    def kind(self) -> str:
        """The kind of fault of the pair."""
        return self.id.partition("-")[0]

    @property
    def is_even(self) -> bool:
        """Whether it is there to tune on."""
        return int(self.id.partition("-")[2][:-1]) % 2 == 0


def evidence_of(row: dict[str, str]) -> Evidence:
    """Make an evidence of a quote in the file."""
    published = date.fromisoformat(row["published"]) if "published" in row else None
    return Evidence(row["text"], row.get("context", ""), row.get("speaker", ""), published)


def cases(half: str = "") -> list[Case]:
    """Return the set, or its `even` or `odd` half."""
    with CASES.open(encoding="utf-8") as lines:
        every = [Case.of(json.loads(line)) for line in lines]
    return [one for one in every if not half or one.is_even == (half == "even")]


def share_held_back(judged: Sequence[tuple[Case, Support]], *, faulty: bool) -> float:
    """Return the share of the faulty or of the faithful claims that are held back."""
    held = [not support.holds for case, support in judged if case.supported != faulty]
    return sum(held) / len(held)


def main(half: str = "") -> None:
    """Print what goes wrong, and the shares held back by kind of fault."""
    judged = [(case, supported(case.claim, case.quotes)) for case in cases(half)]
    for case, support in judged:
        if support.holds != case.supported and half != "odd":
            told = "; ".join(map(str, support.reasons)) or f"holds ({support.score:.2f})"
            print(f"{case.id}: {case.claim} → {told}")  # noqa: T201
    for kind in dict.fromkeys(case.kind for case, _ in judged):
        of_kind = [one for one in judged if one[0].kind == kind]
        print(_figures(kind, of_kind))  # noqa: T201
    print(_figures("all", judged))  # noqa: T201


def _figures(name: str, judged: Sequence[tuple[Case, Support]]) -> str:
    bad, good = share_held_back(judged, faulty=True), share_held_back(judged, faulty=False)
    return f"{name:15} {len(judged):4}   faulty held back {bad:.3f}   faithful held back {good:.3f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
