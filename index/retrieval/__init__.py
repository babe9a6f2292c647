"""Which passages answer to a query? Dense, by keywords, and both fused."""
