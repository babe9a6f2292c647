"""Sentence relevance: which sentences of an article are about the subject that narrows a request."""

from qa.relevance.network import RelevanceNetwork, shipped_network

__all__ = ["RelevanceNetwork", "shipped_network"]
