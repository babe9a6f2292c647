"""The Markdown loader: the source as it is rendered, its front matter and heading read as the header."""

import re

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.charset import decode_text
from index.loaders.date_lines import parse_date
from index.loaders.header import find_header
from index.loaders.markdown_marks import rendered_source
from index.loaders.normalisation import is_blank, one_line, title_from_file_name

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(?P<fields>.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LONGEST_FRONT_MATTER = 20_000
_FIELD = re.compile(r"(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>.*)")
_HEADING = re.compile(
    r"\s*(?:#[ \t]+(?P<hash>[^\r\n]+?)[ \t]*#*|(?P<line>[^\s#>|-][^\r\n]*)\r?\n=+)[ \t]*(?:\r?\n|\Z)"
)
_LATER_HEADING = re.compile(r"^#[ \t]+([^\r\n]+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_LATER_LOOK = 5_000


def read(data: bytes, where: str, stem: str, charset: str | None = None) -> Article:
    """Return the article in a Markdown file; see `plain_text.read` for the arguments.

    Raises:
        UnreadableArticle: not text, blank, or nothing below its front matter.
    """
    text = decode_text(data, where, charset)
    fields, start = _front_matter(text)
    if is_blank(text[start:]):
        raise UnreadableArticle(where, "no text below its front matter; add the article's text")
    text = text[:start] + rendered_source(text[start:])
    if is_blank(text[start:]):
        raise UnreadableArticle(where, "nothing but struck-out text; add the article's text")
    title, start = _heading(text, start, fields.get("title"))
    header = find_header(text, start, title)
    later = None if title else _LATER_HEADING.search(text, start, start + _LATER_LOOK)
    found = title or header.title or (later[1] if later else None)
    url = fields.get("url") or header.url
    return Article(
        id="",
        text=text,
        title=one_line(found and found.strip("*_")) or title_from_file_name(stem),
        source=fields.get("source") or header.source,
        author=fields.get("author") or header.author,
        published=parse_date(fields.get("date", "")) or header.published,
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
        body_start=header.body_start,
    )


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the `key: value` lines between `---` lines at the top, and where they end."""
    match = _FRONT_MATTER.match(text[:_LONGEST_FRONT_MATTER])
    if not match:
        return {}, 0
    fields: dict[str, str] = {}
    for line in match["fields"].splitlines():
        field = _FIELD.fullmatch(line.rstrip())
        value = one_line(field["value"].strip(" \t[]").strip("\"'")) if field else None
        if field and value:
            fields.setdefault(_field_name(field["key"].lower()), value)
        elif not field and line.strip() and not re.match(r"\s|-\s|#", line):
            return {}, 0  # prose between two rules, not front matter
    return (fields, match.end()) if fields else ({}, 0)


def _field_name(key: str) -> str:
    match key:
        case "authors" | "by":
            return "author"
        case "published" | "publication_date" | "published_at":
            return "date"
        case "publication" | "publisher" | "site" | "sitename" | "site_name" | "newspaper":
            return "source"
        case "link" | "canonical" | "canonical_url" | "source_url":
            return "url"
        case _:
            return key


def _heading(text: str, start: int, title: str | None) -> tuple[str | None, int]:
    """Return the title and where the text below its heading begins."""
    match = _HEADING.match(text, start)
    if not match or is_blank(text[match.end() :]):
        return title, start
    heading = one_line(match["hash"] or match["line"])
    if title and heading and title.casefold() != heading.casefold():
        return title, start
    return title or heading, match.end() if heading else start
