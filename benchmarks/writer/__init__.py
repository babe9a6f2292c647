"""A small language model as an adversary: what it writes, and what of that is let through."""
