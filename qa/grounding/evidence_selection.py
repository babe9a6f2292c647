"""Evidence selection: which of many quotes say most of a claim, by its words, the rare ones first."""

import math
from collections.abc import Sequence

from qa.grounding.lexicon import Vocabulary
from qa.grounding.premise import Claim
from qa.grounding.tokens import tokens
from qa.support import Evidence


def select_evidence(claim: str, evidence: Sequence[Evidence], most: int) -> list[int]:
    """Return the places of at most `most` quotes that together say most of a claim, the best first.

    Each is the one that says most of what those before it do not say.
    """
    wanted = {token.word for token in Claim.of(claim).content}
    said = [_said(wanted, one) for one in evidence]
    weights = {word: math.log(1 + len(said) / (1 + sum(word in one for one in said))) for word in wanted}
    chosen: list[int] = []
    left = dict(weights)
    while len(chosen) < most:
        gains = [
            (sum(left[word] for word in one), sum(weights[word] for word in one), -place)
            for place, one in enumerate(said)
            if place not in chosen
        ]
        best = max(gains, default=(0.0, 0.0, 0))
        if best[1] <= 0:
            break
        chosen.append(-best[2])
        # What is said once may be said again, but counts for less.
        for word in said[-best[2]]:
            left[word] *= REPEATED
    return chosen


REPEATED = 0.2
"""Factor by which a claim's word counts less that a chosen quote says already."""


def _said(wanted: set[str], evidence: Evidence) -> set[str]:
    about = f"{evidence.text}\n{evidence.context}\n{evidence.speaker}"
    present = Vocabulary(token.word for token in tokens(about) if token.is_content)
    return {word for word in wanted if word in present}
