"""Article fields of a JSON object, under the keys that newspapers, feeds and crawlers give them.

A field that cannot be read is left out and reported; the article is kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from index.loaders.bylines import author_names
from index.loaders.calendar_days import DayOrder, day_order
from index.loaders.date_lines import parse_date
from index.loaders.normalisation import is_blank, one_line

TEXT = ("text", "content", "body", "articlebody", "articletext", "fulltext", "maintext")
_TITLE = ("title", "headline")
_SOURCE = ("source", "publication", "publisher", "newspaper", "outlet", "site", "sitename", "sourcename")
_AUTHOR = ("author", "authors", "byline", "creator", "by")
_PUBLISHED = (
    *("published", "date", "publishedat", "publisheddate", "datepublished", "publicationdate"),
    *("publishdate", "datepublish", "pubdate", "publishedtime", "publishtime", "firstpublished"),
)
_URL = ("url", "link", "permalink", "canonicalurl", "weburl", "articleurl", "sourceurl")
"""Keys of each field in order of preference, in lower case without separators."""

_LONGEST_TOLD = 60
"""Number of characters of a value shown in a report, at most."""

_SECONDS = (1e8, 4e9)
"""Bounds of a Unix time in seconds: 1973 to 2096. A value a thousand times larger is in milliseconds."""

_PACKED = re.compile(r"((?:19|20)\d{6})(?:\d{4}|\d{6})")
"""Regular expression of date and time without separators (`20240616182600`)."""

_PLACE = re.compile(r"\[[\w/+-]{1,60}\]$")
"""Regular expression of Java's time zone behind a date (`[Europe/Paris]`)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArticleFields:
    """The fields of an article but its id.

    Attributes:
        left_out: reports of what could not be read, a sentence each.
    """

    text: str
    title: str | None
    source: str | None
    author: str | None
    published: date | None
    url: str | None
    left_out: tuple[str, ...]


def read_fields(row: dict[str, object]) -> ArticleFields | None:
    """Return the fields of an article; None where none holds its text."""
    named: dict[str, tuple[str, object]] = {}
    for key, value in row.items():
        named.setdefault(re.sub(r"[\s_:.-]+", "", key).lower(), (key, value))
    text = next((value for _, value in _given(named, TEXT) if isinstance(value, str)), None)
    if text is None:
        return None
    order = day_order(text)
    left_out: list[str] = []

    def read(names: tuple[str, ...], reading: Callable[[object], T | None], meant: str) -> T | None:
        given = list(_given(named, names))
        for _, value in given:
            found = reading(value)
            if found is not None:
                return found
        left_out.extend(f'"{key}" is {meant} ({_shown(value)})' for key, value in given[:1])
        return None

    return ArticleFields(
        text=text,
        title=read(_TITLE, _string, "no string"),
        source=read(_SOURCE, _name, "no name"),
        author=read(_AUTHOR, _authors, "no author's name"),
        published=read(_PUBLISHED, lambda value: day_of(value, order), "no day that can be read"),
        url=read(_URL, _string, "no address"),
        left_out=tuple(left_out),
    )


def day_of(value: object, order: DayOrder = DayOrder.UNKNOWN) -> date | None:
    """Return the day that a JSON value names: a written date in any form, or a Unix time."""
    match value:
        case bool():
            return None
        case int() | float():
            return _counted(value)
        case {"$date": inner} | {"$numberLong": inner}:
            return day_of(inner, order) if not isinstance(inner, dict) else day_of(inner.get("$numberLong"))
        case str():
            written = value.strip()
            counted = re.fullmatch(r"\d{8,19}(?:\.\d{1,9})?", written)
            found = _iso(written) or (_counted(float(written)) if counted else None)
            return found or parse_date(written, order)
        case _:
            return None


def _counted(number: float) -> date | None:
    """Return the day (UTC) of a Unix time in seconds, milliseconds or less; eight digits are a date."""
    if 10_000_000 <= number < _SECONDS[0]:
        return _iso(str(int(number)))
    for unit in (1, 1e3, 1e6, 1e9):
        if _SECONDS[0] * unit <= number < _SECONDS[1] * unit:
            return datetime.fromtimestamp(number / unit, UTC).date()
    return None


def _iso(written: str) -> date | None:
    packed = _PACKED.fullmatch(written)
    plain = packed[1] if packed else _PLACE.sub("", written).replace("/", "-")
    try:
        return datetime.fromisoformat(plain).date()
    except ValueError:
        return None


def _given(named: dict[str, tuple[str, object]], names: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """Yield (key, value) of the fields with these keys that hold anything, by the object's own keys."""
    for name in names:
        key, value = named.get(name, (name, None))
        empty = value is None or value in ([], {}) or (isinstance(value, str) and is_blank(value))
        if not empty:
            yield key, value


def _string(value: object) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """Return a name given as a string or as an object that has one."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return one_line(_string(value))


def _authors(value: object) -> str | None:
    """Return the names of one author or of several, each a string or an object."""
    names = [_name(each) for each in (value if isinstance(value, list) else [value])]
    if not all(names):
        return None
    return one_line(", ".join(filter(None, (author_names(name or "") for name in names))))


def _shown(value: object) -> str:
    """Return a value's text for a message of one line."""
    match value:
        case str():
            return one_line(f'"{value[:_LONGEST_TOLD]}"') or ""
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return one_line(str(value), _LONGEST_TOLD) or ""
