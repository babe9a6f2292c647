"""Text as the regular expressions for values expect it."""

import re

# Case is ignored, so that ſ is taken for s, ı and İ for i and the Kelvin sign for k.
_LETTERS = str.maketrans("ſıİ\u212a\u2010\u2011", "siIK--")
_SPACES = re.compile(r"[^\S\n]")


def plain(text: str) -> str:
    """Return a text with plain spaces, hyphens and letters for odd ones, each character in its place."""
    return _SPACES.sub(" ", text.translate(_LETTERS))
