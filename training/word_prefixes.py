"""Word prefixes: a plain stand-in for stemming, by which inflected forms are recognised."""

import re
import unicodedata

PREFIX_LENGTH = 4
"""Number of letters that two words begin with to be taken for forms of one another: German, Germany."""


def word_prefixes(text: str) -> set[str]:
    """Return the prefixes of a text's words, by which inflected forms of a word are recognised."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return {word[:PREFIX_LENGTH] for word in re.findall(r"\w+", plain)}
