"""What do we have, and where does it stand? Articles, passages, the record, the vector index, search."""
