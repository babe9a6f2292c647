"""Rendering of Markdown where that changes words: struck-out text, comments and note marks are left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.loaders.superscripts import LEFT_OUT, Level, render_without_gaps

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARK = re.compile(
    r"(?P<code>`+)"
    r"|(?P<struck>~~+)"
    r"|</?(?P<tag>del|strike|s|sup|sub|ins)(?:\s[^<>]{0,200})?>"
    r"|(?P<note>\[\^[^\]\[\s]{1,80}\])"
    r"|(?P<linked>\[(?:\\?\[)?(?:\d{1,4}|[*†‡]{1,4}|[a-z])(?:\\?\])?\]\(\#[^()\s]{0,200}\))"
    r"|(?<=[\w)])\^(?P<raised>[^\s^~\[\]]{1,12})\^"
    r"|(?<=[^\W\d_])~(?P<lowered>[^\W_]{1,6})~(?!~)",
    re.I,
)
_LINK = re.compile(r"\[([^\[\]]{0,80})\]\([^()\s]{0,300}\)")
_TAG = re.compile(r"<[^<>]{0,300}>")
_LEVELS = {"sup": Level.RAISED, "sub": Level.LOWERED}
_STRIKES = frozenset({"del", "s", "strike"})


def rendered_source(source: str) -> str:
    """Return a source without struck-out text, comments and note marks; everything else as it stands.

    What stands in code is left alone. The text of a note stays where it is written, without its label.
    """
    return "".join(_shown(block) for block in _blocks(_without_comments(source)))


def _without_comments(source: str) -> str:
    parts, place = [], 0
    while (start := source.find("<!--", place)) >= 0 and (end := source.find("-->", start)) >= 0:
        parts.append(source[place:start])
        place = end + 3
    return "".join(parts) + source[place:]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of lines: a paragraph, the blank lines behind it, or fenced code."""

    text: str
    code: bool


def _blocks(source: str) -> Iterator[_Block]:
    lines: list[str] = []
    fence = ""
    for line in source.splitlines(keepends=True):
        opens = _FENCE.match(line)
        if fence:
            lines.append(line)
            if opens and opens[1].startswith(fence) and not line.strip(" \t\r\n`~"):
                yield _Block("".join(lines), code=True)
                lines, fence = [], ""
        elif opens:
            yield _Block("".join(lines), code=False)
            lines, fence = [line], opens[1]
        else:
            lines.append(line)
            if not line.strip():
                yield _Block("".join(lines), code=False)
                lines = []
    yield _Block("".join(lines), code=bool(fence))


def _shown(block: _Block) -> str:
    if block.code or not _MARK.search(block.text):
        return block.text
    return render_without_gaps(_pieces(block.text))


def _pieces(text: str) -> Iterator[tuple[str, Level]]:
    """Yield the parts of a paragraph's text that are rendered."""
    marks = _marks(text)
    ends = _ends(marks, text)
    place = 0
    for match in marks:
        start, end = match.start(), match.end()
        if start < place:  # within something left out or raised
            continue
        tag = (match["tag"] or "").lower()
        if match["struck"] or tag in _STRIKES or tag in _LEVELS:
            if start not in ends:  # never closed: it is no mark
                continue
            closing = ends[start]
            if start > place:
                yield text[place:start], Level.BASELINE
            yield (_plain(text[end : closing.start()]), _LEVELS[tag]) if tag in _LEVELS else LEFT_OUT
            place = closing.end()
            continue
        if start > place:
            yield text[place:start], Level.BASELINE
        place = end
        if match["note"] and _is_label(text, match):
            place = end + 1 + len(text[end + 1 : end + 9]) - len(text[end + 1 : end + 9].lstrip(" \t"))
        elif match["note"] or match["linked"]:
            yield "1", Level.RAISED
        elif match["raised"]:
            yield match["raised"], Level.RAISED
        elif match["lowered"]:
            yield match["lowered"], Level.LOWERED
    yield text[place:], Level.BASELINE


def _marks(text: str) -> list[re.Match[str]]:
    """Return the marks of a paragraph, without those in code and escaped ones."""
    marks = [match for match in _MARK.finditer(text) if text[match.start() - 1 : match.start()] != "\\"]
    ends = _code_ends(marks)
    found: list[re.Match[str]] = []
    place = 0
    for match in marks:
        if match.start() < place:
            continue
        if match["code"]:
            place = ends.get(match.start(), place)
        else:
            found.append(match)
    return found


def _ends(marks: Sequence[re.Match[str]], text: str) -> dict[int, re.Match[str]]:
    """Return the closing mark of each opening one, by the position of the latter."""
    ends: dict[int, re.Match[str]] = {}
    opened: dict[str, re.Match[str]] = {}
    for match in marks:
        name = "~~" if match["struck"] else (match["tag"] or "").lower()
        if not name:
            continue
        closes = match[0].startswith("</")
        if name == "~~":  # as in "~~old~~", where no space stands within
            closes = name in opened and not text[match.start() - 1].isspace()
            if not closes and text[match.end() : match.end() + 1].isspace():
                continue
        if not closes:
            opened.setdefault(name, match)
        elif name in opened:
            ends[opened.pop(name).start()] = match
    return ends


def _plain(text: str) -> str:
    """Return the text of a superscript or subscript, without the link or tags around it."""
    return _TAG.sub("", _LINK.sub(r"\1", text)).replace("\\", "")


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Tell whether a note's mark stands before its text, at the head of a line."""
    before = text[max(0, match.start() - 4) : match.start()].rstrip(" ")
    return text.startswith(":", match.end()) and (not before or before.endswith("\n"))


def _code_ends(marks: Sequence[re.Match[str]]) -> dict[int, int]:
    """Return where the code that begins at each run of backticks ends: behind the next run as long."""
    ends: dict[int, int] = {}
    following: dict[int, int] = {}
    for match in reversed(marks):
        if match["code"]:
            length = len(match[0])
            if length in following:
                ends[match.start()] = following[length]
            following[length] = match.end()
    return ends
