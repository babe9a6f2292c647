"""The check of a PostgreSQL server before it is used: can it be reached, and is it one that is tried?"""

from index.errors import LibraryError
from index.store.postgres.errors import connection_error
from index.store.postgres.transactions import CONNECT_TIMEOUT

OLDEST_SERVER = 15
"""The oldest version of PostgreSQL that is tried."""


def check_server(address: str, location: str) -> None:
    """Connect once, for a pool tells no reason; raise LibraryError where the server cannot be used."""
    import psycopg

    try:
        with psycopg.connect(address, connect_timeout=CONNECT_TIMEOUT) as connection:
            version = connection.info.server_version // 10_000
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.Error as error:
        raise connection_error(error, location) from error
    if version < OLDEST_SERVER:
        raise LibraryError(
            f"The server of the library at {location} is PostgreSQL {version}. "
            f"Upgrade it to {OLDEST_SERVER} or newer."
        )
    if encoding not in ("UTF8", None):
        raise LibraryError(
            f"The database at {location} stores text as {encoding}. "
            "Create one with ENCODING 'UTF8', and name it in QA_DATABASE_URL."
        )
