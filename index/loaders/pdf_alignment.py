"""Table cells on PDF pages by alignment, where the gaps between them are no wider than spaces."""

from collections.abc import Sequence

from index.loaders.pdf_text_runs import TextRun


def cell_starts(lines: Sequence[Sequence[TextRun]]) -> list[frozenset[int]]:
    """Return for each line where its cells behind the first begin; empty for a line of no table.

    A line belongs to a table where everything that is set apart on it begins just below or above something on
    the next line; so does a line with as many parts above such lines, as a centred heading is.
    """
    starts = [_starts(line) for line in lines]
    aligned = [
        bool(own) and own <= (_at(starts, at - 1) | _at(starts, at + 1)) for at, own in enumerate(starts)
    ]
    return [
        own if aligned[at] or _heads(starts, aligned, at) else frozenset() for at, own in enumerate(starts)
    ]


def _heads(starts: Sequence[frozenset[int]], aligned: Sequence[bool], at: int) -> bool:
    below = at + 1
    return below < len(starts) and aligned[below] and 0 < len(starts[at]) == len(starts[below])


def _at(starts: Sequence[frozenset[int]], at: int) -> frozenset[int]:
    return starts[at] if 0 <= at < len(starts) else frozenset()


def _starts(line: Sequence[TextRun]) -> frozenset[int]:
    """Return where the pieces behind the first begin that a space sets apart."""
    found: set[int] = set()
    spaced = False
    for nth, piece in enumerate(line):
        if not piece.text.strip():
            spaced = True
            continue
        if nth and (spaced or piece.text[0] == " "):
            found.add(round(piece.x))
        spaced = False
    return frozenset(found)
