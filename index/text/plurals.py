"""Plurals of English nouns in counts."""


def several(count: int, noun: str) -> str:
    """Return a count in words: 1 quote, 2 quotes."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
