"""Datelines, "LONDON (Reuters) —": they open an article and tell nothing, so nothing is quoted from them."""

import re

from index.passages import Span

_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.’'&-]*|(?:and|of|the|de|du|la|le)(?=\s)|\([^()]{1,30}\))[,/;:|]*"
_DATELINE = re.compile(rf"\W*{_WORD}(?:\s+{_WORD}){{0,9}}\s*(?:[—–]|--?)\s*")
"""Up to ten words, each of them a name or what joins names, and a dash."""


def without_datelines(text: str, sentences: list[Span]) -> list[Span]:
    """Return the sentences of a text that are no dateline."""
    return [(start, end) for start, end in sentences if not _DATELINE.fullmatch(text, start, end)]
