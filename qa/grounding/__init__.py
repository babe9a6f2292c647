"""Grounding: whether exact quotes carry a claim."""

from qa.grounding.values import Evidence, Fault, Reason, Support

__all__ = ["Evidence", "Fault", "Reason", "Support"]
