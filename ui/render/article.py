"""The sources panel: whole articles, with the quotes marked where they stand."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit
from zlib import crc32

from index.articles import Article, written_date
from ui.render.text import button, element, inert, shorten
from ui.render.turns import Turn, cited

LONGEST_TAB = 48
"""Characters of a title on the button that opens its article."""

NOTHING_SHOWN = "The articles behind an answer open here, at the quote."
"""What the panel says before the first answer."""

GONE = "This article was edited or removed since. Only what was quoted of it is kept."

FOUND = "A passage that was found, not quoted."

LINKED = "The place that the link leads to."

HEAD = (
    '<div class="aq-panel-tools">'
    '<button type="button" class="aq-quiet aq-back">↑ Back to the answer</button>'
    '<button type="button" class="aq-quiet aq-close" aria-label="Close the sources">✕</button></div>'
)
"""The way back is shown on a phone, where the panel lies below the conversation."""

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
class Shown:
    """An article in the panel with its marks; `note` says what is to know about it, if anything."""

    article: Article
    marks: tuple[Mark, ...]
    note: str = ""


def turn_panel(turn: Turn, number: int, n: int | None = None) -> str:
    """Return the articles that turn `number` cites, opened at its citation `n` (the first unless given)."""
    articles: dict[tuple[str, str], Shown] = {}
    citations = cited(turn.answer) if turn.answer else {}
    for citation in citations.values():
        mark = Mark(f"cite-{number}-{citation.n}", citation.start, citation.end, citation.answer)
        key = citation.article.id, citation.article.text
        before = articles[key].marks if key in articles else ()
        articles[key] = Shown(citation.article, (*before, mark), GONE if citation in turn.gone else "")
    opened = n if n in citations else next(iter(citations), None)
    return panel(tuple(articles.values()), f"cite-{number}-{opened}")


def place_panel(article: Article, start: int, end: int, *, linked: bool = False) -> str:
    """Return one article, opened at a passage that was found in it or that a link leads to."""
    name = f"{'link' if linked else 'found'}-{_short(article)}-{start}-{end}"
    return panel([Shown(article, (Mark(name, start, end),), LINKED if linked else FOUND)], name)


def article_panel(article: Article) -> str:
    """Return one article to read from its beginning."""
    return panel([Shown(article, ())], f"read-{_short(article)}")


def _short(article: Article) -> str:
    """Name an article in a way that an attribute takes, whatever its id is made of."""
    return f"{crc32(article.id.encode('utf-8', 'surrogatepass')):x}"


def problem_panel(problem: str) -> str:
    """Return the panel with a line that says why there is nothing to show."""
    return element(
        "div", HEAD, element("p", inert(problem), role="alert"), kind="aq-panel aq-said", data_open="said"
    )


def panel(shown: Sequence[Shown], opened: str = "") -> str:
    """Return the panel; `opened` names the mark it is opened at, and the article that is seen first."""
    if not shown:
        return f'<div class="aq-panel aq-empty"><p>{NOTHING_SHOWN}</p></div>'
    first = next((i for i, one in enumerate(shown) if opened in {mark.name for mark in one.marks}), 0)
    tabs = "".join(_tab(i, one.article, i == first) for i, one in enumerate(shown))
    nav = element("nav", tabs, kind="aq-cited", aria_label="Cited articles") if len(shown) > 1 else ""
    articles = "".join(_article(i, one, i == first) for i, one in enumerate(shown))
    return element("div", HEAD, nav, articles, kind="aq-panel", data_open=opened)


def _tab(index: int, article: Article, shown: bool) -> str:
    return button(
        inert(shorten(article.title, LONGEST_TAB)),
        data_article=f"aq-article-{index}",
        aria_pressed="true" if shown else "false",
        title=article.title,
    )


def _article(index: int, shown: Shown, visible: bool) -> str:
    article = shown.article
    day = written_date(article.published) if article.published else None
    facts = " · ".join(inert(part) for part in (article.source, article.author, day) if part)
    about = button("Ask about this article", kind="aq-quiet", data_about=article.id)
    header = element(
        "header",
        element("h2", inert(article.title), dir="auto"),
        element("p", facts, _original(article), dir="auto"),
        element("p", inert(shown.note), kind="aq-note") if shown.note else "",
        about if shown.note != GONE else "",
    )
    body = element(
        "div",
        article_body(article.text, shown.marks),
        kind="aq-body",
        tabindex=0,
        role="region",
        aria_label="Text of the article",
        dir="auto",
    )
    return element("article", header, body, id=f"aq-article-{index}", hidden=not visible)


def _original(article: Article) -> str:
    url = article.url or ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    if not host or not url.startswith(("http://", "https://")):
        return ""
    link = f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">'
    return f" {link}{html.escape(host)} ↗</a>"


def article_body(text: str, marks: Sequence[Mark]) -> str:
    """Return an article's text as paragraphs with its quotes marked.

    Only tags are added: without them, `html.unescape` gives exactly `text`. Quotes may overlap; each piece
    names every quote it belongs to in `data-cites`, and each quote has one anchor with its name as id.
    """
    paragraphs = _paragraphs(text)
    begins, ends = {start for start, _ in paragraphs}, {end for _, end in paragraphs}
    edges = {edge for mark in marks for edge in (mark.start, mark.end, *(mark.answer or ()))}
    unseen = {mark.name: mark for mark in marks}
    parts: list[str] = []
    inside = False
    for start, end in pairwise(sorted({0, len(text)} | begins | ends | edges)):
        if start in begins:
            parts.append("<p>")
            inside = True
        covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
        anchored = [mark.name for mark in covering if unseen.pop(mark.name, None)]
        parts += [f'<span id="{inert(name)}"></span>' for name in anchored]
        parts.append(_piece(text, start, end, covering if inside else ()))
        if end in ends:
            parts.append("</p>")
            inside = False
    return "".join(parts)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The places of the paragraphs: parted by blank lines, or by line breaks where no line is blank."""
    breaks = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_BREAKS
    gaps = [found.span() for found in breaks.finditer(text)]
    edges = [0, *(edge for gap in gaps for edge in gap), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _piece(text: str, start: int, end: int, covering: Sequence[Mark]) -> str:
    piece = html.escape(text[start:end], quote=False).replace("\r", "&#13;")
    if not covering:
        return piece
    if any(mark.answer and mark.answer[0] <= start and end <= mark.answer[1] for mark in covering):
        piece = f"<strong>{piece}</strong>"
    names = " ".join(mark.name for mark in covering)
    return f'<mark data-cites="{inert(names)}">{piece}</mark>'
