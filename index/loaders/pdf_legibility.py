"""Legibility of PDF text: refusal of documents whose fonts do not map their glyphs to letters."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from index.errors import UnreadableArticle
from index.loaders.pdf_lines import Line

MAX_UNREADABLE_SHARE = 0.05
"""Share of unreadable characters in a document, at most. With one letter in twenty lost, a quarter of the
words are damaged, and next to no sentence is whole enough to be quoted."""

MAX_SYMBOL_SHARE = 0.2
"""Share of unreadable characters and lone symbols, at most: more are no icons, but words of a letter or
two."""

MIN_VOWEL_SHARE = 0.2
"""Share of vowels in Latin letters, at least. Languages have 0.35 to 0.5; glyph numbers taken for letters,
which shift the alphabet, leave about 0.15."""

MIN_LATIN_LETTERS = 200
"""Number of Latin letters from which on the share of vowels tells; names and tables of codes have fewer."""

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_VOWEL = re.compile(r"[aeiouy]", re.I)

LONE_SYMBOL = re.compile(r"(?<!\S)[\x00-\x08\x0e-\x1b\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]{1,2}(?!\S)")
"""Regular expression of an icon or bullet of a symbol font, which stands alone and is no letter."""


def legible_lines(pages: Sequence[Sequence[Line]], where: str) -> list[list[Line]]:
    """Return the lines that can be read.

    Raises:
        UnreadableArticle: too much of the document cannot be.
    """
    counts = [[(_unreadable(line.text), len("".join(line.text.split()))) for line in page] for page in pages]
    lost, length = (sum(count[which] for page in counts for count in page) for which in (0, 1))
    symbols = sum(_is_unreadable(char) for page in pages for line in page for char in line.text)
    if (
        lost > MAX_UNREADABLE_SHARE * length
        or symbols > MAX_SYMBOL_SHARE * length
        or _is_gibberish(pages, length)
    ):
        raise UnreadableArticle(
            where,
            "its letters cannot be read, for its fonts do not say which they are; save the page as HTML, or "
            "its text as .txt, or run OCR on it",
        )
    return [
        [
            replace(line, text=_with_gaps_shown(line.text)) if lost else line
            for line, (lost, length) in zip(page, found, strict=True)
            if 2 * lost <= length
        ]
        for page, found in zip(pages, counts, strict=True)
    ]


def _is_gibberish(pages: Sequence[Sequence[Line]], length: int) -> bool:
    """Tell whether a text of Latin letters has too few vowels for any language."""
    letters = [
        unicodedata.normalize("NFD", letter)[0]
        for page in pages
        for line in page
        for letter in _LATIN.findall(line.text)
    ]
    vowels = sum(_VOWEL.match(letter) is not None for letter in letters)
    return len(letters) >= max(MIN_LATIN_LETTERS, length / 2) and vowels < MIN_VOWEL_SHARE * len(letters)


def _with_gaps_shown(text: str) -> str:
    """Return the text with `[…]` where letters are missing, so that no rest of a word passes for it."""
    return "".join(
        "[…]" if unreadable else "".join(group) for unreadable, group in groupby(text, key=_is_unreadable)
    )


def _unreadable(text: str) -> int:
    """Return the number of characters that stand for no letter: replacements, private use, controls."""
    return sum(map(_is_unreadable, LONE_SYMBOL.sub("", text)))


def _is_unreadable(char: str) -> bool:
    if char.isspace():
        return False
    return char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}
