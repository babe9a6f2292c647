"""The PDF parser, pypdf in a process of its own; `pdf` runs it through `limited_process`."""

import io
import logging
from dataclasses import astuple
from typing import Any

from index.loaders.limited_process import serve_limited
from index.loaders.pdf_lines import lines_of
from index.loaders.pdf_structure import StructurePlace, places_by_page
from index.loaders.pdf_text_runs import text_runs


def read(data: bytes) -> dict[str, Any]:
    """Return `pages` (the lines of each), `title`, `author`, `created` (ISO) and `programs`; or an `error`.

    Raises:
        Exception: whatever pypdf raises for a broken file, which may be anything.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "encrypted"}
        return {"pages": _pages(reader), **_facts(reader)}
    except (
        DependencyError,
        FileNotDecryptedError,
        NotImplementedError,
    ):  # a password, or a cipher not built in
        return {"error": "encrypted"}
    except LimitReachedError:  # pypdf's own limit on what a compressed stream may unpack to
        return {"error": "memory"}


def _pages(reader: Any) -> list[list[tuple[Any, ...]]]:
    """Return the lines of each page as tuples of their fields."""
    places = _places(reader)
    pages = []
    for page in reader.pages:
        number = page.indirect_reference.idnum if page.indirect_reference else 0
        pages.append([astuple(line) for line in lines_of(text_runs(page, places.get(number, {})))])
    return pages


def _places(reader: Any) -> dict[int, dict[int, StructurePlace]]:
    """Return the places of marked contents; a broken structure must not cost the text."""
    try:
        return places_by_page(reader)
    except MemoryError:
        raise
    except Exception:
        return {}


def _facts(reader: Any) -> dict[str, str | None]:
    """Return the document's properties; broken ones must not cost the text."""
    facts: dict[str, str | None] = {"title": None, "author": None, "created": None, "programs": None}
    try:
        information = reader.metadata
        facts["title"] = information.title and str(information.title)
        facts["author"] = information.author and str(information.author)
        facts["programs"] = " ".join(
            str(name) for name in (information.creator, information.producer) if name
        )
        facts["created"] = information.creation_date.date().isoformat()
    except MemoryError:
        raise
    except Exception:  # also where there is none: what was read so far stands
        return facts
    return facts


if __name__ == "__main__":
    serve_limited(read)
