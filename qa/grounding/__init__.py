"""Grounding: whether exact quotes carry a claim."""

from qa.grounding.evidence_selection import select_evidence
from qa.grounding.finding import find_support
from qa.grounding.support import supported
from qa.support import Evidence, Fault, Reason, Support

__all__ = ["Evidence", "Fault", "Reason", "Support", "find_support", "select_evidence", "supported"]
