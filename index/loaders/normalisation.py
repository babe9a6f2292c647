"""Normalisation of titles, sources and paths, so that they are safe to store and to print on one line."""

import re
import unicodedata

MAX_NAME_LENGTH = 300
"""Number of characters of a title, source or author that are kept, at most."""

MAX_DERIVED_TITLE_LENGTH = 80
"""Number of characters of a title that is made of an article's first words, at most."""

_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Bidirectional controls, which reorder what a terminal shows after them and are removed."""


def one_line(name: str | None, limit: int = MAX_NAME_LENGTH) -> str | None:
    """Return a name on one line, without control characters, at most `limit` long; None when it is blank."""
    if name is None:
        return None
    # No name is longer than this, and a hostile one may have millions of characters.
    plain = "".join(" " if _breaks_a_line(char) else char for char in name[: limit * 20])
    plain = " ".join(replace_unstorable(plain).split())
    if is_blank(plain):
        return None
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def printable(path: str) -> str:
    """Return a path with control characters and undecodable bytes written as escapes, for a message."""
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if _breaks_a_line(char) or unicodedata.category(char) == "Cs"
        else char
        for char in path
    )


def is_blank(text: str) -> bool:
    """Tell whether a text shows nothing: only white space, control and invisible format characters."""
    return not any(not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"} for char in text)


def replace_unstorable(text: str) -> str:
    """Return extracted text with NUL and lone surrogates, which SQLite cannot store, replaced by U+FFFD."""
    paired = text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass")
    return paired.decode("utf-16-le", "replace")


def title_from_file_name(stem: str) -> str:
    """Return a title made of a file name without its suffix: `peace-talks_2024` → `Peace talks 2024`."""
    words = one_line(re.sub(r"[-_+\s]+", " ", stem))
    return words[0].upper() + words[1:] if words else "Untitled"


def first_words(text: str) -> str:
    """Return a title made of an article's first words, cut at a word, at most 80 characters."""
    start = one_line(text.lstrip()[: MAX_DERIVED_TITLE_LENGTH * 4]) or "Untitled"
    if len(start) <= MAX_DERIVED_TITLE_LENGTH:
        return start
    words = start[:MAX_DERIVED_TITLE_LENGTH].rsplit(" ", 1)[0]
    return words[: MAX_DERIVED_TITLE_LENGTH - 1].rstrip() + "…"


def _breaks_a_line(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"} or char in _DIRECTION_MARKS
