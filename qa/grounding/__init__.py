"""Grounding: whether exact quotes carry a claim."""

from qa.grounding.support import supported
from qa.support import Evidence, Fault, Reason, Support

__all__ = ["Evidence", "Fault", "Reason", "Support", "supported"]
