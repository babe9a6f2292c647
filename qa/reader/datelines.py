"""Datelines such as "LONDON (Reuters) —", which open news articles and are never quoted."""

import re

from index.passages import Span

MAX_DATELINE_WORDS = 10
"""Number of words in a dateline, at most."""

_JOINS = {"and", "of", "the", "de", "du", "la", "le"}
_DASHES = ("—", "–", "-")


def without_datelines(text: str, sentences: list[Span]) -> list[Span]:
    """Return those of a text's sentences that are no dateline."""
    return [(start, end) for start, end in sentences if not _is_dateline(text[start:end])]


def _is_dateline(sentence: str) -> bool:
    """Whether a sentence is nothing but capitalised names, words that join them, and a dash at its end."""
    if not sentence.rstrip().endswith(_DASHES):
        return False
    words = re.findall(r"\w[\w.’'&-]*", sentence)
    return 0 < len(words) <= MAX_DATELINE_WORDS and all(word[0].isupper() or word in _JOINS for word in words)
