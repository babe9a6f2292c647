"""Word documents: paragraphs and table rows in document order, also inside tracked changes and controls."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.header import header_of, headline
from index.loaders.properties import document_author, document_title
from index.loaders.tidy import is_blank, one_line, readable_stem, storable

LARGEST_UNPACKED = 200_000_000
"""Bytes of all parts together; far more than text and pictures of an article take."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = frozenset(_WORD + name for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, where: str, stem: str) -> Article:
    """Make an article of a .docx file.

    Args:
        data: the whole file.
        where: path or address, for errors.
        stem: made the title when the document has none.

    Raises:
        UnreadableArticle: broken, no Word document, far too large unpacked, or without text.
    """
    _refuse_bomb(data, where)
    try:
        text, title, author, created = _open(data)
    except Exception as error:  # python-docx passes on what zip, XML and its own lookups raise
        reason = f"a broken Word document ({type(error).__name__}); open and save it again as .docx"
        raise UnreadableArticle(where, reason) from error
    if is_blank(text):
        raise UnreadableArticle(where, "a Word document without text; add one that holds an article")
    header = header_of(text, title)
    return Article(
        id="",
        text=text,
        title=title or header.title or headline(text) or readable_stem(stem),
        source=header.source,
        author=header.author or author,
        published=header.published or created,
        url=header.url,
        body_start=header.body_start,
    )


def _refuse_bomb(data: bytes, where: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableArticle(where, "an encrypted or old Word document; save it without password as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableArticle(where, "a broken Word document; open and save it again as .docx") from None
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableArticle(where, "over 200 MB unpacked; save its text as .txt")


def _open(data: bytes) -> tuple[str, str | None, str | None, date | None]:
    """Return text, title, author and day of creation."""
    from docx import Document

    document = Document(io.BytesIO(data))
    text = "\n\n".join(filter(None, _blocks(document.element.body)))
    properties = document.core_properties
    title = document_title(properties.title) or _styled_title(document)
    author = document_author(properties.author)
    # A file that a program made carries the day its template was made.
    created = properties.created if author else None
    return storable(text), title, author, created.date() if created else None


def _styled_title(document: Any) -> str | None:
    """Return the first paragraph that is not blank when Word's style calls it the title."""
    for paragraph in document.paragraphs[:10]:
        if not is_blank(paragraph.text):
            style = paragraph.style.name if paragraph.style is not None else ""
            return one_line(paragraph.text) if style in {"Title", "Heading 1"} else None
    return None


def _blocks(parent: Any) -> Iterator[str]:
    """Yield the text of each paragraph and of each table row, nested ones included."""
    for element in parent:
        if element.tag == f"{_WORD}p":
            yield _paragraph(element)
        elif element.tag == f"{_WORD}tbl":
            yield "\n".join(filter(None, map(_row, _rows(element))))
        elif element.tag in _WRAPPERS:
            yield from _blocks(element)


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{_WORD}tr":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _rows(element)


def _row(row: Any) -> str:
    cells = [" ".join(" ".join(_blocks(cell)).split()) for cell in row if cell.tag == f"{_WORD}tc"]
    return " | ".join(cells) if any(cells) else ""


def _paragraph(element: Any) -> str:
    """Return the text of a paragraph; deleted text and copies for old programs are left out."""
    return "".join(_runs(element)).strip()


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag == f"{_WORD}noBreakHyphen":
            yield "-"
        elif child.tag in {f"{_WORD}br", f"{_WORD}cr"}:
            yield "\n"
        elif child.tag == f"{_WORD}tab":
            yield "\t"
        elif child.tag not in {_FALLBACK, f"{_WORD}pPr", f"{_WORD}rPr", f"{_WORD}del", f"{_WORD}moveFrom"}:
            yield from _runs(child)
            if child.tag == f"{_WORD}p":
                yield "\n"
