"""PDF: parsed by `pdf_worker` in a process of its own, its lines folded into paragraphs here."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders.header import header_of, headline
from index.loaders.pdf_text import fold
from index.loaders.properties import document_author, document_title
from index.loaders.tidy import is_blank, one_line, readable_stem

LONGEST_WAIT = 60.0
"""Seconds; a newspaper page takes well under one."""

MEMORY_LIMIT = 2 * 1024**3
"""Bytes of address space the worker may take."""

_AS_TEXT = "save it as .txt or .docx"


def read(
    data: bytes, where: str, stem: str, seconds: float = LONGEST_WAIT, memory: int = MEMORY_LIMIT
) -> Article:
    """Make an article of a PDF.

    Args:
        data: the whole file.
        where: path or address, for errors.
        stem: made the title when the document has none.
        seconds, memory: the limits of the process that parses it.

    Raises:
        UnreadableArticle: broken, encrypted, without text, or over a limit.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableArticle(where, "not a PDF; check how it was saved")
    answer = _ask_worker(data, where, seconds, memory)
    text = fold(answer["pages"])
    if is_blank(text):
        raise UnreadableArticle(
            where, "a PDF without text, probably scanned; run text recognition (OCR) on it first"
        )
    title = document_title(answer["title"])
    header = header_of(text, title)
    created = answer["created"]
    return Article(
        id="",
        text=text,
        title=title or header.title or headline(text) or readable_stem(stem),
        source=header.source,
        author=header.author or document_author(answer["author"]),
        published=header.published or (date.fromisoformat(created) if created else None),
        url=header.url,
        body_start=header.body_start,
    )


def _ask_worker(data: bytes, where: str, seconds: float, memory: int) -> dict[str, Any]:
    # -P and PYTHONPATH: the worker finds this package and nothing in the folder it happens to run in.
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "index.loaders.pdf_worker", str(memory)],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableArticle(
            where, f"reading this PDF takes over {seconds:g} seconds; {_AS_TEXT}"
        ) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        answer = {"error": "memory" if b"MemoryError" in done.stderr else "broken"}
    match answer.get("error"):
        case None:
            return answer
        case "encrypted":
            raise UnreadableArticle(where, "an encrypted PDF; remove its password and add it again")
        case "memory":
            raise UnreadableArticle(where, f"reading this PDF takes too much memory; {_AS_TEXT}")
        case _:
            detail = one_line(answer.get("detail"), 100)
            raise UnreadableArticle(
                where, f"a broken PDF{f' ({detail})' if detail else ''}; fetch it again, or {_AS_TEXT}"
            )
