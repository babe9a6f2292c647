"""Notes of correction: what one of their sentences says is only true with the others, so all are quoted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.passages import Span
from qa.reader import Reading

LONGEST_NOTE = 800
"""Number of characters of a paragraph that is quoted whole."""

_PIECE = "(?:article|story|report|piece|post|column|item|text|page|headline|caption|interview|essay|review)"
_OPENS = re.compile(
    r"\W{0,3}(?:(?:editor|publisher)[’']?s?[’']? note|corrections?|corrected|clarifications?|errat(?:um|a)|"
    r"amendment|retraction|korrektur|berichtigung|rectificat(?:if|ion)|corrección|rettelse|rättelse|correzione)"
    r"(?:\s(?:and|of|on|to|from)\b[^:\n]{0,60})?\s?[:.—–(-]",
    re.IGNORECASE,
)
_SPEAKS_OF_AN_EARLIER_TEXT = re.compile(
    r"\b(?:earlier|previous|original|prior|first|older) (?:version|edition|draft)s? of (?:this|the|our|that) "
    rf"{_PIECE}\b|"
    rf"\bthis {_PIECE} (?:was|has been|originally|previously|initially|first|earlier|incorrectly|wrongly)\b"
    r"[^.\n]{0,60}\b(?:amended|corrected|clarified|said|stated|misstated|named|gave|misspelled|misidentified)\b",
    re.IGNORECASE,
)
_TELLS_WHAT_WAS_WRONG = re.compile(
    r"\b(?:earlier|previous|original|prior|originally|previously|incorrect\w*|wrong\w*|erroneous\w*|mis[a-z]+ed|"
    r"mistake\w*|had said|in error)\b",
    re.IGNORECASE,
)


def with_whole_notes(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, those in a note of correction widened to all of it; each note once."""
    widened: list[Reading] = []
    for reading in readings:
        note = _note_around(reading.article.text, reading.start, reading.end)
        whole = (
            replace(reading, start=note[0], end=note[1], answer=_right_words(reading)) if note else reading
        )
        if not note or all(other.key != whole.key for other in widened):
            widened.append(whole)
    return widened


def is_note(reading: Reading) -> bool:
    """Whether a reading is a note of correction."""
    return _note_around(reading.article.text, reading.start, reading.end) == (reading.start, reading.end)


def _right_words(reading: Reading) -> Span | None:
    """Return the answering words, unless their sentence tells what was wrong."""
    return None if _TELLS_WHAT_WAS_WRONG.search(reading.quote) else reading.answer


def _note_around(text: str, start: int, end: int) -> Span | None:
    """Return the place of the note of correction in which a sentence stands, else None."""
    begin = text.rfind("\n", max(0, start - LONGEST_NOTE), start) + 1 or max(0, start - LONGEST_NOTE)
    stop = text.find("\n", end)
    line = text[begin : len(text) if stop < 0 else stop]
    note = _OPENS.match(line) or _SPEAKS_OF_AN_EARLIER_TEXT.search(line)
    if not note or len(line) > LONGEST_NOTE:
        return None
    return begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())
