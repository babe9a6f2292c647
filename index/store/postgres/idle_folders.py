"""Vector indexes in folders that no machine opens any more: the record forgets them after a while."""

from datetime import date, timedelta

from index.store.postgres.database import PostgresDatabase

FORGOTTEN_AFTER = timedelta(days=30)
"""Time for which an index in a folder may have something to follow before the record forgets it."""


def forget_idle_folders(database: PostgresDatabase, today: date) -> None:
    """Forget the indexes in folders that have not followed for long, with all that is noted for them.

    Without it the notes for a machine that is no more would grow for ever. One that is opened after all is
    made again from the record.
    """
    is_behind = "EXISTS (SELECT 1 FROM index_changes WHERE index_name = name)"
    rows = database.fetch(
        f"SELECT name, notes ->> 'behind_since', {is_behind} FROM vector_indexes "  # noqa: S608
        "WHERE notes ->> 'kind' = 'folder'"
    )
    begun = [name for name, since, behind in rows if behind and not since]
    over = [name for name, since, behind in rows if since and not behind]
    idle = [
        name
        for name, since, behind in rows
        if behind and since and today - date.fromisoformat(since) > FORGOTTEN_AFTER
    ]
    if not (begun or over or idle):
        return
    with database.writing() as connection:
        database.lock_articles()
        connection.execute(
            "UPDATE vector_indexes SET notes = notes || jsonb_build_object('behind_since', %s::text) "
            "WHERE name = ANY(%s)",
            (today.isoformat(), begun),
        )
        connection.execute(
            "UPDATE vector_indexes SET notes = notes - 'behind_since' WHERE name = ANY(%s)", (over,)
        )
        connection.execute("DELETE FROM vector_indexes WHERE name = ANY(%s)", (idle,))
