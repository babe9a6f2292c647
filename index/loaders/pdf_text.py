"""Paragraph reconstruction: the lines of PDF pages are joined, so that a sentence can be quoted whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from unicodedata import normalize

from index.loaders.normalisation import replace_unstorable
from index.loaders.pdf_footnotes import move_footnotes_last
from index.loaders.pdf_legibility import LONE_SYMBOL
from index.loaders.pdf_lines import Line
from index.loaders.pdf_tables import Row, tables_read
from index.loaders.pdf_text_runs import CELL_GAP
from index.loaders.running_headers import remove_running_headers

_LONGEST_PARAGRAPH = 5_000
"""Number of characters of a paragraph, at most; the longest of novels have about as many."""

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_PRESENTATION_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_SYMBOL_BULLET = re.compile(r"^[\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076](?=\s)")
_BROKEN_WORD = re.compile(r"(?P<word>\w{0,60}[^\W\d_])[-\u2010\u00ad]$")
_BROKEN_RANGE = re.compile(r"\d[-–]$")
_SUSPENDED = re.compile(r"(?:und|oder|bis|bzw|sowie|and|or|to|en|of|et|ou|y|e|o)\b")
_ENDS_SENTENCE = re.compile(r"[.!?:…。！？][”’\"')\]」』]*$")
_BULLET = re.compile(r"[•●▪◦‣]\s")
_ITEM = re.compile(r"(?:[·*–-]|\(?\d{1,3}[.)])\s")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def join_paragraphs(pages: Iterable[Sequence[Line]], title: str | None = None) -> str:
    """Return the paragraphs of pages as one text, with blank lines between them.

    Words hyphenated at a line's end are joined, running heads and page numbers dropped, and a sentence that
    goes on across a page break is one again. The cells of a table's row stand on one line.

    Args:
        pages: the lines of each page, in the order they are read.
        title: the document's title by its properties, which browsers print above every page.
    """
    cleaned = [[replace(line, text=_clean(line.text)) for line in page] for page in pages]
    cleaned = _with_sensible_blocks([[line for line in page if line.text] for page in cleaned])
    lines = move_footnotes_last(remove_running_headers(cleaned, title))
    words = set(re.findall(r"\w+(?:-\w+)+|\w+", "\n".join(line.text for line in lines).lower()))
    text = ""
    for part in _parts(tables_read(lines)):
        if isinstance(part, Row):
            cells = [
                " ".join(_join(paragraph, words) for paragraph in _paragraphs(cell)) for cell in part.cells
            ]
            text += ("\n" if part.goes_on else "\n\n") + " | ".join(cells)
        else:
            text += "".join("\n\n" + _join(paragraph, words) for paragraph in _paragraphs(part))
    return text.strip("\n")


def _with_sensible_blocks(pages: list[list[Line]]) -> list[list[Line]]:
    """Return the pages without structure tags where one paragraph is far too long to be one."""
    lengths = Counter[int]()
    for page in pages:
        for line in page:
            lengths[line.place.block] += len(line.text)
    return [
        [
            line
            if lengths[line.place.block] <= _LONGEST_PARAGRAPH
            else replace(line, place=replace(line.place, block=0))
            for line in page
        ]
        for page in pages
    ]


def _parts(lines: Iterable[Line | Row]) -> Iterator[Row | list[Line]]:
    """Yield rows of tables, and the lines between them together."""
    for is_row, group in groupby(lines, key=lambda each: isinstance(each, Row)):
        if is_row:
            yield from (each for each in group if isinstance(each, Row))
        else:
            yield [each for each in group if isinstance(each, Line)]


def _clean(text: str) -> str:
    text = replace_unstorable(text).translate(_LIGATURES).strip()
    text = LONE_SYMBOL.sub("", _SYMBOL_BULLET.sub("•", text))
    text = _CONTROL.sub(" ", text)
    text = _PRESENTATION_FORMS.sub(lambda match: normalize("NFKC", match[0]), text)
    broken = "\u00ad" if text.endswith("\u00ad") else ""
    cells = text.replace("\u00ad", "").split(CELL_GAP)
    return CELL_GAP.join(filter(None, (" ".join(cell.split()) for cell in cells))) + broken


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[str]]:
    width = _usual_width(lines)
    leading = _usual_leading(lines)
    paragraph: list[str] = []
    before: Line | None = None
    for line in lines:
        if before and _begins_paragraph(before, line, width, leading):
            yield paragraph
            paragraph = []
        paragraph.append(line.text)
        before = line
    if paragraph:
        yield paragraph


def _usual_width(lines: Sequence[Line]) -> int:
    """Return the length of a full line, the ninth decile of all lengths."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _usual_leading(lines: Sequence[Line]) -> float:
    """Return the usual leading of lines, in type sizes; 0 where it is not known."""
    gaps = sorted(
        (before.y - line.y) / line.size
        for before, line in pairwise(lines)
        if line.size and 0 < before.y - line.y < 3 * line.size
    )
    return gaps[len(gaps) // 3] if len(gaps) > 3 else 0.0


def _begins_paragraph(before: Line, line: Line, width: int, leading: float) -> bool:
    """Tell whether a line begins a paragraph: the short one before it ends a sentence or is a heading."""
    if _BROKEN_WORD.search(before.text):
        return False
    if before.place.block and line.place.block and before.place.block != line.place.block:
        return True
    ends = _ENDS_SENTENCE.search(before.text) is not None
    goes_on = not ends and line.text[0].islower()
    if before.place.block and before.place.block == line.place.block:
        return len(before.text) < 0.5 * width and not goes_on
    if _BULLET.match(line.text) or (_is_set_apart(before, line, leading) and not goes_on):
        return True
    if ends:
        return len(before.text) < 0.85 * width or _ITEM.match(line.text) is not None
    return len(before.text) < 0.7 * width and not line.text[0].islower()


def _is_set_apart(before: Line, line: Line, leading: float) -> bool:
    """Tell whether a line stands lower than lines of a paragraph do, or in larger or smaller type."""
    if not before.size or not line.size:
        return False
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    down = (before.y - line.y) / line.size
    # Higher up is another column or page, where a new sentence may as well begin a paragraph.
    return bool(leading) and (
        down > 1.35 * leading or (down < -1 and bool(_ENDS_SENTENCE.search(before.text)))
    )


def _join(lines: list[str], words: set[str]) -> str:
    parts: list[str] = []
    for line in (each.replace(CELL_GAP, " ") for each in lines):
        if parts:
            parts[-1] = _before(parts[-1], line, words)
        parts.append(line)
    return "".join(parts).removesuffix("\u00ad")


def _before(text: str, line: str, words: set[str]) -> str:
    """Return a line as it is written before the next one: with a space behind it, or without its hyphen."""
    broken = _BROKEN_WORD.search(text)
    if broken and text[-1] != "\u00ad" and _SUSPENDED.match(line):
        return f"{text} "  # "Vor- und Nachteile"
    if broken and line[0].islower():
        rest = re.match(r"\w+", line)
        joined = (broken["word"] + (rest[0] if rest else "")).lower()
        compound = f"{broken['word']}-{rest[0] if rest else ''}".lower()
        # A hyphen stays where the document writes the word with one elsewhere, and never without.
        return text[:-1] + ("-" if compound in words and joined not in words else "")
    if broken or (_BROKEN_RANGE.search(text) and line[0].isdigit()):
        return text.removesuffix("\u00ad")
    return text if _CJK.match(text[-1]) and _CJK.match(line[0]) else f"{text} "
