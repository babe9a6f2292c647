"""JSON Lines: one article a line, read as a stream; a line that cannot be used is named by its number."""

import gzip
import json
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.charset import refuse_known_binary
from index.loaders.json_fields import read_fields
from index.loaders.normalisation import first_words, one_line, printable

MAX_LINE_BYTES = 100_000_000
"""Number of bytes of one line, at most; a longer one is skipped and reported."""

LONGEST_ID = 200

_BAD_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)


def read_lines(path: Path, absolute: str) -> Iterator[Article | UnreadableArticle]:
    """Yield the article or the error of each line that is not blank.

    Args:
        path: a `.jsonl` or `.jsonl.gz` file.
        absolute: its absolute path; an article's `path` is this with `#` and the line number.

    Raises:
        UnreadableArticle: the file as a whole is of another kind.
        OSError: the file cannot be opened.
    """
    with path.open("rb") as raw:
        yield from read_stream(raw, printable(str(path)), absolute)


def read_stream(raw: IO[bytes], where: str, name: str) -> Iterator[Article | UnreadableArticle]:
    """Yield the article or the error of each line of an open file; see `read_lines`.

    Args:
        raw: the file, of any object storage.
        where: its name in messages.
        name: its absolute path or address, which says by its ending whether it is compressed.
    """
    seen = False
    with gzip.open(raw, "rb") if name.lower().endswith(".gz") else raw as stream:
        for number, line in _numbered_lines(stream, where):
            if isinstance(line, UnreadableArticle):
                yield line
            elif line.strip():
                try:
                    yield _article(line, f"{where}:{number}", f"{name}#{number}")
                except UnreadableArticle as error:
                    yield error
            seen = seen or isinstance(line, UnreadableArticle) or bool(line.strip())
    if not seen:
        yield UnreadableArticle(where, "empty; add a file that holds an article")


def _numbered_lines(
    stream: IO[bytes] | gzip.GzipFile, where: str
) -> Iterator[tuple[int, bytes | UnreadableArticle]]:
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(MAX_LINE_BYTES + 1)
            too_long = len(line) > MAX_LINE_BYTES
            while line and len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE_BYTES + 1)
                too_long = True
        except _BAD_GZIP as error:
            kind = (
                "not a gzip file"
                if number == 1 and isinstance(error, gzip.BadGzipFile)
                else "damaged or cut-off gzip"
            )
            yield (
                number,
                UnreadableArticle(f"{where}:{number}", f"{kind}; what stands before is kept, fetch it again"),
            )
            return
        if number == 1:
            _refuse_other_files(line, where)
            line = line.removeprefix(b"\xef\xbb\xbf")
        if too_long:
            yield number, UnreadableArticle(f"{where}:{number}", "line over 100 MB; split the article")
        elif not line:
            return
        else:
            yield number, line


def _refuse_other_files(first: bytes, where: str) -> None:
    refuse_known_binary(first, where)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first:
        raise UnreadableArticle(where, "not JSON Lines in UTF-8; save it as UTF-8")


def _article(line: bytes, where: str, path: str) -> Article:
    row = _row(line, where)
    fields = read_fields(row)
    if not fields:
        text = row.get("text")
        what = "has no text" if text is None or isinstance(text, str) else "has a text that is not a string"
        raise UnreadableArticle(where, f'{what}; give the article as "text"')
    _refuse_unstorable(where, fields.text, fields.title, fields.source, fields.author, fields.url)
    return Article(
        id=_id(row.get("id"), where),
        text=fields.text,
        title=one_line(fields.title) or first_words(fields.text),
        source=fields.source,
        author=fields.author,
        published=fields.published,
        url=fields.url,
        path=path,
        left_out=tuple(f"{where}: {what}" for what in fields.left_out),
    )


def _row(line: bytes, where: str) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            where, f"not UTF-8 (byte {error.start} of the line); save it as UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise UnreadableArticle(
            where, f"not JSON ({error.msg}, column {error.colno}); correct the line"
        ) from None
    except (ValueError, RecursionError):
        raise UnreadableArticle(
            where, "JSON nested too deep or with too long a number; correct the line"
        ) from None
    if not isinstance(row, dict):
        raise UnreadableArticle(where, 'not an object; write {"text": "..."} on each line')
    return row


def _refuse_unstorable(where: str, *values: str | None) -> None:
    for value in values:
        if not value:
            continue
        if "\0" in value:
            raise UnreadableArticle(where, "holds a NUL character; remove it")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise UnreadableArticle(
                where, r"holds half of a character (a lone \ud800 to \udfff); correct it"
            ) from None


def _id(value: object, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise UnreadableArticle(
            where, '"id" is neither a string nor a whole number; correct it or leave it out'
        )
    try:
        name = str(value).strip()
    except ValueError:  # an integer of thousands of digits
        name = "0" * (LONGEST_ID + 1)
    if len(name) > LONGEST_ID:
        raise UnreadableArticle(where, f'"id" is longer than {LONGEST_ID} characters; shorten it')
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in name):
        raise UnreadableArticle(where, '"id" holds control characters; correct it or leave it out')
    return name
