"""Plain text and citation markers out of what a language model streams, character by character.

Markup is dropped: emphasis, headings, list bullets, code fences, images, and of a link all but its text.
No decision looks at where a piece of the stream ends, so that any pieces of a text give the same; each
character is looked at a bounded number of times.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from qa.writer.citation_markers import cited_numbers


@dataclass(frozen=True, slots=True)
class Marker:
    """The numbers that a citation marker cites: [1], [1, 2], 【3】."""

    numbers: tuple[int, ...]


class Break(Enum):
    """Where the text does not go on in its line."""

    LINE = "line"
    """The line ends; the sentence may go on in the next."""
    PARAGRAPH = "paragraph"
    """A blank line, a point of a list, a code fence: the sentence has ended."""
    HEADING = "heading"
    """A heading begins."""


Token = str | Marker | Break
"""A character of plain text, or what stands between characters."""

LONGEST_BRACKET = 120
"""Number of characters in square brackets, at most, that are read as a marker or the text of a link."""

LONGEST_TARGET = 2000
"""Number of characters of a link's target, at most."""

LONGEST_PREFIX = 16
"""Number of characters that may stand before the text of a line: bullets, numbers, blanks."""

KEPT_FORMAT_CHARACTERS = "\u200c\u200d"
"""Format characters that words of some scripts are spelt with."""

_OPENING = "[【［"
_CLOSING = "]】］"
_MARKS = "*`"
_PREFIX = frozenset(" \t#>*-+•·–—~`0123456789.)")
_RULE = re.compile(r"[\s*\-–—]*")
_LINE_PREFIX = re.compile(
    r"(?P<quoted>[\s>]*)(?:(?P<fence>```|~~~)|(?P<heading>\#{1,6}\s+)|(?P<item>(?:[-*+•·–—]|\d{1,3}[.)])\s+))?"
)


