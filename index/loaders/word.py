"""The Word loader: the text by `word_text`, with the header and the document's properties."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.document_properties import document_author, document_title
from index.loaders.header import header_of, headline
from index.loaders.normalisation import is_blank, one_line, replace_unstorable, title_from_file_name
from index.loaders.word_text import WordText, formats_of_styles, notes

MAX_UNPACKED_BYTES = 200_000_000
"""Number of bytes of all parts unpacked, at most; far more than text and pictures of an article take."""

_TEMPLATE_DAY = datetime(2013, 12, 23, 23, 15)
"""Day of creation in python-docx's own template, and so in every document that a program makes of it."""

_NOTES_PART = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")


def read(data: bytes, where: str, stem: str) -> Article:
    """Return the article in a .docx file.

    Args:
        data: the whole file.
        where: path or address, for errors.
        stem: the file's name without its suffix, the title where the document has none.

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
        title=title or header.title or headline(text) or title_from_file_name(stem),
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
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableArticle(where, "over 200 MB unpacked; save its text as .txt")


def _open(data: bytes) -> tuple[str, str | None, str | None, date | None]:
    """Return the document's text, title, author and day of creation."""
    from docx import Document

    document = Document(io.BytesIO(data))
    reading = WordText(formats_of_styles(document.styles.element))
    body = list(reading.blocks(document.element.body))
    text = "\n\n".join(filter(None, [*body, *notes(reading, _parts_of_notes(data))]))
    properties = document.core_properties
    title = document_title(properties.title) or _styled_title(document, reading)
    author = document_author(properties.author)
    created = properties.created
    # A file that a program made carries the day its template was made.
    written = author is not None and created is not None and created.replace(tzinfo=None) != _TEMPLATE_DAY
    return replace_unstorable(text), title, author, created.date() if created and written else None


def _parts_of_notes(data: bytes) -> Iterator[Any]:
    """Yield the roots of the parts that hold footnotes and endnotes; python-docx has no access to them."""
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if _NOTES_PART.fullmatch(name):
                yield parse_xml(archive.read(name))


def _styled_title(document: Any, reading: WordText) -> str | None:
    """Return the first paragraph that is not blank when Word's style calls it the title."""
    for paragraph in document.paragraphs[:10]:
        if not is_blank(paragraph.text):
            style = paragraph.style.name if paragraph.style is not None else ""
            text = next(reading.blocks([paragraph._element]), "")
            return one_line(text) if style in {"Title", "Heading 1"} else None
    return None
