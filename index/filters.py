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

    def sql(self) -> tuple[str, tuple[str, ...]]:
        """Return the condition on the table `articles` and its parameters; "1" when all are allowed."""
        conditions: list[str] = []
        parameters: list[str] = []
        for column, values in (("source", self.sources), ("id", self.articles)):
            if values:
                conditions.append(f"articles.{column} IN ({', '.join('?' * len(values))})")
                parameters.extend(map(storable, values))
        for comparison, day in ((">=", self.since), ("<=", self.until)):
            if day:
                conditions.append(f"articles.published {comparison} ?")
                parameters.append(day.isoformat()[:10])  # a datetime is a date, too
        return " AND ".join(conditions) or "1", tuple(parameters)

    def __bool__(self) -> bool:
        return self != SearchFilter()


def storable(text: str) -> str:
    """Write out half a surrogate pair, as a broken client or a file's name brings it: SQLite takes none."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


EVERYTHING = SearchFilter()
