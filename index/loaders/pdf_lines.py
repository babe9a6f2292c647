"""Assembly of a PDF page's lines from its text runs; superscripts are told by their size and height."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from index.loaders.pdf_alignment import cell_starts
from index.loaders.pdf_structure import NOWHERE, StructurePlace
from index.loaders.pdf_text_runs import CELL_GAP, TextRun
from index.loaders.superscripts import Level, render_levels

_SMALLER = 0.92
"""Ratio of a superscript's type size to its line's, at most; browsers give it 0.83."""

_LONGEST_RAISED = 40
"""Number of characters of a superscript, at most; a longer one is a line of its own."""

_LONGEST_DISPLACED = 12
_MOST_LINES_NEAR = 40
"""Numbers of characters of a superscript that was drawn apart from its line, and of lines near it, at
most."""

_NARROW = re.compile(r"[iljtfrI.,;:'’|!()\[\]/ -]")
_WIDE = re.compile(r"[mwMW@%—\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9\u00c0-\u058f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `y` grows upwards, `size` is its type size; both are 0 where they are not known."""

    text: str
    y: float = 0.0
    size: float = 0.0
    place: StructurePlace = NOWHERE


def lines_of(pieces: Iterable[TextRun]) -> list[Line]:
    """Return the lines of a page's text runs, wide gaps in them marked by `CELL_GAP`."""
    pieces = list(pieces)
    ratio = _width_ratio(pieces)
    lines = _with_superscripts_back(list(_by_line(_moved_on(pieces, ratio), ratio)), ratio)
    made = (_line(line, ratio, cells) for line, cells in zip(lines, cell_starts(lines), strict=True))
    return [line for line in made if line.text]


def _moved_on(pieces: Iterable[TextRun], ratio: float) -> Iterator[TextRun]:
    """Yield the runs, each moved behind the one it follows where pypdf repeats that one's position."""
    last: TextRun | None = None
    for piece in pieces:
        moved = replace(piece, text=piece.text.replace("\r", "\n"))
        if piece.text.strip():
            if (
                last
                and moved.y == last.y
                and moved.x <= last.x < _end(last, ratio)
                and not last.text.endswith("\n")
            ):
                moved = replace(moved, x=_end(last, ratio))
            last = moved
        yield moved


def _by_line(pieces: Iterable[TextRun], ratio: float) -> Iterator[list[TextRun]]:
    line: list[TextRun] = []
    ended = False
    for piece in pieces:
        shown = piece.text.strip("\r\n ")
        if shown:
            # pypdf ends the line at a superscript that stands high, and at the words behind it.
            new = ended and not _goes_on(line, piece, ratio)
            if line and (new or not _same_place(line[-1].place, piece.place)):
                yield line
                line = []
            line.append(piece)
            ended = False
        elif line and " " in piece.text:
            line.append(piece)
        ended = ended or piece.text.endswith("\n")
    if line:
        yield line


def _with_superscripts_back(lines: list[list[TextRun]], ratio: float) -> list[list[TextRun]]:
    """Return the lines with small runs that were drawn after the text put back where they stand.

    Browsers draw what a style moves out of its place last, and many styles move superscripts so.
    """
    largest = [max(piece.size for piece in line) for line in lines]
    usual = median(largest) if largest else 0.0
    by_height = sorted((line[0].y, at) for at, line in enumerate(lines) if largest[at] >= usual * _SMALLER)
    kept = [list(line) for line in lines]
    for at, line in enumerate(lines):
        if largest[at] < _SMALLER * usual:
            kept[at] = [piece for piece in line if not _put_back(piece, by_height, kept, ratio)]
    return [line for line in kept if any(piece.text.strip() for piece in line)]


def _put_back(
    piece: TextRun, by_height: list[tuple[float, int]], lines: list[list[TextRun]], ratio: float
) -> bool:
    """Insert a run into the line above or below whose baseline it stands, and tell whether there is one."""
    shown = piece.text.strip()
    low = bisect_left(by_height, (piece.y - 2 * piece.size, 0))
    near = by_height[low : low + _MOST_LINES_NEAR] if 0 < len(shown) <= _LONGEST_DISPLACED else []
    for y, at in near:
        line = lines[at]
        size = max(each.size for each in line)
        inside = line[0].x < piece.x < _end(line[-1], ratio) + 0.8 * size
        if piece.size < _SMALLER * size and inside and -0.4 * size < piece.y - y < 0.9 * size:
            place = next((n for n, each in enumerate(line) if each.x > piece.x), len(line))
            if place < len(line):  # pypdf put a space where it found the gap
                line[place] = replace(line[place], text=line[place].text.removeprefix(" "))
            line.insert(place, replace(piece, text=shown))
            return True
    return False


def _same_place(one: StructurePlace, other: StructurePlace) -> bool:
    return one.block == other.block or not one.block or not other.block


