"""Features of a claim and its quotes, from which the probability is told that they carry it."""

from dataclasses import dataclass

from qa.grounding.coverage import coverage
from qa.grounding.name_checks import unknown_names
from qa.grounding.premise import Claim, Premise
from qa.grounding.substitution import is_substituted
from qa.grounding.tokens import Token

FEATURES = (
    "coverage",
    "in_one_sentence",
    "least_clause",
    "gap",
    "known_pairs",
    "unknown_names",
    "length",
    "unknown_clause",
    "substituted",
)
"""What `values` has, in order.

coverage: the share of the claim's content words that the quotes say. in_one_sentence: the largest share that
one sentence says. least_clause: that of the claim's clause which is least known. gap: the words of the
longest run that the quotes do not say, up to five. known_pairs: the share of neighbouring words that are near
each other in the quotes. unknown_names: first names and opening words that the quotes do not have. length:
content words of the claim, in tens. unknown_clause: words of a clause of which the quotes say nothing, up to
three. substituted: whether a word stands in the place of another of an otherwise equal sentence.
"""

LONGEST_GAP = 5
LEAST_SHARE = 0.5
"""Share of a claim's content words that quotes say which carry it, at least, however sure a score is."""

UNKNOWN_CLAUSE = 2
"""Content words of a clause of which the quotes say nothing, from which on they do not carry the claim."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a claim and its quotes.

    Attributes:
        values: in the order of `FEATURES`.
        gap: the longest run of words that the quotes do not say.
        is_foreign: whether the quotes say nothing of a clause, or at most half of the claim.
    """

    values: tuple[float, ...]
    gap: tuple[Token, ...]
    is_foreign: bool


def features_of(claim: Claim, premise: Premise) -> Features:
    """Return the features."""
    found = coverage(claim, premise)
    values = (
        found.share,
        found.in_one_sentence,
        found.least_clause,
        min(len(found.gap), LONGEST_GAP) / LONGEST_GAP,
        found.known_pairs,
        float(min(unknown_names(claim, premise), 2)),
        min(len(claim.content), 30) / 10,
        min(found.unknown_clause, 3) / 3,
        float(is_substituted(claim, premise)),
    )
    is_half_said = found.share < LEAST_SHARE or (found.share == LEAST_SHARE and len(found.gap) == 1)
    is_foreign = is_half_said or found.unknown_clause >= UNKNOWN_CLAUSE
    return Features(values, found.gap, is_foreign)
