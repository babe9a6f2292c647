"""The search filter: articles by source, by date and by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """A filter on articles: their source, their date from `since` to `until` (both included), and their id.

    An empty tuple or None leaves that side open. An article without a date is outside every date range.
    """

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    articles: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        sources: Sequence[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] | None = None,
    ) -> "SearchFilter":
        """Make a filter from optional conditions."""
        return cls(tuple(sources or ()), since, until, tuple(articles or ()))

    def __bool__(self) -> bool:
        return self != SearchFilter()


NO_FILTER = SearchFilter()
"""Filter that allows every article."""
