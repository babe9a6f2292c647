"""Tokenisation into words, and stop words."""

import re
import unicodedata
from collections.abc import Iterable

from index.text.scripts import without_arabic_marks

STOP_WORDS = frozenset(
    """
    a about an and any are as at be been being but by can could did do does doing for from had has have
    he her him his how i if in into is it its me my of on or our she so some such than that the their
    them then there these they this those to up us was we were what when where which who whom whose why
    will with would you your
    """.split()
)
"""Stop words, which would only make FTS5 read every passage."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return [word.lower() for word in re.findall(r"\w+", without_arabic_marks(text))]


def content_words(text: str) -> list[str]:
    """Return the words that are no stop words, in order; all of them where every word is one."""
    every = words(text)
    return [word for word in every if word not in STOP_WORDS] or every


def folded(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def folded_words(query: str) -> list[str]:
    """Return a query's words without case and accents."""
    return folded(query).split()


def has_words(wanted: Iterable[str], names: Iterable[str | None]) -> bool:
    """Whether each of the folded words stands in one of the names, also as a part of a word."""
    every = folded("\n".join(filter(None, names)))
    return all(word in every for word in wanted)
