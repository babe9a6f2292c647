"""Retrieval: vector search, keyword search, and their fusion in hybrid search."""
