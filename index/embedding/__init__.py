"""Embedding: the `Embedder` protocol, and the networks that make vectors of texts."""
