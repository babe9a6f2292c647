"""Headings: lines that only name what stands below them, and are never quoted as an answer."""

import re

from index.passages import Span

MAX_HEADING_WORDS = 14
"""Number of words in a heading, at most."""

MIN_PROSE_WORDS = 8
"""Number of words of the prose around a heading, at least: a list’s items are shorter or end in no stop."""

_CLOSING = "”\"’'»)]*_ "
_ENDS = (".", "!", "?", "…", ":", ";", ",", "。", "！", "？", "؟", "۔", "।")
_WORD = re.compile(r"\w+")
_ITEM = re.compile(r"\s*(?:[-*•–—‣·]|\d+[.)])\s|.*[|\t]")


def without_headings(text: str, sentences: list[Span]) -> list[Span]:
    """Return those of a text's sentences that are no heading."""
    return [place for place in sentences if not is_heading(text, *place)]


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether `start:end` is a short line by itself, without a full stop, between paragraphs of prose.

    The lines of a list and of a table are none: they stand among others of their kind.
    """
    words = text[start:end]
    if len(words) > 120 or words.rstrip(_CLOSING).endswith(_ENDS) or _ITEM.match(words):
        return False
    if not 0 < len(_WORD.findall(words)) <= MAX_HEADING_WORDS:
        return False
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    if before.strip(" #*_") or after.strip(_CLOSING):
        return False
    return _is_prose(_line_before(text, start), or_nothing=True) and _is_prose(_line_after(text, end))


def _is_prose(line: str, *, or_nothing: bool = False) -> bool:
    if not line:
        return or_nothing
    return line.rstrip(_CLOSING).endswith(_ENDS[:4]) and len(_WORD.findall(line[:400])) >= MIN_PROSE_WORDS


def _line_before(text: str, start: int) -> str:
    return text[max(0, start - 2000) : start].rstrip(" \t\n#*_").rpartition("\n")[2].strip()


def _line_after(text: str, end: int) -> str:
    rest = text[end : end + 4000].lstrip(_CLOSING + "\n")
    return rest.partition("\n")[0].strip()
