"""Which articles a search may use: by source, by date, by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Only articles of these sources, published from `since` to `until` (both included), of these ids.

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
        """Make a filter of what a caller gave."""
        return cls(tuple(sources or ()), since, until, tuple(articles or ()))

    def __bool__(self) -> bool:
        return self != SearchFilter()


EVERYTHING = SearchFilter()
