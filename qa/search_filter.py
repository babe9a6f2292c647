"""The search filter that a caller's arguments make, validated: its sources and articles must be there."""

from collections.abc import Sequence
from datetime import date, datetime

from index.errors import ArticleNotFound, QuestionError
from index.filters import SearchFilter
from index.library import Library


def make_filter(
    sources: Sequence[str] | None,
    since: date | None,
    until: date | None,
    articles: Sequence[str] | None,
) -> SearchFilter:
    """Return the filter; QuestionError where a text is given for a list or a day, or no day is meant."""
    for name, given in (("sources", sources), ("articles", articles)):
        if isinstance(given, str):
            raise QuestionError(f"{name}={given!r} is one text. Give a list: {name}=[{given!r}].")
    return SearchFilter.of(sources, plain_day("since", since), plain_day("until", until), articles)


def check_filter(filters: SearchFilter, library: Library) -> None:
    """Check a filter against the library: a misspelt name would look like a refusal.

    Raises ArticleNotFound where no article has a source or an id, QuestionError where no day is meant.
    """
    since, until = filters.since, filters.until
    if since and until and since > until:
        raise QuestionError(f"No day is since {since} and until {until}. Exchange the two, or leave one out.")
    for article_id in filters.articles:
        library.record.article(article_id)
    for source in filters.sources:
        if not library.record.find("source", source):
            raise ArticleNotFound(
                f"No article of the source {source!r} in this library. `qa list` shows them."
            )


def plain_day(name: str, day: date | None) -> date | None:
    """Return a day without its time, which cannot be compared with a day; QuestionError where it is none."""
    if isinstance(day, datetime):
        return day.date()
    if not isinstance(day, date | None):
        raise QuestionError(f"{name}={day!r} is no day. Give a datetime.date, as date(2024, 6, 16).")
    return day
