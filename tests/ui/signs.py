"""Signs that a terminal would obey, and whether a text has any."""

import re
import unicodedata

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()))
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SIGNS = ("\x1b[31m", "\x1b]0;title\x07", "\x9b31m", "\u202e", "\u2066", "\r\n", "\x07\x08\x7f", "\u2028")


def safe(printed: str) -> bool:
    """Whether a terminal would obey nothing in it."""
    signs = {char for char in printed if char not in "\n\u200c\u200d"}
    return all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in signs)
