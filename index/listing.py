"""The articles of a library as a reader lists them: named and counted, without their text."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.filters import storable
from index.record import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in a list; `passages` is how many it was split into."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    passages: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the articles that were asked for, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int


def listing(record: Record, words: str = "", *, offset: int = 0, limit: int = 50) -> Listing:
    """List the articles whose title, source, author or id has every one of the words, last added first.

    Case and accents do not count, and a part of a word is enough.
    """
    wanted = _plain(words).split()
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT number, id, title, source, author FROM articles ORDER BY number DESC"
        )
        found = [number for number, *names in rows if _has_all(wanted, names)]
    return Listing(_entries(record, "articles.number", found[offset : offset + limit]), len(found))


def entries(record: Record, article_ids: Sequence[str]) -> tuple[Entry, ...]:
    """Return the articles of these ids in this order; one that is not there is left out."""
    return _entries(record, "articles.id", [storable(article_id) for article_id in article_ids])


def _entries(record: Record, column: str, keys: Sequence[int | str]) -> tuple[Entry, ...]:
    with record.database.reading() as connection:
        rows = connection.execute(
            f"SELECT {column}, id, title, source, author, published, count(passages.rowid) "  # noqa: S608
            "FROM articles LEFT JOIN passages ON passages.article = articles.number "
            f"WHERE {column} IN ({', '.join('?' * len(keys))}) GROUP BY articles.number",
            list(keys),
        )
        found = {
            key: Entry(
                article_id, title, source, author, published and date.fromisoformat(published), passages
            )
            for key, article_id, title, source, author, published, passages in rows
        }
    return tuple(found[key] for key in keys if key in found)


def _has_all(wanted: Sequence[str], names: Sequence[str | None]) -> bool:
    if not wanted:
        return True
    plain = _plain("\n".join(name for name in names if name))
    return all(word in plain for word in wanted)


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