def _goes_on(line: list[TextRun], piece: TextRun, ratio: float) -> bool:
    """Tell whether a run stands to the right on the same line, on its baseline or beside it."""
    if not line or piece.x <= line[-1].x:
        return False
    base = max(line, key=lambda each: each.size)
    height, last = piece.y - base.y, line[-1]
    if piece.size < _SMALLER * base.size:
        near = piece.x - _end(last, ratio) < 0.5 * base.size
        return near and -0.4 * base.size < height < 0.9 * base.size and len(piece.text) <= _LONGEST_RAISED
    return last.size < _SMALLER * base.size and abs(height) < 0.1 * base.size


def _line(pieces: list[TextRun], ratio: float, cells: frozenset[int]) -> Line:
    pieces = _in_reading_order(pieces)
    sizes = Counter[float]()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text.strip())
    size = max(sizes, key=lambda each: (sizes[each], each))
    base = [piece for piece in pieces if abs(piece.size - size) <= 0.05 * size + 0.06] or pieces
    levels = list(_levels(pieces, size, base[0].y, ratio, cells))
    text = render_levels((text, level) for text, level in levels)
    place = next((piece.place for piece in pieces if piece.place is not NOWHERE), NOWHERE)
    return Line(_clean_gaps(text), base[0].y, size, place)


def _in_reading_order(pieces: list[TextRun]) -> list[TextRun]:
    """Return the runs in reading order: a right-to-left line is reversed but for left-to-right parts."""
    text = "".join(piece.text for piece in pieces)
    if 2 * len(_RIGHT_TO_LEFT.findall(text)) <= sum(map(str.isalpha, text)):
        return pieces
    runs = [
        list(run) for _, run in groupby(pieces, key=lambda piece: bool(_LEFT_TO_RIGHT.search(piece.text)))
    ]
    return [
        piece
        for run in reversed(runs)
        for piece in (run if _LEFT_TO_RIGHT.search(run[0].text) else run[::-1])
    ]


def _levels(
    pieces: list[TextRun], size: float, y: float, ratio: float, cells: frozenset[int]
) -> Iterator[tuple[str, Level]]:
    """Yield each run's text and level; a run on the baseline moves it, since cells of a row may differ."""
    last: TextRun | None = None
    spaced = False
    for piece in pieces:
        text = piece.text.replace("\n", " ")
        if not text.strip():
            spaced = True
            yield " ", Level.BASELINE
            continue
        if piece.struck:
            last, spaced = piece, True
            yield " ", Level.BASELINE
            continue
        gap = 0.0
        if last and (spaced or text[0] == " "):  # pypdf, which knows the widths, found a gap
            gap = piece.x - _end(last, ratio) - 0.1 * (_end(last, ratio) - last.x)
        level = Level.BASELINE if gap > 1.5 * size else _level(piece, size, y)
        if level is Level.BASELINE:
            y = piece.y
            apart = gap > 1.2 * size or (gap != 0.0 and round(piece.x) in cells)
            text = CELL_GAP + text.lstrip(" ") if apart else text
        yield text, level
        last, spaced = piece, False


def _level(piece: TextRun, size: float, y: float) -> Level:
    height = piece.y - y
    text = piece.text.strip()
    if len(text) > _LONGEST_RAISED or size <= 0:
        return Level.BASELINE
    small = piece.size <= _SMALLER * size
    # Figures of the full size are raised too, but only high enough that no uneven baseline explains it.
    if not small and (len(text) > 3 or any(map(str.isalpha, text)) or piece.size > 1.05 * size):
        return Level.BASELINE
    if (0.1 if small else 0.25) * size <= height <= 0.9 * size:
        return Level.RAISED
    if -0.6 * size <= height <= (-0.05 if small else -0.15) * size:
        return Level.LOWERED
    return Level.BASELINE


def _end(piece: TextRun, ratio: float) -> float:
    return piece.x + ratio * _width(piece.text.strip()) * piece.size


def _width_ratio(pieces: list[TextRun]) -> float:
    """Return the ratio of real to estimated widths, from runs that another follows without a space."""
    ratios = [
        (after.x - piece.x) / (_width(piece.text) * piece.size)
        for piece, after in pairwise(pieces)
        if piece.text.strip() == piece.text != "" and after.text[:1].strip() and after.x > piece.x
        if piece.size and abs(after.y - piece.y) < piece.size
    ]
    return min(max(median(ratios), 0.7), 1.5) if ratios else 1.1


def _width(text: str) -> float:
    """Return an estimate of a text's width, in type sizes, which pypdf does not give."""
    narrow, wide = len(_NARROW.findall(text)), len(_WIDE.findall(text))
    return 0.28 * narrow + 0.9 * wide + 0.52 * (len(text) - narrow - wide)


def _clean_gaps(text: str) -> str:
    return re.sub(r" *\t[\t ]*", CELL_GAP, text.strip().strip(CELL_GAP))
