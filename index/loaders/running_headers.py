"""Running headers and footers of PDF pages: titles, page numbers, and what a browser prints around a page."""

import re
from collections import Counter
from collections.abc import Sequence

from index.loaders.pdf_lines import Line
from index.loaders.pdf_text_runs import CELL_GAP

_EDGE_ROWS = 2
"""Number of rows at a page's top and bottom where recurring headers are looked for."""

_MOST_PRINTED_ROWS = 3
"""Number of rows that a browser prints at a page's top or bottom, at most, with a long title or address on
two."""

_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|\s]*\d{1,4}[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?", re.I)
_PAGE_OF_PAGES = re.compile(
    r"(?:(?:page|seite|página|pagina|сторінка|страница|strona|sida|side)\s+)?"
    r"(?<!\d)(?P<page>\d{1,4})\s?(?:/|of|von|sur|de|di|van|av|af|из|z)\s?(?P<pages>\d{1,4})(?!\d)",
    re.I,
)
_PRINTED_AT = re.compile(
    r"(?<!\d)(?:\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?|\d{4}年\d{1,2}月\d{1,2}日),?\s+"
    r"(?:(?:上午|下午|오전|오후|午前|午後)\s?)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?(?!\d)",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?://|file://|about:|data:|blob:|chrome[\w-]*://|www\.)\S*", re.I)
_LOOKS_PRINTED = re.compile(
    rf"^(?:{_PRINTED_AT.pattern})(?!.*[.!?]$)|\s(?:https?|file)://\S+$|(?:{_PRINTED_AT.pattern})$", re.I
)
"""Regular expression of a title behind a time, or before an address or a time."""

_LONGEST_PRINTED = 400
_DOTS = re.compile(r"…|\.{3}")


def remove_running_headers(pages: Sequence[Sequence[Line]], title: str | None = None) -> list[list[Line]]:
    """Return the pages without page numbers, browsers' headers and footers, and recurring edge lines.

    Args:
        pages: the lines of each page, in the order they are read.
        title: the document's title, which a browser prints above its pages.
    """
    rows = [_rows(page) for page in pages]
    recurring = _recurring(pages, rows)
    printed = _Printed(title)
    kept = []
    for page, page_rows in zip(pages, rows, strict=True):
        drop = {at for at in _edge(page_rows) if _key(page[at], len(pages)) in recurring}
        drop |= printed.rows(page, page_rows, drop)
        if len(pages) > 1:
            drop |= {at for at in _ends(page_rows, drop) if _PAGE_NUMBER.fullmatch(_shown(page[at]))}
        kept.append([line for at, line in enumerate(page) if at not in drop])
    return kept if any(kept) else [list(page) for page in pages]


class _Printed:
    """The lines that a browser prints at the edges of a page: day and time, title, address, number."""

    def __init__(self, title: str | None) -> None:
        self._title = _plain(title or "")

    def rows(self, page: Sequence[Line], rows: list[list[int]], dropped: set[int]) -> set[int]:
        """Return the lines of a page, by index, that a browser printed around it.

        A day with a time or a number of so many is sure at the very edge, an address or a title only with it.
        """
        left = [row for row in rows if not dropped.issuperset(row)]
        edges = [left[:_MOST_PRINTED_ROWS], left[::-1][:_MOST_PRINTED_ROWS]]
        texts = [
            [" ".join(_shown(page[at]) for at in row)[:_LONGEST_PRINTED] for row in edge] for edge in edges
        ]
        if not any(shown and self._is_sure(shown[0]) for shown in texts):
            return set()
        dropping: set[int] = set()
        for edge, shown in zip(edges, texts, strict=True):
            for nth, (row, text) in enumerate(zip(edge, shown, strict=True)):
                if not self._is_printed(text) and (nth or not _LOOKS_PRINTED.search(text)):
                    break
                dropping.update(row)
        return dropping

    def _is_sure(self, text: str) -> bool:
        return self._is_printed(text) and bool(_PRINTED_AT.search(text) or _PAGE_OF_PAGES.search(text))

    def _is_printed(self, text: str) -> bool:
        """Tell whether a line is nothing but what browsers print."""
        rest, times = _PRINTED_AT.subn(" ", _DOTS.sub(" ", text))
        rest, addresses = _ADDRESS.subn(" ", rest)
        rest, numbers = _PAGE_OF_PAGES.subn(" ", rest)
        plain = _plain(rest)
        titled = bool(self._title) and (self._title.startswith(plain) or plain.startswith(self._title))
        return bool(times + addresses + numbers) and (not plain or titled)


def _recurring(pages: Sequence[Sequence[Line]], rows: list[list[list[int]]]) -> set[tuple[str, int]]:
    """Return the lines at the edge of most pages, digits aside; of two pages, at the same height."""
    edges = Counter(
        key
        for page, page_rows in zip(pages, rows, strict=True)
        for key in {_key(page[at], len(pages)) for at in _edge(page_rows)}
    )
    often = max(3, len(pages) // 2) if len(pages) != 2 else 2
    return {key for key, count in edges.items() if count >= often and (len(pages) > 2 or key[1])}


def _key(line: Line, pages: int) -> tuple[str, int]:
    return re.sub(r"\d+", "#", _shown(line).casefold()), round(line.y) if pages == 2 else 0


def _rows(page: Sequence[Line]) -> list[list[int]]:
    """Return the lines of a page, by index, from its top to its bottom; lines of one height are one row."""
    heights = {round(line.y / 2) for line in page}
    if len(heights) * 3 < len(page):  # no heights that mean anything
        return [[at] for at in range(len(page))]
    rows: dict[int, list[int]] = {}
    for at, line in sorted(enumerate(page), key=lambda each: -each[1].y):
        rows.setdefault(round(line.y / 2), []).append(at)
    return list(rows.values())


def _edge(rows: list[list[int]]) -> set[int]:
    return {at for row in [*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]] for at in row}


def _ends(rows: list[list[int]], dropped: set[int]) -> set[int]:
    """Return the lines at the very top and bottom of what is left of a page."""
    left = [row for row in rows if not dropped.issuperset(row)]
    return {at for row in [*left[:1], *left[-1:]] for at in row}


def _shown(line: Line) -> str:
    return line.text.replace(CELL_GAP, " ")


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
