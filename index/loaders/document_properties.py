"""Document properties (PDF, Word): title, author and day, but for what a program filled in by itself."""

import re

from index.loaders.normalisation import one_line

_NO_TITLE = re.compile(
    r"(?:untitled|(?:new |word )?document|(?:no )?title|(?:powerpoint )?presentation|slide|print)\s*\d*|"
    r"about:blank|microsoft (?:word|powerpoint|excel) -.*|https?://\S*|\S+\.(?:\w{2,4}|pages|indd)|[\W\d_]*|\(?anonymous\)?",
    re.I,
)
_NO_AUTHORS = frozenset(
    "user|admin|administrator|unknown|owner|author|root|guest|microsoft office user|windows user|apache poi|"
    "python-docx|anonymous|default|test|office|none|pc|home".split("|")
)

_PRINTERS = re.compile(
    r"mozilla|chrom(?:e|ium)|skia|quartz|print|safari|webkit|firefox|cairo|\bqt\b|ghostscript|prince|weasy|"
    r"puppeteer|playwright|headless|dompdf|mpdf|tcpdf|fpdf|itext|pdfkit|pdf24|pdfcreator|ilovepdf",
    re.I,
)
"""Regular expression of programs that print what somebody else wrote."""

_EDITORS = re.compile(
    r"\bword\b|indesign|quarkxpress|scribus|framemaker|pagemaker|libreoffice|openoffice|\bwriter\b|wordperfect|"
    r"\bpages\b|publisher|\btex\b|(?:pdf|xe|lua)tex|latex|typst|affinity",
    re.I,
)
"""Regular expression of programs in which texts are written or typeset."""


def is_day_of_writing(programs: str | None, author: str | None) -> bool:
    """Tell whether a PDF's day of creation says when its text was written, and not when somebody printed it.

    Args:
        programs: the names of the programs that made it.
        author: the person whom the document names.
    """
    programs = programs or ""
    return not _PRINTERS.search(programs) and bool(author or _EDITORS.search(programs))


def document_title(value: str | None) -> str | None:
    """Return a document's title property unless it is a file's name or a program's stand-in."""
    title = one_line(value)
    return None if not title or _NO_TITLE.fullmatch(title) else title


def document_author(value: str | None) -> str | None:
    """Return a document's author property where it reads like a person's name, not like an account's."""
    author = one_line(value)
    return author if author and author.lower() not in _NO_AUTHORS and " " in author else None
