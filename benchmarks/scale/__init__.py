"""The scale benchmark: adding, searching, memory and disk as one library grows, for both kinds of store."""
