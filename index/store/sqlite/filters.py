"""A search filter as a condition of SQL."""

import sqlite3
from datetime import date
from functools import lru_cache

from index.filters import SearchFilter


def sql_condition(filters: SearchFilter) -> tuple[str, tuple[str, ...]]:
    """Return a filter's condition on the table `articles`, and its parameters; "1" where all match."""
    conditions: list[str] = []
    parameters: list[str] = []
    for column, values in (("source", filters.sources), ("id", filters.articles)):
        if values:
            conditions.append(f"articles.{column} IN ({', '.join('?' * len(values))})")
            parameters.extend(map(escape_surrogates, values))
    for comparison, day in ((">=", filters.since), ("<=", filters.until)):
        if day:
            conditions.append(f"articles.published {comparison} ?")
            parameters.append(day.isoformat()[:10])  # a datetime is a date, too
    return " AND ".join(conditions) or "1", tuple(parameters)


def estimate_passages(connection: sqlite3.Connection, filters: SearchFilter) -> int:
    """Estimate how many passages a filter allows: the share of articles it allows, of all passages."""
    condition, parameters = sql_condition(filters)
    # The largest row number is at least the number of passages, and quicker than counting them.
    (passages,) = connection.execute("SELECT ifnull(max(rowid), 0) FROM passages").fetchone()
    if not filters:
        return int(passages)
    articles, of_filter = connection.execute(
        f"SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM articles WHERE {condition})",  # noqa: S608
        parameters,
    ).fetchone()
    return -(-passages * of_filter // articles) if articles else 0


@lru_cache(10_000)
def day_of(published: str | None) -> date | None:
    """Return the day of a column `published`."""
    return date.fromisoformat(published) if published else None


def escape_surrogates(text: str) -> str:
    """Return a text with lone surrogates escaped, as SQLite refuses them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
