"""A search filter as a condition of PostgreSQL's SQL."""

from datetime import date
from typing import TYPE_CHECKING, Any

from index.filters import SearchFilter
from index.store.postgres.text import looked_up

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


def sql_condition(filters: SearchFilter) -> tuple[str, tuple[Any, ...]]:
    """Return a filter's condition on the table `articles`, and its parameters; "TRUE" where all match."""
    conditions: list[str] = []
    parameters: list[Any] = []
    if filters.sources:
        sources = list(map(looked_up, filters.sources))
        # The index holds beginnings alone.
        conditions.append("left(articles.source, 256) = ANY(%s) AND articles.source = ANY(%s)")
        parameters += [[source[:256] for source in sources], sources]
    if filters.articles:
        conditions.append("articles.id = ANY(%s)")
        parameters.append(list(map(looked_up, filters.articles)))
    for comparison, day in ((">=", filters.since), ("<=", filters.until)):
        if day:
            conditions.append(f"articles.published {comparison} %s")
            parameters.append(date(day.year, day.month, day.day))  # a datetime is a date, too
    return " AND ".join(conditions) or "TRUE", tuple(parameters)


def estimate_passages(connection: "Connection", filters: SearchFilter) -> int:
    """Estimate how many passages a filter allows: the share of articles it allows, of all passages."""
    [(estimate,)] = connection.execute(*passages_estimate(filters)).fetchall()
    return int(estimate)


def passages_estimate(filters: SearchFilter) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that estimates how many passages a filter allows, and its parameters."""
    if not filters:
        return "SELECT passages FROM totals", ()
    condition, parameters = sql_condition(filters)
    allowed = f"(SELECT count(*) FROM articles WHERE {condition})"  # noqa: S608
    return (
        f"SELECT coalesce(ceil(passages::numeric * {allowed} / nullif(totals.articles, 0)), passages) "  # noqa: S608
        "FROM totals",
        parameters,
    )
