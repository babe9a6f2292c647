"""The process that parses one PDF: bytes in on stdin, JSON out on stdout, under a memory limit.

A hostile PDF can make any parser loop or grow without bound; here that ends a process, not the program.
Output: `{"pages": [...], "title", "author", "created"}`, or `{"error", "detail"}` with the error encrypted,
broken or memory.
"""

import json
import sys
from typing import Any


def main() -> None:
    """Read a PDF from stdin and print what it says; the memory limit in bytes is the first argument."""
    _limit_memory(int(sys.argv[1]))
    try:
        answer = _guarded_read(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"error": "memory"}
    except RecursionError:
        answer = {"error": "broken", "detail": "nested too deep"}
    except Exception as error:  # pypdf documents that broken files may cause other exceptions than its own
        answer = {"error": "broken", "detail": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer))


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):
        return


def _guarded_read(data: bytes) -> dict[str, Any]:
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    try:
        return _read(data)
    except (
        DependencyError,
        FileNotDecryptedError,
        NotImplementedError,
    ):  # a password, or a cipher not built in
        return {"error": "encrypted"}
    except LimitReachedError:  # pypdf's own limit on what a compressed stream may unpack to
        return {"error": "memory"}


def _read(data: bytes) -> dict[str, Any]:
    import io
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "encrypted"}
    # Before the pages, so that a broken document information never costs the text.
    facts = _facts(reader)
    return {"pages": [page.extract_text() for page in reader.pages], **facts}


def _facts(reader: Any) -> dict[str, str | None]:
    try:
        information = reader.metadata
        title, author = information.title, information.author
    except MemoryError:
        raise
    except Exception:  # also without any information
        return {"title": None, "author": None, "created": None}
    try:
        created = information.creation_date.date().isoformat()
    except Exception:
        created = None
    return {"title": title and str(title), "author": author and str(author), "created": created}


if __name__ == "__main__":
    main()
