"""The schema of a library in PostgreSQL: it is made, and brought up to date, when it is opened."""

from typing import TYPE_CHECKING

from index.errors import LibraryError, LibraryMissing, LibraryTooNew
from index.store.postgres.errors import not_owner
from index.store.postgres.migrations import MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from index.store.postgres.database import PostgresDatabase


def open_schema(database: "PostgresDatabase", *, create: bool) -> None:
    """Upgrade an older schema; with `create`, make one where there is none.

    Raises LibraryMissing, LibraryTooNew, or LibraryError where the role may do neither.
    """
    version = schema_version(database)
    if version > SCHEMA_VERSION:
        raise LibraryTooNew(
            f"The library at {database.location} was written by a newer version of Article QA. "
            "Update Article QA, or name another database in QA_DATABASE_URL."
        )
    if not version and not create:
        raise LibraryMissing(
            f"No library at {database.location} (schema {database.schema}). Run `qa add PATH...` to make one."
        )
    if version < SCHEMA_VERSION:
        try:
            _upgrade(database)
        except LibraryError as error:
            raise (not_owner(error, database.location, new=not version) or error) from error


def schema_version(database: "PostgresDatabase") -> int:
    """Return the version of the schema; 0 where there is none yet."""
    begun = database.fetch(
        "SELECT 1 FROM pg_tables WHERE schemaname = %s AND tablename = 'meta'", (database.schema,)
    )
    if not begun:
        return 0
    # Named in full: a role that may not use the schema is told so, and not that there is no table.
    rows = database.fetch(f"SELECT value FROM {database.schema}.meta WHERE key = 'schema'")  # noqa: S608
    return int(rows[0][0]) if rows else 0


def _upgrade(database: "PostgresDatabase") -> None:
    """Migrate the schema of an older version: all of it, or nothing if this is killed."""
    with database.writing() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (database.lock_key("schema"),))
        version = schema_version(database)  # another process may just have done it
        if version >= SCHEMA_VERSION:
            return
        # IF NOT EXISTS asks for the right to create one, even where there is one.
        if not database.fetch("SELECT 1 FROM pg_namespace WHERE nspname = %s", (database.schema,)):
            connection.execute(f"CREATE SCHEMA {database.schema}")
        for migrate in MIGRATIONS[version:]:
            migrate(connection)
        database.set_meta(schema=str(SCHEMA_VERSION))
