"""What one PDF says, read by pypdf in a process of its own; `pdf` asks for it through `process`."""

import io
import logging
from typing import Any

from index.loaders.process import answer


def read(data: bytes) -> dict[str, Any]:
    """Return `pages` (the text of each), `title`, `author` and `created` (ISO); or an `error`.

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
        return {"pages": [page.extract_text() for page in reader.pages], **_facts(reader)}
    except (
        DependencyError,
        FileNotDecryptedError,
        NotImplementedError,
    ):  # a password, or a cipher not built in
        return {"error": "encrypted"}
    except LimitReachedError:  # pypdf's own limit on what a compressed stream may unpack to
        return {"error": "memory"}


def _facts(reader: Any) -> dict[str, str | None]:
    """Return what the document information says; a broken one must not cost the text."""
    facts: dict[str, str | None] = {"title": None, "author": None, "created": None}
    try:
        information = reader.metadata
        facts["title"] = information.title and str(information.title)
        facts["author"] = information.author and str(information.author)
        facts["created"] = information.creation_date.date().isoformat()
    except MemoryError:
        raise
    except Exception:  # also where there is none: what was read so far stands
        return facts
    return facts


if __name__ == "__main__":
    answer(read)
