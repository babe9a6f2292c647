"""Report of what adding left out, and what to do about it: files of other formats, folders, fields."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.loaders import FORMATS, MAX_NAMED, FoundFiles
from ui import terminal

_ADVICE = {
    "save mail and saved pages as .html or .pdf": "eml msg mbox mht mhtml webarchive maff xhtml",
    "save documents and e-books as .docx, .pdf or .txt": (
        "rtf epub mobi azw azw3 odt ott doc docm dot pages wpd wps tex rst adoc org ps djvu ppt pptx odp key"
    ),
    "save tables and data as .jsonl, one article a line": (
        "csv tsv xls xlsx xlsm ods numbers json xml yaml yml ipynb"
    ),
    "unpack archives": "zip tar gz tgz bz2 xz 7z rar",
}
"""What to do with files that may hold articles, by how their names end."""

_MAY_HOLD_ARTICLES = {f".{suffix}": advice for advice, listed in _ADVICE.items() for suffix in listed.split()}

FIELDS_LEFT_OUT = "Kept without what could not be read of them:"
"""Sentence before the fields of articles that could not be read."""


def advice_for(file: Path) -> str:
    """Return what to do with a file that may hold articles but is of no format that can be read; else ""."""
    return _MAY_HOLD_ARTICLES.get(file.suffix.lower(), "")


def tell_of_files(folder: Path, found: FoundFiles) -> None:
    """Print the files of a folder that cannot be read, those that may hold articles first, and what to do."""
    if found.left_out:
        files = sorted(found.left_out, key=lambda file: (not advice_for(file), file))
        advice = dict.fromkeys(filter(None, map(advice_for, files)))
        what_to_do = "; ".join(("", *advice))
        _say(
            f"Left out, since they are of formats that cannot be read: {_listed(folder, files)}. "
            f"The formats are {', '.join(FORMATS)}{what_to_do}."
        )
    if found.passed_over:
        _say(f"Passed over, hidden or a program's own: {_listed(folder, found.passed_over)}.")


def tell_of_fields(left_out: Sequence[str]) -> None:
    """Print the fields that could not be read of articles that were kept."""
    if not left_out:
        return
    _say(FIELDS_LEFT_OUT)
    for told in left_out[:MAX_NAMED]:
        _say(f"  {told}")
    if len(left_out) > MAX_NAMED:
        _say(f"  and {len(left_out) - MAX_NAMED:,} more")


def _listed(folder: Path, paths: Iterable[Path]) -> str:
    names = [str(path.relative_to(folder)) for path in paths]
    more = len(names) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _say(line: str) -> None:
    indent = line[: len(line) - len(line.lstrip())]
    sys.stdout.write(f"{indent}{terminal.plain(line)}\n")
