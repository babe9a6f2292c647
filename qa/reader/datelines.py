"""Datelines, "LONDON (Reuters) —": they open an article and tell nothing, so nothing is quoted from them."""

import re

from index.passages import Span

LONGEST_DATELINE = 10
"""Words."""

_JOINS = {"and", "of", "the", "de", "du", "la", "le"}
_DASHES = ("—", "–", "-")


def without_datelines(text: str, sentences: list[Span]) -> list[Span]:
    """Return the sentences of a text that are no dateline."""
    return [(start, end) for start, end in sentences if not _is_dateline(text[start:end])]


def _is_dateline(sentence: str) -> bool:
    """Whether it is names, what joins names, and a dash."""
    if not sentence.rstrip().endswith(_DASHES):
        return False
    words = re.findall(r"\w[\w.’'&-]*", sentence)
    return 0 < len(words) <= LONGEST_DATELINE and all(word[0].isupper() or word in _JOINS for word in words)
