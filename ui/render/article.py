"""The text of an article as HTML, with its quotes marked where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import Markup

from ui.render.environment import macro

_BLANK_LINES = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LINE_BREAKS = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article to highlight; `name` is unique in the page and links to it."""

    name: str
    start: int
    end: int
    answer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover.

    Attributes:
        anchors: names of the marks that begin here.
        marks: names of all marks that cover it.
        answering: whether it is part of the words that answer.
    """

    text: str
    anchors: tuple[str, ...]
    marks: tuple[str, ...]
    answering: bool


def article_text(text: str, marks: Sequence[Mark] = ()) -> Markup:
    """Return an article's text as paragraphs with its quotes marked.

    Only tags are added: without them, `html.unescape` gives exactly `text`. Quotes may overlap; each piece
    names every quote it belongs to in `data-cites`, and each quote has one anchor with its name as id.
    """
    return macro("article_text.html", "article_text", _blocks(text, marks))


def _blocks(text: str, marks: Sequence[Mark]) -> Iterator[tuple[bool, list[Piece]]]:
    """Yield the paragraphs of a text and the gaps between them: (whether it is a paragraph, its pieces)."""
    paragraphs = _paragraphs(text)
    begins, borders = {start for start, _ in paragraphs}, {edge for both in paragraphs for edge in both}
    edges = {edge for mark in marks for edge in (mark.start, mark.end, *(mark.answer or ()))}
    unseen = {mark.name for mark in marks}
    inside, pieces = False, list[Piece]()
    for start, end in pairwise(sorted({0, len(text)} | borders | edges)):
        if start in borders:
            yield inside, pieces
            inside, pieces = start in begins, []
        covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
        anchors = tuple(mark.name for mark in covering if mark.name in unseen)
        unseen.difference_update(anchors)
        answers = [mark.answer for mark in covering if mark.answer]
        answering = any(first <= start and end <= last for first, last in answers)
        names = tuple(mark.name for mark in covering) if inside else ()
        pieces.append(Piece(text[start:end], anchors, names, answering))
    yield inside, pieces


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the places of the paragraphs: parted by blank lines, or by line breaks if no line is blank."""
    breaks = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_BREAKS
    gaps = [found.span() for found in breaks.finditer(text)]
    edges = [0, *(edge for gap in gaps for edge in gap), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def web_host(url: str | None) -> str:
    """Return the host of a web address; empty for anything else, which is no link."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return ""
    return host if host and url and url.startswith(("http://", "https://")) else ""
