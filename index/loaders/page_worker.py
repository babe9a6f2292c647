"""Article extraction by trafilatura; for huge pages in a process of its own, since it may never end."""

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from index.loaders.limited_process import serve_limited
from index.loaders.normalisation import is_blank
from index.loaders.page_metadata import author_of, day_of
from index.loaders.page_repair import repair_tree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));?", re.I)

_PROSE = 40
"""Number of characters from which on a line counts as prose where a page has no clear article."""


def extract(page: str, address: str | None) -> dict[str, Any]:
    """Return the article's `text`, `title`, `author`, `date`, `sitename`, `url`; all None without an article.

    Raises:
        Exception: whatever a hostile page can provoke in the parsers.
    """
    from trafilatura.metadata import extract_metadata

    tree = _parse(page)
    if tree is None:
        return dict.fromkeys(("text", "title", "author", "date", "sitename", "url"))
    # Without the extensive search a date is taken only from where a page declares it.
    dates = {"original_date": True, "extensive_search": False}
    facts = extract_metadata(deepcopy(tree), address, dates)
    day = day_of(tree, facts.date, facts.url or address)
    found = {
        "title": facts.title,
        "author": author_of(tree, facts.author),
        "date": day.isoformat() if day else None,
        "sitename": facts.sitename,
        "url": facts.url,
    }
    repair_tree(tree)
    return {"text": _article_text(tree, facts.url or address), **found}


def _parse(page: str) -> "HtmlElement | None":
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    page = _REFERENCE.sub(_allowed_reference, page)
    if "<html" not in page[:10_000].lower():
        page = f"<html><body>{page}</body></html>"
    return load_html(page)


def _article_text(tree: "HtmlElement", address: str | None) -> str | None:
    """Return the article's text, by strict rules first: boilerplate taken for article could be quoted."""
    from trafilatura import bare_extraction

    for strictly in (True, False):
        found = bare_extraction(tree, url=address, favor_precision=strictly, include_comments=False)
        if found is not None and not isinstance(found, dict) and _is_article(found.text, strictly):
            return found.text
    return None


def _allowed_reference(match: re.Match[str]) -> str:
    """Return a character reference, or "" for one that XML forbids and the parser would fail at."""
    code = int(match[1], 16) if match[1] else int(match[2])
    allowed = (
        code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
    )
    return match[0] if allowed else " "


def _is_article(text: str | None, strictly: bool) -> bool:
    if strictly:
        return not is_blank(text or "")
    return any(len(line.strip()) >= _PROSE for line in (text or "").splitlines())


def _read(data: bytes, address: str) -> dict[str, Any]:
    return extract(data.decode("utf-8"), address or None)


if __name__ == "__main__":
    serve_limited(_read)
