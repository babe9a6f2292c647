"""Lines of PDF pages folded into paragraphs, so that a sentence reads as one line and can be quoted whole."""

import re
from collections import Counter
from collections.abc import Iterable

from index.loaders.tidy import storable

_EDGE_LINES = 2
"""Lines at a page's top and bottom where running heads and page numbers stand."""

_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|\s]*\d{1,4}[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?", re.I)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_BROKEN_WORD = re.compile(r"(?P<word>\w*[^\W\d_])[-\u2010\u00ad]$")
_ENDS_SENTENCE = re.compile(r"[.!?:…][”’\"')\]]*$")
_BULLET = re.compile(r"[•●▪◦‣]\s")
_ITEM = re.compile(r"(?:[·*–-]|\(?\d{1,3}[.)])\s")


def fold(pages: Iterable[str]) -> str:
    """Join the lines of pages into paragraphs set apart by blank lines.

    Words hyphenated at a line's end are joined, running heads and page numbers dropped, and a sentence that
    goes on across a page break is one again.
    """
    lines = [line for page in _without_running_heads([_clean(page) for page in pages]) for line in page]
    words = set(re.findall(r"\w+(?:-\w+)+|\w+", "\n".join(lines).lower()))
    width = _usual_width(lines)
    paragraphs: list[list[str]] = [[]]
    before = ""
    for line in lines:
        if not line or (before and _begins_paragraph(before, line, width)):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
        before = line
    return "\n\n".join(_join(paragraph, words) for paragraph in paragraphs if paragraph)


def _clean(page: str) -> list[str]:
    text = _CONTROL.sub(" ", storable(page).replace("\u00ad\n", "-\n").replace("\u00ad", ""))
    lines = [" ".join(line.split()) for line in text.translate(_LIGATURES).splitlines()]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Drop page numbers, and lines that stand at the edge of most pages (numbers in them may differ)."""
    edges = Counter(key for page in pages for key in {_masked(page[at]) for at in _edge(page)})
    often = max(3, len(pages) // 2)
    kept = []
    for page in pages:
        drop = {at for at in _edge(page) if edges[_masked(page[at])] >= often}
        ends = {0, len(page) - 1} if len(pages) > 1 else set()
        drop |= {at for at in ends if page and _PAGE_NUMBER.fullmatch(page[at])}
        kept.append([line for at, line in enumerate(page) if at not in drop])
    return kept if any(line for page in kept for line in page) else pages


def _edge(page: list[str]) -> set[int]:
    filled = [at for at, line in enumerate(page) if line]
    return {*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]}


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _usual_width(lines: list[str]) -> int:
    """Return the length of a full line: nine of ten lines are not longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins_paragraph(before: str, line: str, width: int) -> bool:
    """Tell whether a line begins a paragraph: the short one before it ends a sentence or is a heading."""
    if _BROKEN_WORD.search(before):
        return False
    if _BULLET.match(line):
        return True
    if _ENDS_SENTENCE.search(before):
        return len(before) < 0.85 * width or _ITEM.match(line) is not None
    return len(before) < 0.7 * width and not line[0].islower()


def _join(lines: list[str], words: set[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        broken = _BROKEN_WORD.search(text)
        if broken and line[0].islower():
            rest = re.match(r"\w+", line)
            joined = (broken["word"] + (rest[0] if rest else "")).lower()
            compound = f"{broken['word']}-{rest[0] if rest else ''}".lower()
            # A hyphen stays where the document writes the word with one elsewhere, and never without.
            text = text[:-1] + ("-" if compound in words and joined not in words else "") + line
        elif broken:
            text += line
        else:
            text += " " + line
    return text
