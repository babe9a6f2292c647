"""Quotation checks: what a claim puts in quotation marks stands in its quotes, word by word."""

import re

from qa.grounding.premise import Claim, Premise
from qa.grounding.tokens import tokens
from qa.support import Fault, Reason

_QUOTED = re.compile(r"“([^“”]{1,600})”|\"([^\"]{1,600})\"|«([^«»]{1,600})»|„([^„“”]{1,600})[“”]")


def check_quotations(claim: Claim, premise: Premise) -> list[Reason]:
    """Find the words in quotation marks that the quotes do not have."""
    said = _words(premise.whole)
    return [
        Reason(Fault.UNSUPPORTED, f"The quotes do not have the words “{words.strip()}”.")
        for match in _QUOTED.finditer(claim.text)
        if (words := next(filter(None, match.groups()))) and _words(words) not in said
    ]


def _words(text: str) -> str:
    return f" {' '.join(token.word for token in tokens(text))} "
