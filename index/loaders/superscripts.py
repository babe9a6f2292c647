"""Superscripts and subscripts as plain text: without note marks, exponents and ordinals readable."""

import re
from collections.abc import Iterable
from enum import Enum, auto
from itertools import groupby


class Level(Enum):
    """The level of a piece of text: baseline, superscript or subscript."""

    BASELINE = auto()
    RAISED = auto()
    LOWERED = auto()


_UP = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MAX_NOTE_MARK_LENGTH = 40
"""Number of characters of a note's mark, such as `[citation needed]`, at most."""

_LOOK = 40
"""Number of characters before and after a superscript that decide what it is."""

_ORDINALS = frozenset("st nd rd th e er re ère ere ers res es ème eme èmes o os º ª".split())
_AFTER_NUMBER = re.compile(r"(?:\d|(?<!\w)[IVXLCDM]+)\.?$")
_ABBREVIATION = re.compile(r"(?<!\w)(?:M|D|S|N|n|C|V|J|P|Mr|Mo|Bd|Jn|Wm|Geo|Ch|Fr)$")
_EXPONENT = re.compile(r"[-−–]?\d{1,2}|n")
_METRE = re.compile(r"(?<![^\W\d])(?:[kcdmµμn]?m|к?м|[см]м)$")
_OTHER_UNIT = re.compile(r"(?:\d\s?|/)(?:ft|yd|mi|in|s|h)$")
_VARIABLE = re.compile(r"(?:(?<![\w'’])(?![aAI])[^\W\d_]|[=+×·/]\s?[^\W\d_]{1,3})$")
_TEN = re.compile(r"(?<![\d.,])10$")
_CHARGE = re.compile(r"\d[+−-]|[−-]")
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![a-z])")
_FRACTION = re.compile(r"\s?[/⁄]\s?\d")
_EQUATION = re.compile(r"\s?[=×·≈<>^]|\s(?:is|equals?|makes) \d")
_DEGREES = re.compile(r"\s?[CFK]\b")
_CLOCK = re.compile(r"\s?(?:Uhr|h)\b")
_PRICE = re.compile(r"[$€£¥]\s?\d{1,4}$")
_CURRENCY = re.compile(r"\s?(?:€|EUR\b|CHF\b|kr\b)")
_LARGE = re.compile(r"\s?(?:thousand|million|billion|trillion|bn|m|k)\b", re.I)
_NOTE_SIGNS = re.compile(r"[*†‡§¶‖#∗⁎↑\[\]()\s.,;:–—-]*")
_NOTE_WORD = re.compile(r"\d{1,4}|[a-z]|[ivx]{1,5}|notes?|nb?|fn", re.I)
_SIGNS = {"tm": "™", "sm": "℠", "®": "®", "(r)": "®", "r": "®", "©": "©", "™": "™", "℠": "℠"}


def render_levels(pieces: Iterable[tuple[str, Level]]) -> str:
    """Return the text of a line's pieces, no superscript glued to a figure or word that it is no part of."""
    merged: list[tuple[str, Level]] = []
    for level, group in groupby(pieces, key=lambda piece: piece[1]):
        texts = [text for text, _ in group]
        before = merged[-1][0][-_LOOK:] if merged else ""
        if level is Level.RAISED and len(texts) > 1 and _is_of_unit(before.rstrip(), texts[0].strip()):
            merged.append((texts.pop(0), level))  # a note behind the exponent
        merged.append(("".join(texts), level))
    parts, tail = [""], ""
    for at, (text, level) in enumerate(merged):
        after = "".join(text for text, _ in merged[at + 1 : at + 3])[:_LOOK]
        shown = _written(tail, text, level, after)
        if not shown and re.match(r"[\s.,;:!?)]|$", after):
            parts[-1] = parts[-1].rstrip(" ")
        parts.append(shown)
        tail = (tail + shown)[-_LOOK:]
    return "".join(parts)


LEFT_OUT: tuple[str, Level] = ("", Level.BASELINE)
"""Piece that stands where text was left out, since it was struck out or is hidden."""


def render_without_gaps(pieces: Iterable[tuple[str, Level]]) -> str:
    """Return the text of a line's pieces; where text was left out between two spaces, one of them goes."""
    kept: list[tuple[str, Level]] = []
    gap = False
    for text, level in pieces:
        if not text:
            gap = True
            continue
        if gap and kept and re.match(r"[\s.,;:!?)]", text) and kept[-1][0].endswith(" "):
            kept[-1] = (kept[-1][0].rstrip(" "), kept[-1][1])
        kept.append((text, level))
        gap = False
    return render_levels(kept)


