"""The PDF loader: `pdf_worker` parses in a process of its own, `pdf_text` joins lines into paragraphs."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.document_properties import document_author, document_title, is_day_of_writing
from index.loaders.header import LONGEST_TITLE_LINE, header_of, headline
from index.loaders.limited_process import MEMORY_LIMIT, TIME_LIMIT, run_limited
from index.loaders.normalisation import is_blank, title_from_file_name
from index.loaders.pdf_legibility import legible_lines
from index.loaders.pdf_lines import Line
from index.loaders.pdf_structure import StructurePlace
from index.loaders.pdf_text import join_paragraphs

_SITE = re.compile(r"\s+[|–—·-]\s+(?P<name>[^|–—]{2,60})")
_HEADLINE_WITHIN = 4
"""Number of paragraphs among which a printed page's headline stands, below the site's name and a section."""


def read(
    data: bytes, where: str, stem: str, seconds: float = TIME_LIMIT, memory: int = MEMORY_LIMIT
) -> Article:
    """Return the article in a PDF.

    Args:
        data: the whole file.
        where: path or address, for errors.
        stem: the file's name without its suffix, the title where the document has none.
        seconds, memory: the limits of the process that parses it.

    Raises:
        UnreadableArticle: broken, encrypted, without text or legible letters, or over a limit.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableArticle(where, "not a PDF; check how it was saved")
    answer = run_limited("index.loaders.pdf_worker", data, where, seconds=seconds, memory=memory)
    pages = [[_line(*fields) for fields in page] for page in answer["pages"]]
    text = join_paragraphs(legible_lines(pages, where), answer["title"])
    if is_blank(text):
        raise UnreadableArticle(where, "a PDF without text, probably scanned; run OCR on it first")
    title, site = _without_site(document_title(answer["title"]), text)
    header = header_of(text, title)
    author = document_author(answer["author"])
    created = answer["created"] if is_day_of_writing(answer["programs"], author) else None
    return Article(
        id="",
        text=text,
        title=title or header.title or headline(text) or title_from_file_name(stem),
        source=header.source or site,
        author=header.author or author,
        published=header.published or (date.fromisoformat(created) if created else None),
        url=header.url,
        body_start=header.body_start,
    )


def _without_site(title: str | None, text: str) -> tuple[str | None, str | None]:
    """Return a title without the name of the site behind it, and that name, where the headline has none."""
    for shown in text[: 5 * LONGEST_TITLE_LINE].split("\n\n")[:_HEADLINE_WITHIN] if title else ():
        if title and shown and title.startswith(shown):
            site = _SITE.fullmatch(title[len(shown) :])
            if site:
                return shown, site["name"]
    return title, None


def _line(text: str, y: float, size: float, place: Sequence[Any]) -> Line:
    return Line(text, y, size, StructurePlace(*place))
