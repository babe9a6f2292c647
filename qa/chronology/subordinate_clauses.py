"""Subordinate clauses: which clause of its sentence a time stands in, and what that says of its event."""

import re

from qa.chronology.reporting_time import SAYS
from qa.chronology.verb_tense import HAPPENED

_OPENS_CLAUSE = re.compile(
    r"(?:,?\s+|^)(?:who|whom|which|whose|where|when|after|before|since(?!\s(?:\w+\s)?\d)|while|because|although|"
    r"though)\s",
    re.IGNORECASE,
)
_CLAUSES = {
    "who": "description",
    "whose": "description",
    "after": "temporal clause",
    "before": "temporal clause",
    "since": "since clause",
}
"""The kinds of clauses by their first word; others are relative clauses."""

_APART = (",", "–", "—", "-")
_AFTER_DOING = re.compile(r"after\s+\w{2,}ing\b", re.IGNORECASE)
_WHEN = re.compile(rf",?\s+when\s(?:[\w’'.-]+\s){{1,8}}?{HAPPENED.pattern}")
_CONDITION = re.compile(r"\b(?:if|unless|whether|could|might|would have)\b", re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b(?!-)", re.IGNORECASE)
_NEW_CLAUSE = re.compile(r"”|,\s(?:which|who|whose|where)\s")


def kind_of_clause(before: str) -> str | None:
    """Return the kind of the clause that the words before a time have opened; None in the main clause."""
    opened = list(_OPENS_CLAUSE.finditer(before))
    if not opened or "," in before[opened[-1].end() :]:
        return None
    clause = before[opened[-1].start() :].lstrip(", ")
    if _AFTER_DOING.match(clause):
        return "relative clause"
    kind = _CLAUSES.get(clause.partition(" ")[0].lower(), "relative clause")
    is_apart = opened[-1][0][0] == "," or before[: opened[-1].start()].endswith(_APART)
    return "aside" if kind == "description" and is_apart else kind


def tells_when(after: str) -> bool:
    """Whether the words after a time tell what happened then: "the most since 1998, when the mill burnt"."""
    return bool(_WHEN.match(after))


def is_conditional(before: str) -> bool:
    """Whether what stands before a time makes it no event's; "said it would" tells of what is planned."""
    clause = _NEW_CLAUSE.split(before)[-1]
    if _CONDITION.search(clause):
        return True
    would = _WOULD.search(clause)
    return would is not None and not SAYS.search(clause, 0, would.start())
