"""Document properties (PDF, Word) as names; what a program filled in by itself is no name."""

import re

from index.loaders.tidy import one_line

_NO_TITLE = re.compile(
    r"(?:untitled|(?:new |word )?document|(?:no )?title|(?:powerpoint )?presentation|slide|print)\s*\d*|"
    r"about:blank|microsoft (?:word|powerpoint|excel) -.*|https?://\S*|\S+\.(?:\w{2,4}|pages|indd)|[\W\d_]*|\(?anonymous\)?",
    re.I,
)
_NO_AUTHORS = frozenset(
    "user|admin|administrator|unknown|owner|author|root|guest|microsoft office user|windows user|apache poi|"
    "python-docx|anonymous|default|test|office|none|pc|home".split("|")
)


def document_title(value: str | None) -> str | None:
    """Return a document's title property unless it is a file's name or a program's stand-in."""
    title = one_line(value)
    return None if not title or _NO_TITLE.fullmatch(title) else title


def document_author(value: str | None) -> str | None:
    """Return a document's author property where it reads like a person's name, not like an account's."""
    author = one_line(value)
    return author if author and author.lower() not in _NO_AUTHORS and " " in author else None
