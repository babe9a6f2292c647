"""Quantifier checks: all is not said for some, nor always for once."""

import re

from qa.grounding.premise import Claim, Premise
from qa.support import Fault, Reason

_ALL = re.compile(
    r"\b(?:all|every|each|everyone|everybody|everything|entire(?:ly)?|whole|completely|totally)\b(?!\s(?:day|week|night)\b)",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"\b(?:always|never|everywhere|nowhere|invariably)\b", re.IGNORECASE)
_ALL_TOLD = re.compile(
    r"\b(?:all|every|each|everyone|everybody|everything|both|entire|entirely|whole|always|never|any|no|none|"
    r"nobody|everywhere|total|totally|complete|completely|only|unanimous\w*|without exception|full|fully|"
    r"nationwide|100)\b",
    re.IGNORECASE,
)
_ALWAYS_TOLD = re.compile(
    r"\b(?:always|never|everywhere|nowhere|every|each|any|all|no|not|none|nobody|constant\w*|usual\w*|invariably|without|"
    r"daily|refus\w+|yet|fail\w*|den\w+|first)\b|n[’']t\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:some|several|many|most|mostly|parts?|partly|few|half|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    r"(?:\s(?:out\s)?of|\s\w+s\b)|rarely|seldom|often|sometimes|majority|number of|certain|under|over|"
    r"once)\b",
    re.IGNORECASE,
)


def check_quantifiers(claim: Claim, premise: Premise) -> list[Reason]:
    """Find universal statements that the quotes do not make."""
    always, every = _ALWAYS.search(claim.text), _ALL.search(claim.text)
    if always and not _ALWAYS_TOLD.search(premise.text):
        return [Reason(Fault.GENERALISATION, f"The quotes do not say “{always.group()}”.")]
    if every and _PARTLY.search(premise.text) and not _ALL_TOLD.search(premise.text):
        return [Reason(Fault.GENERALISATION, f"The quotes say it of a part only, not “{every.group()}”.")]
    return []
