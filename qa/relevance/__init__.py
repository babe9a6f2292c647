"""Sentence relevance: which sentences of an article bear on a request or on the subject that narrows it."""
