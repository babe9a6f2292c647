"""Adding by many workers on Ray: they read, split and embed; what they make is stored as one process does."""
