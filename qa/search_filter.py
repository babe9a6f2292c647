"""The search filter that a caller's arguments make, validated: its sources and articles must be there."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from index.errors import ArticleNotFound, QuestionError
from index.filters import SearchFilter
from index.library import Library

MOST_NAMES = 30_000
"""Number of sources and articles that a filter takes: SQLite takes 32,766 parameters of a statement."""


def make_filter(
    sources: Sequence[str] | None,
    since: date | None,
    until: date | None,
    articles: Sequence[str] | None,
) -> SearchFilter:
    """Return the filter; QuestionError where no list of texts is given for a list, or no day for a day."""
    return SearchFilter.of(
        _texts("sources", sources),
        plain_day("since", since),
        plain_day("until", until),
        _texts("articles", articles),
    )


def check_filter(filters: SearchFilter, library: Library) -> None:
    """Check a filter against the library: a misspelt name would look like a refusal.

    Raises ArticleNotFound where no article has a source or an id, QuestionError where no day is meant, or
    more names are given than a database takes.
    """
    if len(filters.sources) + len(filters.articles) > MOST_NAMES:
        raise QuestionError(
            f"A filter takes at most {MOST_NAMES:,} sources and articles. Give fewer, or leave them out."
        )
    since, until = plain_day("since", filters.since), plain_day("until", filters.until)
    if since and until and since > until:
        raise QuestionError(f"No day is since {since} and until {until}. Exchange the two, or leave one out.")
    for article_id in filters.articles:
        library.record.article(article_id)
    known = library.record.catalog.sources() if filters.sources else {}
    for source in filters.sources:
        if source not in known:
            raise ArticleNotFound(
                f"No article of the source {source!r} in this library. `qa list` shows them."
            )


def _texts(name: str, given: object) -> tuple[str, ...]:
    """Return a list of texts; QuestionError where it is none."""
    if isinstance(given, str):
        raise QuestionError(f"{name}={given!r} is one text. Give a list: {name}=[{given!r}].")
    listed = tuple(given) if isinstance(given, Iterable) else (given,) if given is not None else ()
    for text in listed:
        if not isinstance(text, str):
            raise QuestionError(f"{name} holds {repr(text)[:60]}, which is no text. Give a list of texts.")
    return listed


def plain_day(name: str, day: date | None) -> date | None:
    """Return a day without its time, which cannot be compared with a day; QuestionError where it is none."""
    if isinstance(day, datetime):
        return day.date()
    if not isinstance(day, date | None):
        raise QuestionError(f"{name}={day!r} is no day. Give a datetime.date, as date(2024, 6, 16).")
    return day