def _written(before: str, text: str, level: Level, after: str) -> str:
    match level:
        case Level.RAISED:
            return render_superscript(before, text, after)
        case Level.LOWERED:
            return render_subscript(before, text)
        case _:
            return text


def render_superscript(before: str, text: str, after: str) -> str:
    """Return the plain text of a superscript.

    Args:
        before: the text before it on the line, at least its last words.
        text: the superscript.
        after: the text after it.

    Returns:
        "" for a note's mark, superscript figures for an exponent, an ordinal's letters as they are; anything
        else is separated by spaces.
    """
    mark = text.strip()
    if not mark:
        return text
    if not before.strip():  # a note's own number, at the head of its text
        return mark if after[:1].isspace() else f"{mark} "
    kept = (
        _sign_or_ordinal(before, mark, after)
        or _figure(before, mark, after)
        or _exponent(before.rstrip(), mark, after)
    )
    if kept is not None:
        return kept
    if _is_note(mark) and re.search(r"[.!?]\s+$", before) and re.match(r"\s?[A-Z]", after):
        return _set_apart(before, mark, after)  # the second of several notes on a line
    if _is_note(mark):
        spaced = text != text.rstrip() and after[:1].isalnum()
        return " " if spaced or (before[-1].isalnum() and after[:1].isalnum()) else ""
    return _set_apart(before, mark, after)


def render_subscript(before: str, text: str) -> str:
    """Return the plain text of a subscript, as everybody types H2O, but never glued to a figure."""
    return text.translate(_DOWN) if before[-1:].isdigit() and text[:1].isdigit() else text


def _sign_or_ordinal(before: str, mark: str, after: str) -> str | None:
    lower = mark.casefold()
    if lower in {"o", "0", "º", "°"} and before[-1:].isdigit() and _DEGREES.match(after):
        return "°"
    if lower in _SIGNS and (lower != "r" or before[-1:].isalpha()):
        return _SIGNS[lower]
    if lower in _ORDINALS and _AFTER_NUMBER.search(before):
        return {"o": "º"}.get(lower, mark)
    if mark.isalpha() and len(mark) <= 4 and _ABBREVIATION.search(before):
        return "º" if lower == "o" else mark
    return None


def _figure(before: str, mark: str, after: str) -> str | None:
    """Return a charge, an isotope's number, a numerator or minutes; None where it is none of them."""
    last = before[-1:]
    if last.isalnum() and (mark == "+" or _CHARGE.fullmatch(mark)):
        return mark if mark == "+" else mark.translate(_UP)
    if not mark.isdecimal():
        return None
    if _FRACTION.match(after):
        return f" {mark}" if last.isdigit() else mark
    if last.isdigit() and len(mark) == 2:
        priced = _PRICE.search(before) or _CURRENCY.match(after)
        if priced and not _LARGE.match(after):  # cents, or a note: as it is shown
            return mark.translate(_UP)
        return f":{mark}" if _CLOCK.match(after) else None
    isotope = len(mark) <= 3 and (last.isspace() or last in "(–-/") and _ISOTOPE.match(after)
    return mark.translate(_UP) if isotope else None


def _exponent(before: str, mark: str, after: str) -> str | None:
    if not _EXPONENT.fullmatch(mark):
        return None
    of_unit = _is_of_unit(before, mark)
    negative = not mark[0].isalnum() and before[-1:].isalnum()
    of_number = _TEN.search(before) or (before[-1:].isdigit() and _EQUATION.match(after))
    if of_unit or negative or of_number or _VARIABLE.search(before):
        return mark.translate(_UP)
    return None


def _is_of_unit(before: str, mark: str) -> bool:
    return mark in {"2", "3"} and bool(_METRE.search(before) or _OTHER_UNIT.search(before))


def _is_note(mark: str) -> bool:
    """Tell whether a superscript is one or more numbers, letters or signs of notes, or words in brackets."""
    if mark[0] == "[" and mark[-1] == "]" and len(mark) <= MAX_NOTE_MARK_LENGTH:
        return True
    words = re.findall(r"\w+", mark)
    signs = re.sub(r"\w+", "", mark)
    return bool(_NOTE_SIGNS.fullmatch(signs)) and all(map(_NOTE_WORD.fullmatch, words))


def _set_apart(before: str, mark: str, after: str) -> str:
    left = "" if before[-1].isspace() else " "
    right = " " if after[:1].isalnum() else ""
    return f"{left}{mark}{right}"
