"""The fixed set of claims: those that their quotes carry, and those with a fault of one of ten kinds.

`python -m tests.grounding_set [even|odd]` prints what goes wrong and the figures by kind of fault. Each line
of `grounding_cases.jsonl` has a `claim`, its `quotes` (each with its `text` and, where it has them, its
`context`, `speaker` and the day on which it was `published`), whether it is `supported`, and its `fault`.
Pairs with an even number are there to tune on, those with an odd one to judge by: what goes wrong of those is
printed only when they are asked for.
"""

import sys
from collections.abc import Sequence

from benchmarks.claim_sets import LabelledClaim, own_cases
from qa.grounding import Support, supported

Outcomes = Sequence[tuple[LabelledClaim, Support]]


def judged(half: str = "") -> list[tuple[LabelledClaim, Support]]:
    """Judge the set, or its `even` or `odd` half."""
    listed = [one for one in own_cases() if not half or one.is_fitted_on == (half == "even")]
    return [(one, supported(one.claim, one.quotes)) for one in listed]


def share_held_back(outcomes: Outcomes, *, faulty: bool) -> float:
    """Return the share of the faulty or of the faithful claims that are held back."""
    held = [not support.holds for one, support in outcomes if one.supported != faulty]
    return sum(held) / len(held)


def main(half: str = "") -> None:
    """Print what goes wrong, and the shares held back by kind of fault."""
    outcomes = judged(half)
    for one, support in outcomes:
        if support.holds != one.supported and (one.is_fitted_on or half == "odd"):
            told = "; ".join(map(str, support.reasons)) or f"holds ({support.score:.2f})"
            print(f"{one.id}: {one.claim} → {told}")  # noqa: T201
    for kind in dict.fromkeys(one.kind for one, _ in outcomes):
        print(_figures(kind, [outcome for outcome in outcomes if outcome[0].kind == kind]))  # noqa: T201
    print(_figures("all", outcomes))  # noqa: T201


def _figures(name: str, outcomes: Outcomes) -> str:
    bad, good = share_held_back(outcomes, faulty=True), share_held_back(outcomes, faulty=False)
    return f"{name:15} {len(outcomes):4}   faulty held back {bad:.3f}   faithful held back {good:.3f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
