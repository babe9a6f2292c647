"""Strikethrough on PDF pages: text through which a line is drawn, which is left out."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.loaders.pdf_text_runs import TextRun

_THICKEST = 0.15
_LOWEST, _HIGHEST = 0.12, 0.5
"""Bounds of a strikethrough's height above the baseline, in type sizes; an underline runs below it."""

_MOST_NEAR = 40


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line on a page."""

    y: float
    left: float
    right: float
    thickness: float


def rule_of(
    operator: bytes, operands: Any, ctm: list[float], start: tuple[float, float] | None
) -> Rule | None:
    """Return the horizontal line that an operation draws: a flat rectangle, or a line from `start`."""
    try:
        numbers = [float(operand) for operand in operands]
    except (TypeError, ValueError):
        return None
    if operator == b"re" and len(numbers) == 4:
        x, y, width, height = numbers
    elif operator == b"l" and len(numbers) == 2 and start:
        (x, y), width, height = start, numbers[0] - start[0], numbers[1] - start[1]
    else:
        return None
    left, bottom = x * ctm[0] + y * ctm[2] + ctm[4], x * ctm[1] + y * ctm[3] + ctm[5]
    right, top = left + width * ctm[0] + height * ctm[2], bottom + width * ctm[1] + height * ctm[3]
    rule = Rule((bottom + top) / 2, min(left, right), max(left, right), abs(top - bottom))
    return rule if rule.thickness < 0.2 * (rule.right - rule.left) else None


def mark_strikethrough(pieces: Iterable["TextRun"], rules: Iterable[Rule]) -> list["TextRun"]:
    """Return the runs, those through which a line runs from end to end marked as struck out."""
    by_height = sorted((rule.y, rule.left, rule.right, rule.thickness) for rule in rules)
    return [replace(piece, struck=True) if _is_struck(piece, by_height) else piece for piece in pieces]


def _is_struck(piece: "TextRun", by_height: list[tuple[float, float, float, float]]) -> bool:
    shown = piece.text.strip()
    if not shown:
        return False
    low = bisect_left(by_height, (piece.y + _LOWEST * piece.size,))
    for y, left, right, thickness in by_height[low : low + _MOST_NEAR]:
        if y > piece.y + _HIGHEST * piece.size:
            return False
        through = left <= piece.x + 0.3 * piece.size and right - piece.x >= 0.4 * piece.size * len(shown)
        if through and thickness <= _THICKEST * piece.size:
            return True
    return False
