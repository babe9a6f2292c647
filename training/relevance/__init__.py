"""Training of the relevance network: which sentences of an article are about a subject."""
