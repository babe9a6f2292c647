"""Identity of an incoming article: whether it is new, a new version of a stored one, a copy, or the same."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from index.articles import Article, slug
from index.errors import UnreadableArticle
from index.store.protocol import Record
from index.store.values import LookupKey

_LINE = re.compile(r"(.+\.jsonl(?:\.gz)?)#[0-9]+", re.DOTALL | re.IGNORECASE)
"""Regular expression of the path of a line of JSONL."""


class IngestOutcome(Enum):
    """The outcome of adding an article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Identification:
    """An incoming article, identified.

    Attributes:
        outcome: the outcome that storing `article` will have.
        article: the incoming article under its id in the library.
        stored: the article of that id as the library has it, None for a new one.
    """

    outcome: IngestOutcome
    article: Article
    stored: Article | None


def identify(record: Record, article: Article, taken: Collection[str]) -> Identification:
    """Identify an article by the id its source gave it, else by its path or address, else by its content.

    Args:
        record: the record of the library.
        article: its `id` is empty unless its source gave it one.
        taken: the ids of articles about to be stored, whose content in the record is out of date.

    Raises:
        UnreadableArticle: its id is that of an article which this library named.
    """
    if article.id:
        stored = next(iter(record.find("id", article.id)), None)
        if stored and not record.is_named(stored.id):
            raise UnreadableArticle(
                article.path or article.id,
                f"the id {article.id!r} is that of {stored.path or stored.url or 'another article'}. "
                "Give this article another id.",
            )
    else:
        stored = _with_path_or_url(record, article)
        twin = None if stored else _with_content(record, article, taken)
        if twin:
            return Identification(IngestOutcome.UNCHANGED, _relocated(twin, article), twin)
    if not stored:
        named = article if article.id else replace(article, id=new_id(record, article, taken))
        return Identification(IngestOutcome.ADDED, named, None)
    same = replace(article, id=stored.id)
    outcome = IngestOutcome.UNCHANGED if same.content_hash == stored.content_hash else IngestOutcome.UPDATED
    return Identification(outcome, same, stored)


def new_id(record: Record, article: Article, taken: Collection[str]) -> str:
    """Make a readable id from the file's name, else from the title; numbered where it is taken."""
    name = candidate = _first_id(article)
    number = 1
    while candidate in taken or record.find("id", candidate):
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def lookups(article: Article) -> Iterator[LookupKey]:
    """Yield what `identify` asks the record for, where the article is new."""
    yield "content_hash", article.content_hash
    yield "id", article.id or _first_id(article)
    if not article.id and article.path:
        yield "path", article.path
    elif not article.id and article.url:
        yield "url", article.url


def input_of(article: Article) -> str | None:
    """Return the path or address an article was read from; that of a line of JSONL is `file.jsonl#line`."""
    line = _LINE.fullmatch(article.path or "")
    return line[1] if line else article.path


def source_file(article: Article) -> Path | None:
    """Return the file an article was read from; None for an object of an object storage."""
    name = input_of(article)
    return Path(name) if name and "://" not in name else None


def is_gone(file: Path) -> bool:
    """Whether a file no longer exists; one whose folder cannot be read may still exist."""
    try:
        os.stat(file)  # noqa: PTH116 - Path.exists raises where a folder is locked
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _first_id(article: Article) -> str:
    path = article.path
    return slug(Path(path).stem if path and not _LINE.fullmatch(path) else article.title)


def _with_path_or_url(record: Record, article: Article) -> Article | None:
    """Return the article of the same path, else address; one with an id from its source has only that."""
    if article.path:
        found = record.find("path", article.path)
    else:
        found = record.find("url", article.url) if article.url else []
    return next((stored for stored in found if not record.is_named(stored.id)), None)


def _with_content(record: Record, article: Article, taken: Collection[str]) -> Article | None:
    found = record.find("content_hash", article.content_hash)
    return next((stored for stored in found if stored.id not in taken), None)


def _relocated(stored: Article, article: Article) -> Article:
    """Return the stored article with the path of its moved file; beside a copy it stays unchanged."""
    file = source_file(stored)
    return replace(stored, path=article.path) if file and article.path and is_gone(file) else stored
