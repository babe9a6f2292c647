"""PDF fonts without a mapping to Unicode, whose text can be seen but not read."""

import re
from typing import Any

_READABLE_ENCODINGS = re.compile(
    r"/(?:.*(?:UTF16|UCS2).*|GB(?:K|pc)?-EUC-[HV]|GBK2K-[HV]|ETen(?:ms)?-B5-[HV]|90ms-RKSJ-[HV])"
)
"""Regular expression of the encodings of composite fonts that pypdf decodes without a `/ToUnicode` map."""

_OPAQUE_GLYPH = re.compile(r"/?(?:[a-zA-Z]{1,2}|cid|glyph|index|char|gid)[-_.]?\d{1,6}")
"""Regular expression of glyph names that only number the glyphs of a font: `/g23`, `/cid1042`."""


def is_unreadable(font: Any) -> bool:
    """Tell whether a font dictionary maps no codes to letters; a broken one counts as readable."""
    try:
        letters = font.get("/ToUnicode")
        if letters is not None:
            return _is_empty(letters.get_object())
        encoding = font.get("/Encoding")
        encoding = encoding.get_object() if encoding is not None else None
        if font.get("/Subtype") == "/Type0":
            return not (isinstance(encoding, str) and _READABLE_ENCODINGS.fullmatch(encoding))
        names = encoding.get("/Differences", []) if isinstance(encoding, dict) else []
        names = [name for name in names if isinstance(name, str)]
        return bool(names) and 2 * sum(map(_is_opaque, names)) > len(names)
    except (AttributeError, TypeError, ValueError, KeyError):
        return False


def _is_empty(letters: Any) -> bool:
    """Tell whether a map to Unicode maps nothing."""
    return hasattr(letters, "get_data") and b"beginbf" not in letters.get_data()


def _is_opaque(name: str) -> bool:
    return _OPAQUE_GLYPH.fullmatch(name) is not None
