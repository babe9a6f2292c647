"""Cause checks: a reason or a consequence that a claim gives is given by its quotes."""

import re

from qa.grounding.lexicon import Vocabulary
from qa.grounding.premise import Claim, Premise
from qa.grounding.tokens import content
from qa.support import Fault, Reason

_CAUSAL = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a (?:result|consequence)|so that|lead(?:s|ing)? to|led to|"
    r"caus(?:es?|ed|ing)|result(?:s|ed|ing)? (?:in|from)|therefore|consequently|prompt(?:s|ed|ing)|"
    r"trigger(?:s|ed|ing)|spark(?:s|ed|ing)|on account of|leading the|"
    r"which (?:led|caused|killed|forced|made))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){1,4}?(?:had|has|was|were|have|could|did)\b", re.IGNORECASE)
_MAY_BE_CAUSAL = re.compile(
    r"\b(?:because|due|owing|thanks|result\w*|so|lead\w*|led|caus\w+|therefore|consequen\w+|prompt\w*|trigger\w*|"
    r"spark\w*|reason\w*|why|blam\w+|attribut\w+|since|after|as|following|amid|over|force[sd]?|mak(?:e|es|ing)|made|"
    r"contribut\w+|explain\w*|effect\w*|impact\w*|thus|hence|driv\w+|drove|stem\w*|depend\w*|help\w*)\b",
    re.IGNORECASE,
)
LEAST_KNOWN = 0.5
"""Share of a reason's words that the quotes say, at least."""


def check_causes(claim: Claim, premise: Premise) -> list[Reason]:
    """Find reasons and consequences that the quotes do not give."""
    found = _CAUSAL.search(claim.text) or _SINCE.search(claim.text)
    if not found:
        return []
    cue = " ".join(found.group().split()[:2])
    if not _MAY_BE_CAUSAL.search(premise.text):
        return [Reason(Fault.CAUSE, f"The quotes give no reason or consequence (“{cue}”).")]
    said = Vocabulary(token.word for token in premise.tokens)
    after = [token for token in claim.tokens if token.start >= found.end()]
    opens = not claim.text[: found.start()].strip()
    clause = content(token for token in after if not opens or token.clause == after[0].clause)
    known = [token.word in said for token in clause]
    if known and sum(known) < LEAST_KNOWN * len(known):
        return [Reason(Fault.CAUSE, f"The quotes do not give what it says after “{cue}”.")]
    return []