class MarkdownStream:
    """Turns the characters of Markdown into tokens of plain text, one after another."""

    def __init__(self) -> None:
        self._state: Callable[[str], Iterator[Token]] = self._at_line_start
        self._held = ""  # characters that are not decided on yet
        self._previous = ""  # the last character of text
        self._depth = 0  # of round brackets in a link's target
        self._is_image = False
        self._is_reference = False
        self._opens_line = True

    def feed(self, piece: str) -> Iterator[Token]:
        """Yield the tokens that a piece of the stream completes."""
        for character in piece:
            if kept := _plain(character):
                yield from self._state(kept)

    def end(self) -> Iterator[Token]:
        """Yield what is left when the stream has ended; half a marker is nothing."""
        state, held = self._state, self._held
        self._state, self._held = self._in_text, ""
        if state == self._at_line_start:
            yield from self._resolve_prefix(held)
        elif state == self._in_brackets and not cited_numbers(held):
            yield from self._characters(held)
        elif state == self._after_brackets and held:
            yield from self._characters(f"[{held}]")
        elif state == self._after_exclamation_mark:
            yield "!"

    def _at_line_start(self, character: str) -> Iterator[Token]:
        if character == "\n":
            blank = not self._held.strip() or _RULE.fullmatch(self._held)
            held, self._held = self._held, ""
            if blank:
                yield Break.PARAGRAPH
            else:
                yield from self._resolve_prefix(held)
                yield from self._state(character)
        elif character in _PREFIX and len(self._held) < LONGEST_PREFIX:
            self._held += character
        else:
            held, self._held = self._held, ""
            yield from self._resolve_prefix(held)
            yield from self._state(character)

    def _resolve_prefix(self, held: str) -> Iterator[Token]:
        """Yield what stands before the text of a line stands for; the state is the one after it."""
        self._state, self._opens_line = self._in_text, True
        found = _LINE_PREFIX.match(held)
        if found and found["fence"]:
            self._state = self._in_dropped_line
            return
        if found and found["item"]:
            yield Break.PARAGRAPH
        if found and found["heading"]:
            yield Break.HEADING
        for character in held[found.end() if found else 0 :]:
            yield from self._state(character)

    def _in_text(self, character: str) -> Iterator[Token]:
        if character == "\n":
            self._state, self._previous = self._at_line_start, ""
            yield Break.LINE
        elif character in _OPENING:
            self._open_brackets()
        elif character in _CLOSING:
            self._state, self._held = self._after_brackets, ""
        elif character == "!":
            self._state = self._after_exclamation_mark
        elif character == "_":
            self._state = self._after_underscore
        elif character == "\\":
            self._state = self._after_backslash
        elif character not in _MARKS:
            yield from self._characters(character)

    def _characters(self, text: str) -> Iterator[Token]:
        for character in text:
            if character not in _MARKS:
                self._previous, self._opens_line = character, False
                yield character

    def _after_exclamation_mark(self, character: str) -> Iterator[Token]:
        self._state = self._in_text
        if character == "[":
            self._open_brackets(is_image=True)
            return
        yield from self._characters("!")
        yield from self._in_text(character)

    def _after_underscore(self, character: str) -> Iterator[Token]:
        """Keep the underscore of snake_case, and no emphasis."""
        self._state = self._in_text
        if self._previous.isalnum() and character.isalnum():
            yield from self._characters("_")
        yield from self._in_text(character)

    def _after_backslash(self, character: str) -> Iterator[Token]:
        self._state = self._in_text
        if character.isalnum() or character.isspace():
            yield from self._characters("\\")
        yield from self._in_text(character)

    def _open_brackets(self, *, is_image: bool = False, is_reference: bool = False) -> None:
        self._state, self._held = self._in_brackets, ""
        self._is_image, self._is_reference = is_image, is_reference

    def _in_brackets(self, character: str) -> Iterator[Token]:
        if character in _CLOSING:
            yield from self._close_brackets()
        elif character in _OPENING:
            held = self._held
            self._open_brackets(is_image=held == "!")
            if held not in ("", "!"):
                yield from self._characters("[" + held)
        elif character == "\n" or len(self._held) == LONGEST_BRACKET:
            held, self._held, self._state = self._held, "", self._in_text
            yield from self._characters("[" + held)
            yield from self._in_text(character)
        else:
            self._held += character

    def _close_brackets(self) -> Iterator[Token]:
        held, self._held, self._state = self._held.strip("\\"), "", self._after_brackets
        if self._is_image:
            return
        if numbers := cited_numbers(held):
            yield Marker(numbers)
        elif not self._is_reference:
            self._held = held

    def _after_brackets(self, character: str) -> Iterator[Token]:
        held, self._held, self._state = self._held, "", self._in_text
        if character == "(":
            self._state, self._depth = self._in_target, 1
            yield from self._characters(held)
        elif character in _OPENING:
            yield from self._characters(held)
            self._open_brackets(is_reference=bool(held))
        elif character in _CLOSING and not held:
            self._state = self._after_brackets
        elif character == ":" and held and self._opens_line:
            self._state = self._in_dropped_line
        else:
            yield from self._characters(f"[{held}]" if held else "")
            yield from self._in_text(character)

    def _in_target(self, character: str) -> Iterator[Token]:
        """Drop the target of a link."""
        self._held += character
        self._depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "\n" or not self._depth or len(self._held) == LONGEST_TARGET:
            self._held, self._state = "", self._in_text
        if character == "\n":
            yield from self._in_text(character)

    def _in_dropped_line(self, character: str) -> Iterator[Token]:
        if character == "\n":
            self._held, self._state = "", self._at_line_start
            yield Break.PARAGRAPH


def _plain(character: str) -> str:
    """Return a character as it may be shown: control and hidden ones are nothing, blanks are blanks."""
    if character == "\n" or character in KEPT_FORMAT_CHARACTERS or character.isalnum():
        return character
    if character.isspace() and character != "\r":
        return " "
    return "" if unicodedata.category(character).startswith("C") else character
