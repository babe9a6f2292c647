"""Tables on PDF pages: rows by the document's structure, or by wide gaps in lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.loaders.pdf_lines import Line
from index.loaders.pdf_text_runs import CELL_GAP

_FEWEST_ROWS = 2
"""Number of successive lines with wide gaps that make a table, at least."""

_COLUMN_LINES = 5
_COLUMN_WIDTH = 25
"""Numbers of lines of two parts, and of characters of each in the mean, from which on they are columns of
text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row with the lines of each cell; `goes_on` tells that the row before is of the same table."""

    cells: tuple[tuple[Line, ...], ...]
    goes_on: bool


def tables_read(lines: Sequence[Line]) -> Iterator[Line | Row]:
    """Yield the lines outside tables, and the rows of tables."""
    table = 0
    for row, group in groupby(lines, key=lambda line: line.place.row):
        if row:
            members = list(group)
            yield Row(_cells(members), goes_on=members[0].place.table == table)
            table = members[0].place.table
        else:
            yield from _by_gaps(list(group))
            table = 0


def _cells(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    return tuple(tuple(group) for _, group in groupby(lines, key=lambda line: line.place.cell))


def _by_gaps(lines: Sequence[Line]) -> Iterator[Line | Row]:
    for gaps, group in groupby(lines, key=lambda line: CELL_GAP in line.text):
        members = list(group)
        if not gaps or len(members) < _FEWEST_ROWS:
            yield from members
        elif _are_columns(members):
            yield from _by_column(members)
        else:
            for at, line in enumerate(members):
                parts = line.text.split(CELL_GAP)
                yield Row(tuple((replace(line, text=part),) for part in parts), goes_on=at > 0)


def _are_columns(lines: Sequence[Line]) -> bool:
    parts = [line.text.split(CELL_GAP) for line in lines]
    if len(lines) < _COLUMN_LINES or any(len(part) != 2 for part in parts):
        return False
    return all(sum(len(part[side]) for part in parts) >= _COLUMN_WIDTH * len(parts) for side in (0, 1))


def _by_column(lines: Sequence[Line]) -> Iterator[Line]:
    for side in (0, 1):
        yield from (replace(line, text=line.text.split(CELL_GAP)[side]) for line in lines)
