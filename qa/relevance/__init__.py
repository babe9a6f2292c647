"""Sentence relevance: which sentences of an article are about the subject that narrows a request."""
