"""Examples of the claim verifier: a claim, evidence, and what of the claim the evidence does not carry."""

import difflib
import re
from dataclasses import dataclass

from index.passages import Span

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class ClaimExample:
    """A claim, evidence, and whether that carries it.

    Attributes:
        supported: the label, in [0, 1].
        unsupported: the places in the claim that the evidence does not carry; None where they are not known.
        kind: how the example was made, for figures by kind.
    """

    claim: str
    evidence: str
    supported: float
    unsupported: tuple[Span, ...] | None
    kind: str


def changed_spans(claim: str, other: str) -> tuple[Span, ...]:
    """Return the places of the words of a claim that another text of nearly the same words does not have.

    Where words are only missing, the word that follows them is taken.
    """
    mine, theirs = (list(_WORD.finditer(text)) for text in (claim, other))
    matcher = difflib.SequenceMatcher(
        None, [word.group().casefold() for word in mine], [word.group().casefold() for word in theirs], False
    )
    spans = []
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag != "equal" and mine:
            begin = mine[min(first, len(mine) - 1)]
            spans.append((begin.start(), mine[max(last, first + 1) - 1 if first < len(mine) else -1].end()))
    return tuple(spans)


def counterfactuals(claim: tuple[str, str], evidence: tuple[str, str], kind: str) -> list[ClaimExample]:
    """Return the four pairs of a claim and its evidence, each in two versions that exclude one another.

    Each claim is right once and wrong once, and so is each evidence: neither tells the label alone (Schuster
    et al., Towards Debiasing Fact Verification Models, 2019).
    """
    return [
        ClaimExample(
            claim[mine],
            evidence[its],
            float(mine == its),
            () if mine == its else changed_spans(claim[mine], claim[1 - mine]),
            kind,
        )
        for mine in (0, 1)
        for its in (0, 1)
    ]
