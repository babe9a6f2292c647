"""Charset detection without guessing: UTF-8, a byte-order mark, or plainly Windows-1252.

A wrong guess would put letters into quotes that no article has, so doubtful bytes are refused.
"""

import codecs
import re
import unicodedata

from index.errors import UnreadableArticle
from index.loaders.normalisation import is_blank

_MAGIC = (
    (b"%PDF-", "a PDF", "rename it to .pdf"),
    (b"PK\x03\x04", "a zip archive or office document", "unpack it, or rename a Word document to .docx"),
    (b"\x89PNG", "a PNG image", "add the article's text instead"),
    (b"\xff\xd8\xff", "a JPEG image", "add the article's text instead"),
    (b"GIF8", "a GIF image", "add the article's text instead"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x7fELF", "a program", "add a text file instead"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save it as .docx or .txt"),
    (b"{\\rtf", "a rich text document", "save it as .docx or .txt"),
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32 stands before UTF-16, whose little-endian mark its own begins with."""

_TYPOGRAPHY = frozenset("’‘“”‚„–—…«»‹›·•\u00ad\u00a0§°£€¢¥©®™¡¿½¼¾±×÷ªº¹²³´`µ¶†‡")
_INSIDE_WORDS = frozenset("’‘´·–—…\u00ad\u00a0")
_SPACING = frozenset("\t\n\r\f\v")


def decode_text(data: bytes, where: str, charset: str | None = None) -> str:
    """Return the text of a file as it stands; only a byte-order mark is dropped, line ends are kept.

    Args:
        data: the whole file.
        where: path or address, for the error.
        charset: the encoding a web server declared, used when the bytes are not UTF-8.

    Raises:
        UnreadableArticle: binary, blank, or in an encoding that cannot be told.
    """
    refuse_known_binary(data, where)
    text = _decode(data, where, charset)
    if "\0" in text:
        raise UnreadableArticle(where, "not text (it holds NUL bytes); save it as UTF-8 text")
    if _control_characters(text[:100_000]) * 100 > min(len(text), 100_000):
        raise UnreadableArticle(where, "not text (it holds control characters); save it as UTF-8 text")
    if is_blank(text):
        raise UnreadableArticle(where, "empty; add a file that holds an article")
    return text


def refuse_known_binary(data: bytes, where: str) -> None:
    """Raise UnreadableArticle when the first bytes are those of a format that is no text."""
    for start, what, advice in _MAGIC:
        if data.startswith(start):
            raise UnreadableArticle(where, f"not text but {what}; {advice}")


def _decode(data: bytes, where: str, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"not the {encoding[:6].rstrip('-').upper()} its first bytes promise"
                raise UnreadableArticle(
                    where, f"{reason} (byte {error.start + len(mark)}); save it as UTF-8"
                ) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _decode_as(data, charset) if charset else None
        text = declared if declared is not None else _decode_western(data)
        if text is None:
            raise UnreadableArticle(
                where,
                f"not text in UTF-8 (byte {error.start}); convert it, e.g. with "
                "`iconv -f ITS-ENCODING -t UTF-8`, and add the result",
            ) from None
        return text


def _decode_as(data: bytes, charset: str) -> str | None:
    try:
        text = data.decode(charset)
        text.encode("utf-8")  # codecs such as utf-7 let lone surrogates through
    except (LookupError, UnicodeError, ValueError):
        return None
    return text


def _decode_western(data: bytes) -> str | None:
    """Return the text by Windows-1252 where that reads like Western text, not like a misread encoding."""
    if b"\0" in data or _is_damaged_utf8(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = sum(map(str.isalpha, text))
    foreign = [match.start() for match in re.finditer(r"[^\x00-\x7f]", text)]
    if sum(text[at].isalpha() for at in foreign) * 5 > letters * 2:
        return None
    odd = sum(_is_odd(text, at) for at in foreign)
    return text if odd * 50 <= len(foreign) else None


def _is_damaged_utf8(data: bytes) -> bool:
    good = sum(ord(char) > 127 for char in data.decode("utf-8", "ignore"))
    broken = data.decode("utf-8", "replace").count("\ufffd")
    return good >= broken


def _is_odd(text: str, at: int) -> bool:
    """Tell whether a non-ASCII character stands where Western text would not have one."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char.isalpha() and char not in "ªºµ":
        return char.isupper() and before.islower()
    if char not in _TYPOGRAPHY:
        return True
    if (char in "‚„¿¡" and before.isalpha()) or (char in "†‡" and after.isalpha()):
        return True
    return before.isalpha() and after.isalpha() and char not in _INSIDE_WORDS


def _control_characters(text: str) -> int:
    return sum(unicodedata.category(char) == "Cc" and char not in _SPACING for char in text)
