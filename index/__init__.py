"""Articles, passages, the record, the vector index, and search in them."""
