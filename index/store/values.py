"""Values that a store returns: references to passages, and entries of the catalog."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal, NamedTuple

from index.articles import Article

VectorKey = tuple[str, int]
"""Key of a vector: the content hash of its article and the number of its passage, from 0."""

LookupField = Literal["id", "path", "url", "content_hash"]
"""Name of what articles are looked up by."""

LookupKey = tuple[LookupField, str]
"""A field and the value that articles are looked up by."""


class PassageRef(NamedTuple):
    """A stored passage: its id, unique in the record, and the day its article was published, if known."""

    id: int
    published: date | None


class StoredPassage(NamedTuple):
    """A passage's place in its article, in characters of the article's text."""

    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """An article in the catalog, without its text.

    Attributes:
        number: its serial number in the record: later articles have larger ones.
        header: the part of its text before the body, which is not in the full text.
        path: the file it was read from.
    """

    number: int
    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    header: str
    path: str | None

    @property
    def file_name(self) -> str:
        """The file's name without folder and ending; empty where it was read from a list of articles."""
        name = PurePath(self.path or "")
        return "" if name.name.lower().endswith((".jsonl", ".jsonl.gz")) else name.stem


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article in a list for a user; `passages` is how many it was split into."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    passages: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of articles, and how many there are in all."""

    articles: tuple[ListedArticle, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ServerState:
    """The state of one server of a record that is kept on several.

    Attributes:
        location: its address as users read it: without a password.
        is_primary: whether it takes what is written; else it is a replica, which is read from.
        problem: why it is not used just now, one line; "" where it is.
        lag: how many seconds a replica is behind the primary.
    """

    location: str
    is_primary: bool = False
    problem: str = ""
    lag: float = 0.0
