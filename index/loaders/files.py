"""Loading articles from a path: discovery of files, and reading in which one bad file stops nothing."""

import gzip
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedIOBase
from pathlib import Path, PurePath

from index.articles import Article
from index.errors import InputError, UnreadableArticle
from index.loaders import json_lines, markdown, pdf, plain_text, web_page, word
from index.loaders.normalisation import printable

FORMATS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".jsonl.gz")
"""Suffixes of the files that can be read, in lower case."""

MAX_FILE_BYTES = 200_000_000
"""Number of bytes of a file that holds one article, at most; JSONL is streamed, so its size has no limit."""

_COUNTED = 32_000_000
"""Number of bytes of JSONL whose lines are counted; beyond, their number is extrapolated."""

MAX_NAMED = 10
"""Number of files or fields that a message names, at most; of more it gives the number."""

_OF_PROGRAMS = frozenset({"node_modules", "venv", "__pycache__", "__MACOSX", "site-packages"})
_MARKS_OF_PROGRAMS = ("pyvenv.cfg", "library.sqlite")
"""Names of files that mark a virtual environment of Python, and a library of articles."""

_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})

_FORMATS_TOLD = f"the formats are {', '.join(FORMATS)}"


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files at a path.

    Attributes:
        files: those that can be loaded, in the order of their paths. A folder that cannot be opened is among
            them, so that `load_file` reports it by name.
        left_out: the files of other formats.
        passed_over: hidden files and folders, and folders of programs, that were not looked into.
    """

    files: tuple[Path, ...]
    left_out: tuple[Path, ...] = ()
    passed_over: tuple[Path, ...] = ()


def discover_files(path: Path) -> FoundFiles:
    """Return the files to load at a path, and what was left out.

    Args:
        path: a file, or a folder that is searched with its subfolders, but not through links to folders.

    Raises:
        InputError: nothing at the path, a folder that cannot be opened, or none of the formats.
    """
    where = printable(str(path))
    try:
        if path.is_dir():
            found = _search(path)
            if not found.files:
                raise InputError(f"{where} holds no file that can be read; {_FORMATS_TOLD}.{_named(found)}")
            return found
        if not path.exists() and not path.is_symlink():
            raise InputError(f"{where} does not exist. Check the path and try again.")
    except OSError as error:
        raise InputError(f"{where} {_failure(error)}.") from error
    except ValueError:  # a NUL character inside
        raise InputError(f"{where} is no path. Check it and try again.") from None
    if not format_of(path):
        raise UnreadableArticle(where, f"not a format that can be read; {_FORMATS_TOLD}")
    return FoundFiles((path,))


def find_files(path: Path) -> list[Path]:
    """Return the files to load at a path; see `discover_files`."""
    return list(discover_files(path).files)


def count_articles(path: Path) -> int:
    """Return an estimate of the number of articles in a file: lines of JSONL, else 1. Never raises."""
    if not format_of(path).startswith(".jsonl"):
        return 1
    try:
        with path.open("rb") as raw:
            stream = gzip.GzipFile(fileobj=raw) if format_of(path) == ".jsonl.gz" else raw
            return _count_lines(stream, raw, path.stat().st_size)
    except (OSError, ValueError, EOFError, zlib.error):
        return 1


def load_file(path: Path) -> Iterator[Article | UnreadableArticle]:
    """Yield the articles of one file.

    Yields:
        The articles; and in the place of each that cannot be read, the error as a value. An article's `id`
        is what its JSONL line gives, else empty; its `path` is absolute, with `#` and the line for JSONL.
    """
    where = printable(str(path))
    try:
        absolute = _storable_path(path, where)
        if path.is_dir() or not path.is_file():
            path.stat()  # raises what is wrong with a link that leads nowhere
            if path.is_dir():
                next(path.iterdir(), None)  # raises for a locked folder
            raise UnreadableArticle(where, "no regular file; give a file or a folder of files")
        if format_of(path).startswith(".jsonl"):
            yield from json_lines.read_lines(path, absolute)
        else:
            yield replace(_read(path, where), path=absolute)
    except UnreadableArticle as error:
        yield error
    except (OSError, ValueError) as error:
        yield UnreadableArticle(where, _failure(error))


def _search(folder: Path) -> FoundFiles:
    def report(error: OSError) -> None:
        if error.filename is None or Path(error.filename) == folder:
            raise error
        files.append(Path(error.filename))

    files: list[Path] = []
    left_out: list[Path] = []
    passed_over: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=report):
        strange = {name for name in folders if _is_passed_over(Path(root, name))}
        passed_over += [Path(root, name) for name in strange]
        folders[:] = [name for name in folders if name not in strange]
        for name in names:
            file = Path(root, name)
            if not (file.is_file() or file.is_symlink()) or name.lower() in _OF_THE_SYSTEM:
                continue
            if name.startswith("."):
                passed_over += [file] if format_of(file) and not name.startswith("._") else []
            else:
                (files if format_of(file) else left_out).append(file)
    return FoundFiles(tuple(sorted(files)), tuple(sorted(left_out)), tuple(sorted(passed_over)))


def _is_passed_over(folder: Path) -> bool:
    """Tell whether a folder is hidden, or holds what programs keep for themselves."""
    name = folder.name
    marks = (folder / mark for mark in _MARKS_OF_PROGRAMS)
    # Path.is_file raises where a folder is locked.
    return name.startswith(".") or name in _OF_PROGRAMS or any(map(os.path.isfile, marks))


def _named(found: FoundFiles) -> str:
    """Return the names of the first files that were left out, for a message about a folder of no others."""
    if not found.left_out:
        return ""
    names = [printable(file.name) for file in found.left_out[:MAX_NAMED]]
    more = len(found.left_out) - len(names)
    return f" Left out: {', '.join(names)}{f' and {more} more' if more else ''}."


def format_of(path: PurePath) -> str:
    """Return which of FORMATS a file's name ends in; "" for none."""
    name = path.name.lower()
    return next((suffix for suffix in sorted(FORMATS, key=len, reverse=True) if name.endswith(suffix)), "")


