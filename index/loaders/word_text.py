"""The text of a Word document's body: paragraphs, rows of tables, text boxes, and the notes at its end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.loaders.superscripts import LEFT_OUT, Level, render_without_gaps

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WRAPPERS = frozenset(
    _WORD + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TEXT = frozenset(_WORD + name for name in ("pPr", "rPr", "del", "moveFrom", "rt", "instrText", "delText"))
_SIGNS = {
    f"{_WORD}noBreakHyphen": "-",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}tab": "\t",
    f"{_WORD}ptab": "\t",
}
_NOTES = {f"{_WORD}footnoteReference": "footnote", f"{_WORD}endnoteReference": "endnote"}
_OFF = frozenset({"0", "false", "off", "none"})
_LEVELS = {"superscript": Level.RAISED, "subscript": Level.LOWERED}

_Piece = tuple[str, Level]


@dataclass(frozen=True, slots=True)
class Format:
    """The format of a text run; None where the run leaves it to its style."""

    hidden: bool | None = None
    level: Level | None = None

    def over(self, below: "Format") -> "Format":
        """Return this format, completed by another."""
        return Format(
            below.hidden if self.hidden is None else self.hidden,
            below.level if self.level is None else self.level,
        )


@dataclass(slots=True)
class WordText:
    """The reader of a document's body.

    Attributes:
        styles: the format of each style, by its id.
        noted: (kind, id) of the notes that the text read so far refers to, in order.
    """

    styles: Mapping[str, Format] = field(default_factory=dict)
    noted: list[tuple[str, str]] = field(default_factory=list)

    def blocks(self, parent: Any) -> Iterator[str]:
        """Yield the text of each paragraph and of each table row, nested ones included."""
        for element in parent:
            if element.tag == f"{_WORD}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_WORD}tbl":
                yield "\n".join(filter(None, map(self._row, _rows(element))))
            elif element.tag in _WRAPPERS:
                yield from self.blocks(element)

    def _row(self, row: Any) -> str:
        if row.find(f"{_WORD}trPr/{_WORD}del") is not None:
            return ""
        cells = [" ".join(" ".join(self.blocks(cell)).split()) for cell in _cells(row)]
        return " | ".join(cells) if any(cells) else ""

    def _paragraph(self, element: Any) -> Iterator[str]:
        """Yield the text of a paragraph, and that of the text boxes anchored in it."""
        boxes: list[Any] = []
        style = self._style(element.find(f"{_WORD}pPr/{_WORD}pStyle"))
        yield render_without_gaps(self._pieces(element, style, boxes)).strip()
        for box in boxes:
            yield from self.blocks(box)

    def _pieces(self, element: Any, around: Format, boxes: list[Any]) -> Iterator[_Piece]:
        for child in element:
            if child.tag == f"{_WORD}r":
                shown = self._format(child.find(f"{_WORD}rPr")).over(around)
                yield from self._pieces(child, shown, boxes)
            elif child.tag in {f"{_WORD}t", f"{_MATH}t"}:
                text = (child.text or "").replace("\u00ad", "")
                yield LEFT_OUT if around.hidden else (text, around.level or Level.BASELINE)
            elif child.tag in _SIGNS:
                yield LEFT_OUT if around.hidden else (_SIGNS[child.tag], Level.BASELINE)
            elif child.tag in _NOTES:
                if not around.hidden:
                    self.noted.append((_NOTES[child.tag], child.get(f"{_WORD}id", "")))
                yield LEFT_OUT
            elif child.tag == f"{_WORD}txbxContent":
                boxes.append(child)
            elif child.tag == _CHOICE:
                yield from self._choice(child, around, boxes)
            elif child.tag in _NO_TEXT:
                yield LEFT_OUT
            elif child.tag != _FALLBACK:
                yield from self._pieces(child, _math(child.tag).over(around), boxes)

    def _choice(self, element: Any, around: Format, boxes: list[Any]) -> Iterator[_Piece]:
        """Yield the content for new programs, or that for old ones where the former has no text."""
        choices = [child for child in element if child.tag != _FALLBACK and _has_text(child)]
        fallbacks = [child for child in element if child.tag == _FALLBACK]
        for child in choices[:1] or fallbacks[:1]:
            yield from self._pieces(child, around, boxes)

    def _format(self, properties: Any) -> Format:
        if properties is None:
            return Format()
        return format_of(properties).over(self._style(properties.find(f"{_WORD}rStyle")))

    def _style(self, named: Any) -> Format:
        return self.styles.get(named.get(f"{_WORD}val", ""), Format()) if named is not None else Format()


def notes(text: WordText, parts: Iterable[Any]) -> Iterator[str]:
    """Yield the notes that a text refers to, in its order, once each.

    Args:
        text: what has read the body.
        parts: the roots of the parts that hold footnotes and endnotes.
    """
    found = {
        (note.tag.removeprefix(_WORD), note.get(f"{_WORD}id", "")): note
        for part in parts
        for note in part
        if isinstance(note.tag, str)
    }
    for key in dict.fromkeys(text.noted):
        if key in found:
            yield from text.blocks(found[key])


def format_of(properties: Any) -> Format:
    """Return the format that a run's or a style's properties give."""
    hidden = [
        _is_on(properties.find(f"{_WORD}{name}")) for name in ("strike", "dstrike", "vanish", "specVanish")
    ]
    told = [each for each in hidden if each is not None]
    vertical = properties.find(f"{_WORD}vertAlign")
    level = _LEVELS.get(vertical.get(f"{_WORD}val"), Level.BASELINE) if vertical is not None else None
    return Format(any(told) if told else None, level if level is not None else _position(properties))


def formats_of_styles(styles: Any) -> dict[str, Format]:
    """Return the format of each style of a document, what it is based on included."""
    elements = {style.get(f"{_WORD}styleId", ""): style for style in styles.iter(f"{_WORD}style")}
    formats: dict[str, Format] = {}
    for name in elements:
        chain = [name]
        while (based := elements[chain[-1]].find(f"{_WORD}basedOn")) is not None:
            following = based.get(f"{_WORD}val", "")
            if following in chain or following not in elements or len(chain) > _LONGEST_CHAIN:
                break
            chain.append(following)
        shown = Format()
        for each in chain:
            properties = elements[each].find(f"{_WORD}rPr")
            shown = shown.over(format_of(properties)) if properties is not None else shown
        formats[name] = shown
    return formats


_LONGEST_CHAIN = 20


def _position(properties: Any) -> Level | None:
    """Return the level of text by its vertical position in half points and its size."""
    position, size = properties.find(f"{_WORD}position"), properties.find(f"{_WORD}sz")
    if position is None or size is None:
        return None
    try:
        height, half_points = int(position.get(f"{_WORD}val")), int(size.get(f"{_WORD}val"))
    except (TypeError, ValueError):
        return None
    if half_points > 18 or abs(height) < 2:
        return None
    return Level.RAISED if height > 0 else Level.LOWERED


def _is_on(element: Any) -> bool | None:
    return None if element is None else element.get(f"{_WORD}val", "1") not in _OFF


def _math(tag: Any) -> Format:
    match tag:
        case "{http://schemas.openxmlformats.org/officeDocument/2006/math}sup":
            return Format(level=Level.RAISED)
        case "{http://schemas.openxmlformats.org/officeDocument/2006/math}sub":
            return Format(level=Level.LOWERED)
        case _:
            return Format()


def _has_text(element: Any) -> bool:
    return any(True for tag in (f"{_WORD}t", f"{_MATH}t") for _ in element.iter(tag))


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{_WORD}tr":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if element.tag == f"{_WORD}tc":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _cells(element)
