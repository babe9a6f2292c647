"""The newspapers and sites that a library's articles come from."""

from index.record import Record


def sources(record: Record) -> dict[str, int]:
    """Return how many articles each source has, the largest first; articles without one are left out."""
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT source, count(*) FROM articles WHERE source IS NOT NULL AND source <> '' "
            "GROUP BY source ORDER BY count(*) DESC, source"
        )
        return dict(rows.fetchall())
