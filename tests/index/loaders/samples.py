"""Small files of every format, made for the tests; nothing here is taken from a real article."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders import load_file

BODY = (
    "The talks began on Monday in a hotel by the lake, officials said. They went on through the night and "
    "ended without a deal.\n\nBoth sides said they would meet again in autumn."
)

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Lake talks end - Valley Gazette</title>
<meta property="og:site_name" content="Valley Gazette"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-06-16T18:26:00Z">
<link rel="canonical" href="https://example.org/lake-talks"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Lake talks end</h1>
<p>The talks began on Monday in a hotel by the lake, officials said. They went on through the night.</p>
<script>var secret = "never an answer";</script>
<p>Nobody would say at noon why the two delegations had left the hotel by its back door in the morning.</p>
<table><tr><th>Country</th><th>Seats</th></tr><tr><td>Arcadia</td><td>Seventeen</td></tr></table>
<p>Both sides said they would meet again in autumn, when the new council will have been elected.</p>
</article><footer>Copyright Valley Gazette</footer></body></html>"""


def pdf(*pages: list[str], **information: str) -> bytes:
    """Make a PDF of pages of lines, with document information such as `Title="..."`."""
    shown = ["".join(f"({line.translate(_ESCAPES)}) Tj T*\n" for line in lines) for lines in pages]
    return drawn_pdf(*(f"BT /F1 10 Tf 14 TL 50 780 Td\n{page}ET" for page in shown), **information)


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def drawn_pdf(*contents: str, font: str = HELVETICA, structure: str = "", **information: str) -> bytes:
    """Make a PDF whose pages, objects 6, 8 and so on, hold these operations; `/F1` is the font.

    Args:
        contents: the operations of each page.
        font: its dictionary.
        structure: the dictionary of the root of a tagged document's structure, empty for none.
        information: the document information.
    """
    kids = " ".join(f"{number} 0 R" for number in range(6, 6 + 2 * len(contents), 2))
    entries = " ".join(f"/{key} ({value})" for key, value in information.items())
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {'/StructTreeRoot 5 0 R' if structure else ''} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        font,
        f"<< {entries} >>",
        structure or "null",
    ]
    for number, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream")
    return pdf_of_objects(objects, "/Root 1 0 R /Info 4 0 R")


_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def pdf_of_objects(objects: list[str], trailer: str) -> bytes:
    """Write PDF objects, numbered from 1, with their table and trailer."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return data + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("latin-1")


def zip_of(**parts: bytes) -> bytes:
    """Make a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def articles(path: Path) -> list[Article]:
    """Load a file that must be readable throughout."""
    return list(map(_article, load_file(path)))


def article(path: Path) -> Article:
    """Load a file of one article."""
    (only,) = articles(path)
    return only


def errors(path: Path) -> list[UnreadableArticle]:
    """Load a file and return what could not be read, each a message on one line."""
    return list(_errors(load_file(path)))


def error(path: Path) -> str:
    """Load a file that cannot be read and return its one message."""
    (only,) = load_file(path)
    assert isinstance(only, UnreadableArticle)
    assert "\n" not in str(only)
    assert path.name in only.where
    return str(only)


def _article(loaded: Article | UnreadableArticle) -> Article:
    assert isinstance(loaded, Article), str(loaded)
    assert 0 <= loaded.body_start < len(loaded.text)
    return loaded


def _errors(loaded: Iterator[Article | UnreadableArticle]) -> Iterator[UnreadableArticle]:
    for each in loaded:
        if isinstance(each, UnreadableArticle):
            assert "\n" not in str(each)
            yield each
