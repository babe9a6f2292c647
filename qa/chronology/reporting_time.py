"""Reporting time: the time at which something is said, which is not that of what is said."""

import re

from qa.chronology.verb_tense import HAPPENED

SAYS = re.compile(
    r"\b(?:said|says|saying|told|tells|added|adds|noted|explained|commented|argued|insisted|stressed|remarked|"
    r"stated|testified|asked|replied|"
    r"(?:wrote|writes|tweeted|posted)(?!\s(?:out\s)?(?:a|an|the|his|her|its|their)\b))\b"
)
"""Regular expression of verbs of saying; to write a letter is an act."""

_NEW_CLAUSE = r"(?:that|it|he|she|they|will|would)\b"
_SAID_THEN = re.compile(
    rf"{SAYS.pattern}(?:\s+(?!{_NEW_CLAUSE})[\w.’'&-]+){{0,14}}?"
    r"(?:\s+(?:on|in|at|late|early|earlier|during))?\s+$"
)
_THEN_SAID = re.compile(rf"\s*,?(?:\s+[\w.’'-]+){{0,6}}?\s+(?:had\s+|has\s+)?{SAYS.pattern}")
_TOLD_ALREADY = re.compile(r"\s*(?:[,.;–—-]|$|(?:in|at|on|during|as|after|when|while|without|to)\b)")
"""Regular expression of what follows the reporting time where nothing that is said comes after it."""


def is_reporting(before: str, after: str) -> bool:
    """Whether a time between two parts of a sentence is that at which something is said.

    "Said Bo Berg on Monday", "on Monday she said"; but not "she said it would open on Monday".
    """
    if _SAID_THEN.search(before[-120:]):
        return True
    return not HAPPENED.search(before) and bool(_THEN_SAID.match(after))


def tells_first(before: str, after: str) -> bool:
    """Whether a sentence tells what happened before who says so: "It has burnt, Lind said on Monday"."""
    told, comma, source = before.rpartition(",")
    is_quoted = "“" in before or '"' in before
    is_told = bool(comma and SAYS.search(source) and HAPPENED.search(told))
    return is_told and not is_quoted and bool(_TOLD_ALREADY.match(after))
