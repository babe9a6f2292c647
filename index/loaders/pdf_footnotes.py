"""Footnotes on PDF pages, moved to the end, or they would stand in a sentence that crosses the page."""

import re
from collections import Counter
from collections.abc import Sequence

from index.loaders.pdf_lines import Line

_SMALLER = 0.93
_FOOTNOTE = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*†‡§¹²³⁴-⁹]+)\s*\S")


def move_footnotes_last(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of all pages, with footnotes moved behind everything else."""
    usual = _usual_size(pages)
    text: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        start = _start_of_notes(page, usual)
        for at, line in enumerate(page):
            (notes if at >= start or line.place.note else text).append(line)
    return [*text, *notes]


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _start_of_notes(page: Sequence[Line], usual: float) -> int:
    """Return where the last lines of a page, in smaller type and the first with a note's mark, begin."""
    start = len(page)
    while start and 0 < page[start - 1].size < _SMALLER * usual and not page[start - 1].place.row:
        start -= 1
    while start < len(page) and not _FOOTNOTE.match(page[start].text):
        start += 1
    return start
