"""Text as PostgreSQL stores it: it refuses the character NUL, which a text may hold."""

_ESCAPE = "\x10"
_ESCAPED = {_ESCAPE: _ESCAPE * 2, "\0": f"{_ESCAPE}0"}
_TABLE = str.maketrans(_ESCAPED)


def stored(text: str) -> str:
    """Return a text with NUL escaped; one without it comes back unchanged, as nearly every text does."""
    return text.translate(_TABLE) if "\0" in text or _ESCAPE in text else text


def looked_up(text: str) -> str:
    """Return a text as it would be stored; none with half of a character, a lone surrogate, ever is."""
    return stored(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def restored(text: str) -> str:
    """Return the text that was stored."""
    if _ESCAPE not in text:
        return text
    halves = text.split(_ESCAPE * 2)
    return _ESCAPE.join(half.replace(f"{_ESCAPE}0", "\0") for half in halves)


def stored_or_none(text: str | None) -> str | None:
    """Return a text as it is stored, None where there is none."""
    return None if text is None else stored(text)


def restored_or_none(text: str | None) -> str | None:
    """Return the text that was stored, None where there was none."""
    return None if text is None else restored(text)
