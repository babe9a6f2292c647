"""Finding support: where the quotes that a claim cites do not carry it, others of the evidence may."""

from collections.abc import Iterator, Sequence

from qa.grounding.evidence_selection import select_evidence
from qa.grounding.support import supported
from qa.support import Evidence, Support

MOST_TRIED = 3
"""Number of quotes that are tried where those cited do not carry a claim."""


def find_support(
    claim: str, evidence: Sequence[Evidence], cited: Sequence[int]
) -> tuple[Support, tuple[int, ...]]:
    """Return whether a claim is carried, and the places in the evidence of the quotes that carry it.

    Where neither those cited nor others do, what is told is why those cited do not.
    """
    own = tuple(dict.fromkeys(place for place in cited if 0 <= place < len(evidence)))
    support = supported(claim, [evidence[place] for place in own])
    if support.holds:
        return support, own
    for places in _others(claim, evidence, own):
        found = supported(claim, [evidence[place] for place in places])
        if found.holds:
            return found, places
    return support, own


def _others(claim: str, evidence: Sequence[Evidence], own: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the places of other quotes to try: the best ones alone, then with the cited ones, then a pair."""
    best = select_evidence(claim, evidence, MOST_TRIED)
    yield from ((place,) for place in best if (place,) != own)
    yield from ((*own, place) for place in best if own and place not in own)
    if len(best) > 1 and tuple(best[:2]) != own:
        yield best[0], best[1]
