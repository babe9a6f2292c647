"""A search filter as a condition of SQL."""

import sqlite3

from index.filters import SearchFilter


def condition_of(allowed: SearchFilter) -> tuple[str, tuple[str, ...]]:
    """Return a filter's condition on the table `articles`, and its parameters; "1" where all are allowed."""
    conditions: list[str] = []
    parameters: list[str] = []
    for column, values in (("source", allowed.sources), ("id", allowed.articles)):
        if values:
            conditions.append(f"articles.{column} IN ({', '.join('?' * len(values))})")
            parameters.extend(map(storable, values))
    for comparison, day in ((">=", allowed.since), ("<=", allowed.until)):
        if day:
            conditions.append(f"articles.published {comparison} ?")
            parameters.append(day.isoformat()[:10])  # a datetime is a date, too
    return " AND ".join(conditions) or "1", tuple(parameters)


def passages_allowed(connection: sqlite3.Connection, allowed: SearchFilter) -> int:
    """Estimate how many passages a filter allows: the share of articles it allows, of all passages."""
    condition, parameters = condition_of(allowed)
    # The largest row number is at least the number of passages, and quicker than counting them.
    passages, articles, of_filter = connection.execute(
        "SELECT (SELECT ifnull(max(rowid), 0) FROM passages), (SELECT count(*) FROM articles), "  # noqa: S608
        f"(SELECT count(*) FROM articles WHERE {condition})",
        parameters,
    ).fetchone()
    return -(-passages * of_filter // articles) if articles else 0


def storable(text: str) -> str:
    """Return a text with lone surrogates escaped, as SQLite refuses them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
