"""Verification: what the learned verifier says of a claim that no check finds a fault in."""

import re

import numpy as np

from index.text.languages import language_of
from qa.grounding.premise import Claim, Premise
from qa.grounding.verifier import Verifier, default_verifier
from qa.language.numbers import numbers

UNKNOWN = 0.0
"""Logit of a claim that the verifier is not asked about."""

LARGEST_LOGIT = 6.0

VETO = -3.5
"""Logit (a probability of 0.03) below which a claim does not hold. Chosen on the halves that grounding is
fitted on: it takes two of seventy faithful claims of our own, and the last of the faulty ones."""

_DIGITS = re.compile(r"\d+")


def verified_logit(claim: Claim, premise: Premise, verifier: Verifier | None = None) -> float:
    """Return the logit that the quotes, each after its context, entail a claim, between -6 and 6.

    `UNKNOWN` of a claim that is not English, for the verifier has read no other; and of one with numbers
    that the quotes do not have as they are written: it cannot count ("two dozen" for 24) nor resolve days,
    which is left to the checks. `verifier` is the one that ships unless given.
    """
    if language_of(claim.text) != "en" or not _numbers_stand(claim, premise):
        return UNKNOWN
    told = " ".join(part for one in premise.evidence for part in (one.context, one.text) if part)
    probability = (verifier or default_verifier()).scores([(claim.text, told)])[0]
    share = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.clip(np.log(share / (1 - share)), -LARGEST_LOGIT, LARGEST_LOGIT))


def _numbers_stand(claim: Claim, premise: Premise) -> bool:
    told = premise.whole.lower()
    in_words = all(claim.text[one.start : one.end].lower() in told for one in numbers(claim.text))
    return in_words and set(_DIGITS.findall(claim.text)) <= set(_DIGITS.findall(told))
