"""Text runs of a PDF page, each with its position and size, found by pypdf in `pdf_worker`'s process.

pypdf hands over text in the order of the page, with the spaces and line ends it finds, but joins what is
in one font. The page's operations are therefore rewritten first: a mark stands wherever something begins
that could be raised, be a running line, belong to another paragraph, or be spelled out by `/ActualText`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from index.loaders.pdf_fonts import is_unreadable
from index.loaders.pdf_strikethrough import Rule, mark_strikethrough, rule_of
from index.loaders.pdf_structure import NOWHERE, StructurePlace

CELL_GAP = "\t"
"""Character that stands for a gap within a line that is far wider than a space."""

_WIDE_GAP = 1500
"""Width of a gap between cells, in thousandths of the type size; no justified space is a third as wide."""

_Operation = tuple[Any, bytes]
_FLUSH: _Operation = ([1, 0, 0, 1, 0, 0], b"cm")
"""Operation without effect, at which pypdf hands over the text that it has gathered."""

_MARK = b"%mark"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_SHOWS_TEXT = re.compile(rb"T[jJ]|Do|['\"]")


@dataclass(frozen=True, slots=True)
class TextRun:
    """A text of one size on one baseline; `x` and `y` count along and across its reading direction."""

    text: str
    x: float
    y: float
    size: float
    place: StructurePlace = NOWHERE
    struck: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """The state of the text that follows."""

    place: StructurePlace = NOWHERE
    running: bool = False
    rise: float = 0.0
    spelled: str = ""


def text_runs(page: Any, places: Mapping[int, StructurePlace]) -> list[TextRun]:
    """Return the text runs of a page in its own order.

    Args:
        page: pypdf's page; its content is replaced by the rewritten one.
        places: the place of the page's marked content in the document's structure, by its number.
    """
    from pypdf.generic import ContentStream, NameObject

    try:
        stream = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    except (AttributeError, KeyError):  # an empty page
        return []
    if not _SHOWS_TEXT.search(stream.get_data()):
        return []
    stream.operations = list(_marked(stream.operations, places, _properties(page)))
    page[NameObject("/Contents")] = stream
    reading = _Reading()
    page.extract_text(visitor_operand_before=reading.operation, visitor_text=reading.text)
    return mark_strikethrough(reading.pieces, reading.rules)


class _Reading:
    """The visitor through which pypdf hands over one page."""

    def __init__(self) -> None:
        self.pieces: list[TextRun] = []
        self.rules: list[Rule] = []
        self._from: tuple[float, float] | None = None
        self._mark = _Mark()
        self._unreadable: dict[int, bool] = {}

    def operation(self, operator: bytes, operands: Any, ctm: list[float], _tm: Any) -> None:
        match operator:
            case b"%mark":
                self._mark = operands[0]
            case b"m":
                self._from = (_number(operands), _number(operands[1:]))
            case b"re" | b"l":
                rule = rule_of(operator, operands, ctm, self._from)
                self.rules.extend([rule] if rule else [])

    def text(self, text: str, ctm: list[float], tm: list[float], font: Any, size: float) -> None:
        if not text or self._mark.running:
            return
        if id(font) not in self._unreadable:
            self._unreadable[id(font)] = font is not None and is_unreadable(font)
        if self._unreadable[id(font)] and not self._mark.spelled:
            text = re.sub(r"\S", "\ufffd", text)
        x, y, scale = _placed(tm, ctm, self._mark.rise)
        self.pieces.append(TextRun(text, x, y, abs(size * scale), self._mark.place))


def _placed(tm: list[float], ctm: list[float], rise: float) -> tuple[float, float, float]:
    """Return the start of a text along and across its own direction, and its scale."""
    a, b = tm[0] * ctm[0] + tm[1] * ctm[2], tm[0] * ctm[1] + tm[1] * ctm[3]
    c, d = tm[2] * ctm[0] + tm[3] * ctm[2], tm[2] * ctm[1] + tm[3] * ctm[3]
    e, f = tm[4] * ctm[0] + tm[5] * ctm[2] + ctm[4], tm[4] * ctm[1] + tm[5] * ctm[3] + ctm[5]
    length = (a * a + b * b) ** 0.5
    along, across = (a / length, b / length) if length else (1.0, 0.0)
    scale = (c * c + d * d) ** 0.5
    return e * along + f * across, f * along - e * across + rise * scale, scale


def _marked(
    operations: Iterable[_Operation], places: Mapping[int, StructurePlace], properties: Any
) -> Iterator[_Operation]:
    """Yield the operations of a page, with a mark before each that changes the state of the text after it."""
    marks, rises = [_Mark()], [0.0]
    told = _Mark()
    shown = False
    for operands, operator in operations:
        match operator:
            case b"BDC" | b"BMC":
                shown = shown and bool(marks[-1].spelled)
                marks.append(_opened(marks[-1], operands, places, properties))
            case b"EMC" if len(marks) > 1:
                marks.pop()
            case b"q":
                rises.append(rises[-1])
            case b"Q" if len(rises) > 1:
                rises.pop()
            case b"Ts":
                rises[-1] = _number(operands)
            case b"Tj" | b"TJ" | b"'" | b'"' if marks[-1].spelled:
                yield from _spelled_out(operator, operands, "" if shown else marks[-1].spelled)
                shown = True
                continue
        mark = replace(marks[-1], rise=rises[-1], spelled="*" if marks[-1].spelled else "")
        if mark != told:
            yield _FLUSH
            yield [mark], _MARK
            told = mark
        if operator == b"Tm" or (operator in {b"Td", b"TD"} and _number(operands[1:2])):
            yield _FLUSH
        yield _with_gaps(operands) if operator == b"TJ" else operands, operator


def _opened(around: _Mark, operands: Any, places: Mapping[int, StructurePlace], properties: Any) -> _Mark:
    """Return the state within a marked content that begins."""
    tag = operands[0] if operands else ""
    details = operands[1] if len(operands) > 1 else {}
    if isinstance(details, str):
        details = properties.get(details, {})
    details = details.get_object() if hasattr(details, "get_object") else details
    if not isinstance(details, dict):
        return around
    number = details.get("/MCID")
    spelled = _decoded(details.get("/ActualText"))
    if _RIGHT_TO_LEFT.search(spelled):  # pypdf turns round only what it decodes itself
        spelled = ""
    return _Mark(
        place=places.get(number, around.place) if isinstance(number, int) else around.place,
        running=around.running or (tag == "/Artifact" and details.get("/Type") == "/Pagination"),
        spelled=around.spelled or spelled,
    )


def _spelled_out(operator: bytes, operands: Any, text: str) -> Iterator[_Operation]:
    """Yield the operations that show the text a mark spells out, in place of what stands there."""
    from pypdf.generic import TextStringObject

    if _is_missing_glyph(operands):
        text = re.sub(r"\S", "\ufffd", text)
    if operator in {b"'", b'"'}:
        yield [], b"T*"
    if text:
        yield [TextStringObject(text)], b"Tj"


def _is_missing_glyph(operands: Any) -> bool:
    """Tell whether only glyph 0, an empty box, is shown."""
    shown = operands[-1] if operands else b""
    shown = b"".join(part for part in shown if isinstance(part, bytes)) if isinstance(shown, list) else shown
    return isinstance(shown, bytes) and len(shown) > 1 and not shown.strip(b"\0")


def _with_gaps(operands: Any) -> Any:
    """Yield a shown text with a mark where its parts stand far apart, as the cells of a table do."""
    from pypdf.generic import ArrayObject, TextStringObject

    if not operands or not isinstance(operands[0], ArrayObject):
        return operands
    parts = ArrayObject()
    for part in operands[0]:
        if isinstance(part, int | float) and part < -_WIDE_GAP and parts:
            parts.append(TextStringObject(CELL_GAP))
        parts.append(part)
    return [parts]


def _properties(page: Any) -> Any:
    try:
        found = page["/Resources"].get_object()["/Properties"].get_object()
    except (KeyError, AttributeError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _decoded(text: Any) -> str:
    """Return a text string of a PDF; "" where there is none."""
    if isinstance(text, str):
        return text
    if not isinstance(text, bytes):
        return ""
    decode = partial(text.decode, errors="replace")
    if text.startswith((b"\xfe\xff", b"\xff\xfe")):
        return decode("utf-16")
    return decode("utf-8-sig") if text.startswith(b"\xef\xbb\xbf") else decode("latin-1")


def _number(operands: Any) -> float:
    return float(operands[0]) if operands and isinstance(operands[0], int | float) else 0.0
