"""An article: its text exactly as it was read, and what is known about it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Article:
    """An article. Every quote is a slice of `text`, so `text` is never changed after loading.

    Attributes:
        id: the short name, unique in a library, that `qa show` takes.
        text: the whole text, with its title and byline where the file has them. Offsets count characters.
        title: the headline, or the file's name where none was found.
        source: the newspaper or site.
        published: the day of publication.
        path: the absolute path of the file it was read from; `uploaded/NAME` for a file uploaded in the chat.
        body_start: where the body begins in `text`; before it stand title, byline, date and page leftovers,
            which are never part of a passage.
        left_out: the metadata of its source that could not be read, a sentence each; reported when the
            article is added, and not stored.
    """

    id: str
    text: str
    title: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    path: str | None = None
    body_start: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """The SHA-256 of what passages and vectors are made from: title, text and the start of the body."""
        content = "\0".join((self.title, str(self.body_start), self.text))
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    def card(self) -> dict[str, str | None]:
        """Return the fields that name the article to a reader, ready for JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "author": self.author,
            "published": self.published.isoformat() if self.published else None,
            "url": self.url,
            "path": self.path,
        }


def written_date(day: date) -> str:
    """Format a date in English: 16 June 2024."""
    return f"{day.day} {day:%B} {day.year}"


class Published(Protocol):
    """Anything that was published, as far as it is known where and when."""

    @property
    def source(self) -> str | None:
        """Return the newspaper or site."""

    @property
    def published(self) -> date | None:
        """Return the day."""


def origin(article: Published) -> list[str]:
    """Return the source and the day of an article, as far as they are known."""
    day = written_date(article.published) if article.published else None
    return [part for part in (article.source, day) if part]


def byline(article: Article) -> str:
    """Return an article's title, source and day in one line."""
    return " · ".join(part for part in (article.title, *origin(article)) if part)


def slug(name: str) -> str:
    """Make a short readable id of a file name or title: ASCII letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].rstrip("-")
    return words or "article-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