def _storable_path(path: Path, where: str) -> str:
    absolute = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow links
    try:
        absolute.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableArticle(where, "its name is not valid UTF-8; rename it") from None
    return absolute


def _read(path: Path, where: str) -> Article:
    suffix = format_of(path)
    if not suffix:
        raise UnreadableArticle(where, f"not a format that can be read; {_FORMATS_TOLD}")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableArticle(where, "over 200 MB; split it")
    return read_format(suffix, path.read_bytes(), where, path.name[: -len(suffix)])


def read_format(suffix: str, data: bytes, where: str, stem: str) -> Article:
    """Return the article in a file's bytes, by the reader for its suffix, one of FORMATS but JSONL's.

    Raises:
        UnreadableArticle: the bytes hold no article in that format.
    """
    if not data:
        raise UnreadableArticle(where, "empty; add a file that holds an article")
    match suffix:
        case ".txt":
            return plain_text.read(data, where, stem)
        case ".md" | ".markdown":
            return markdown.read(data, where, stem)
        case ".html" | ".htm":
            return web_page.read(data, where, stem)
        case ".pdf":
            return pdf.read(data, where, stem)
        case _:
            return word.read(data, where, stem)


def _count_lines(stream: BufferedIOBase, raw: BufferedIOBase, size: int) -> int:
    lines, seen, last = 0, 0, b"\n"
    while seen < _COUNTED and (block := stream.read(1_000_000)):
        lines, seen, last = lines + block.count(b"\n"), seen + len(block), block[-1:]
    lines += last != b"\n"
    read = raw.tell()
    return max(1, lines * size // read if seen >= _COUNTED and read else lines)


def _failure(error: OSError | ValueError) -> str:
    match error:
        case PermissionError():
            return "cannot be opened: permission denied; check who may read it"
        case FileNotFoundError():
            return "does not exist; check the path"
        case OSError(strerror=reason) if reason:
            return f"cannot be read ({reason}); check the disk and the path"
        case _:
            return "cannot be read; check the path"
