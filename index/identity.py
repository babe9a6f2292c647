"""Which article of a library an article is that comes in: the same, a new version, a copy, or a new one."""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from index.articles import Article, slug
from index.errors import UnreadableArticle
from index.store.protocol import Record

_LINE = re.compile(r"(.+\.jsonl(?:\.gz)?)#[0-9]+", re.DOTALL | re.IGNORECASE)
"""The path of a line of JSONL."""


class Change(Enum):
    """What adding an article did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What became of an article that came in.

    Attributes:
        change: what storing `article` will do.
        article: it, under its id in the library.
        known: the article of that id as the library has it, None for a new one.
    """

    change: Change
    article: Article
    known: Article | None


def recognise(record: Record, article: Article, taken: Collection[str]) -> Recognised:
    """Recognise an article by the id its source gave it, else by its place, else by its content.

    Args:
        record: where to look.
        article: its `id` is empty unless its source gave it one.
        taken: the ids of articles that are about to be stored, whose content in the record is out of date.

    Raises:
        UnreadableArticle: its id is that of an article which this library named.
    """
    if article.id:
        known = next(iter(record.find("id", article.id)), None)
        if known and not record.is_named(known.id):
            raise UnreadableArticle(
                article.path or article.id,
                f"the id {article.id!r} is that of {known.path or known.url or 'another article'}. "
                "Give this article another id.",
            )
    else:
        known = _at_its_place(record, article)
        twin = None if known else _of_its_content(record, article, taken)
        if twin:
            return Recognised(Change.UNCHANGED, _moved(twin, article), twin)
    if not known:
        named = article if article.id else replace(article, id=new_id(record, article, taken))
        return Recognised(Change.ADDED, named, None)
    same = replace(article, id=known.id)
    change = Change.UNCHANGED if same.content_hash == known.content_hash else Change.UPDATED
    return Recognised(change, same, known)


def new_id(record: Record, article: Article, taken: Collection[str]) -> str:
    """Make a readable id: of the file's name, else of the title; numbered where that is taken."""
    path = article.path
    name = slug(Path(path).stem if path and not _LINE.fullmatch(path) else article.title)
    candidate, number = name, 1
    while candidate in taken or record.find("id", candidate):
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def file_of(article: Article) -> Path | None:
    """Return the file an article was read from; the path of a line of JSONL is `file.jsonl#line`."""
    if not article.path:
        return None
    line = _LINE.fullmatch(article.path)
    return Path(line[1] if line else article.path)


def is_gone(file: Path) -> bool:
    """Whether a file is there no more; one that cannot be looked at may still be."""
    try:
        os.stat(file)  # noqa: PTH116 - Path.exists raises where a folder is locked
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _at_its_place(record: Record, article: Article) -> Article | None:
    """Find the article of the same path, else address; one that its source named goes by its id alone."""
    if article.path:
        found = record.find("path", article.path)
    else:
        found = record.find("url", article.url) if article.url else []
    return next((known for known in found if not record.is_named(known.id)), None)


def _of_its_content(record: Record, article: Article, taken: Collection[str]) -> Article | None:
    found = record.find("content_hash", article.content_hash)
    return next((known for known in found if known.id not in taken), None)


def _moved(known: Article, article: Article) -> Article:
    """Note the new path of a file that is gone from its old one; a copy changes nothing."""
    file = file_of(known)
    return replace(known, path=article.path) if file and article.path and is_gone(file) else known
