"""The web page loader: trafilatura finds the article, and what it extracts is the article's text."""

import codecs
import re
from datetime import date

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.charset import refuse_known_binary
from index.loaders.header import find_header
from index.loaders.limited_process import run_limited
from index.loaders.normalisation import is_blank, one_line, replace_unstorable, title_from_file_name
from index.loaders.page_worker import extract

MAX_PAGE_BYTES = 20_000_000
"""Number of bytes of a page, at most, which is trafilatura's own limit."""

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I
)
_WIDER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
"""Charsets that browsers use for the declared names (WHATWG Encoding)."""

MAX_TAGS_IN_PROCESS = 15_000
"""Number of tags of a page that is parsed in this process, at most; pages of newspapers have about 3,000.
Time can grow faster than with their square, so a larger page is parsed in a process with a time limit."""


def read(
    data: bytes, where: str, stem: str, charset: str | None = None, address: str | None = None
) -> Article:
    """Return the article on an HTML page.

    Args:
        data: the whole page.
        where: path or address, for errors.
        stem: the file's name without its suffix, the title where the page has none.
        charset: the encoding the web server declared.
        address: where the page was fetched from, if it was.

    Raises:
        UnreadableArticle: no page, or no article on it.
    """
    refuse_known_binary(data, where)
    if len(data) > MAX_PAGE_BYTES:
        raise UnreadableArticle(where, "a page of over 20 MB; save its article as text")
    page = _decode(data, charset)
    if "\0" in page or is_blank(page):
        raise UnreadableArticle(where, "empty or no web page; save the page again")
    found = _extract(replace_unstorable(page), where, address)
    text = _paragraphs(found["text"] or "")
    if is_blank(text):
        raise UnreadableArticle(where, "no article found on the page; save the article's text as .txt")
    title = _title(found)
    header = find_header(text, 0, title) if title else find_header(text)
    return Article(
        id="",
        text=text,
        title=title or header.title or title_from_file_name(stem),
        source=_source(found) or header.source,
        author=_author(found) or header.author,
        published=_day(found["date"]) or header.published,
        url=_url(found["url"]) or address,
        body_start=header.body_start,
    )


def _decode(data: bytes, charset: str | None) -> str:
    """Return the text by byte-order mark, as UTF-8, by the declared charset, else by trafilatura's guess."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return data.decode("utf-16", "replace")
    match = _CHARSET.search(data[:4096])
    declared = [name for name in (charset, match[1].decode("ascii", "ignore") if match else None) if name]
    names = [_WIDER.get(name.lower(), name) for name in declared]
    # Those escape-coded encodings are valid UTF-8 to look at; every other is told from UTF-8 by its bytes.
    escaped = any(name.lower().startswith("iso-2022") for name in names)
    for name in [*names, "utf-8-sig"] if escaped else ["utf-8-sig", *names]:
        try:
            page = data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
        if "\0" not in page:
            return page
    from trafilatura.utils import decode_file

    return decode_file(data)


def _extract(page: str, where: str, address: str | None) -> dict[str, str | None]:
    try:
        if page.count("<") > MAX_TAGS_IN_PROCESS:
            return run_limited(
                "index.loaders.page_worker", page.encode("utf-8"), where, arguments=(address or "",)
            )
        return extract(page, address)
    except UnreadableArticle:
        raise
    except Exception as error:  # whatever a hostile page can provoke in the parsers
        reason = f"the page cannot be parsed ({type(error).__name__}); save the article's text as .txt"
        raise UnreadableArticle(where, reason) from error


def _paragraphs(extracted: str) -> str:
    """Return the text with a blank line between paragraphs, but none between table rows or list items."""
    text = ""
    before = ""
    for line in filter(None, map(str.strip, replace_unstorable(extracted).splitlines())):
        together = any(line.startswith(mark) and before.startswith(mark) for mark in ("|", "- "))
        text += ("" if not text else "\n" if together else "\n\n") + line
        before = line
    return text


def _title(found: dict[str, str | None]) -> str | None:
    """Return the headline without the site's name behind it."""
    title, site = one_line(found["title"]), one_line(found["sitename"])
    if title and site:
        shorter = re.sub(rf"\s+[|–—-]\s+{re.escape(site)}$", "", title, flags=re.I)
        return shorter or title
    return title


def _source(found: dict[str, str | None]) -> str | None:
    return one_line(re.sub(r"^https?://", "", found["sitename"] or "", flags=re.I))


def _author(found: dict[str, str | None]) -> str | None:
    names = one_line(found["author"])
    return None if names == _source(found) else names


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _url(value: str | None) -> str | None:
    """Return a web address on one line; a page may declare anything as its own."""
    if (
        not value
        or not value.lower().startswith(("http://", "https://"))
        or re.search(r"[\s\x00-\x1f\x7f]", value)
    ):
        return None
    return value
