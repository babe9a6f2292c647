"""Text from articles and users as it is shown: shortened, and as inert Markdown."""

import re

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&$~|#@^]|:(?=//)|(?<=www)\.|==|%%", re.IGNORECASE)
_AT_THE_START = re.compile(r"\A(?:[-+=:]|\d{1,9}(?=[.)]))")


def plain_markdown(text: str) -> str:
    """Return text as one line of Markdown that shows it and does nothing else.

    White space is normalised; what Markdown would read as markup, formula, address or tag is escaped.
    """
    line = _MARKDOWN.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), " ".join(text.split()))
    return _AT_THE_START.sub(
        lambda found: f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}", line
    )


def shorten(text: str, limit: int) -> str:
    """Cut text to at most `limit` characters, at a word where there is one, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:–—-") + "…"
