"""The address of a PostgreSQL database: what may be shown of it, and the name of the schema in it."""

import re
from itertools import zip_longest
from urllib.parse import quote

from index.errors import InputError, LibraryError

SCHEMES = ("postgresql://", "postgres://")

DEFAULT_SCHEMA = "article_qa"
"""Name of the schema in which a library's tables are, unless it is set otherwise."""

_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_BETWEEN_ADDRESSES = re.compile(r"\s*,\s*(?=postgres(?:ql)?://)")
_PORTS = re.compile(r"[0-9,]*")


def is_address(place: str) -> bool:
    """Whether a place is the address of a PostgreSQL database, and no folder."""
    return place.startswith(SCHEMES)


def split_addresses(addresses: str) -> tuple[str, ...]:
    """Return addresses that are separated by commas; each may name several hosts, with commas as well.

    Raises InputError where one is no address.
    """
    every = _BETWEEN_ADDRESSES.split(addresses.strip()) if addresses.strip() else []
    if not all(map(is_address, every)):
        raise InputError(
            "QA_DATABASE_REPLICA_URL is no address of a database. Write it like postgresql://HOST/DATABASE, "
            "several with commas between them."
        )
    return tuple(every)


def check_packages() -> None:
    """Raise LibraryError where what PostgreSQL needs is not installed."""
    try:
        import psycopg_pool  # noqa: F401 - it imports psycopg
    except ImportError as error:
        raise LibraryError(
            'A library in PostgreSQL needs further packages. Install them: pip install "article-qa[server]"'
        ) from error


def location_of(address: str) -> str:
    """Return an address as users read it: without password and options. Raises ArticleQAError."""
    check_packages()
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(address).items()}
    except (ProgrammingError, UnicodeError):
        parts = {"port": "unreadable"}
    # Of a password with an @ or a / in it, libpq takes a part for the host, the port or the database.
    misread = "@" in parts.get("host", "") + parts.get("dbname", "")
    if misread or not _PORTS.fullmatch(parts.get("port", "")):
        # Not "from": libpq's own message repeats the address, with the password in it.
        raise InputError(
            "The address of the PostgreSQL database cannot be read. "
            "Write it as postgresql://ROLE:PASSWORD@HOST:PORT/DATABASE, with %-escapes in the password."
        ) from None
    role = f"{quote(parts['user'], safe='')}@" if "user" in parts else ""
    servers = zip_longest(parts.get("host", "").split(","), parts.get("port", "").split(","), fillvalue="")
    shown = ",".join(_shown_host(host) + (f":{port}" if port else "") for host, port in servers)
    return f"postgresql://{role}{shown}/{quote(parts.get('dbname', ''), safe='')}"


def checked_schema(name: str) -> str:
    """Return the name of a schema. Raises InputError for one that would have to be quoted."""
    if not _SCHEMA_NAME.fullmatch(name) or name.startswith("pg_"):
        raise InputError(
            f"{name!r} cannot name the library's schema. "
            "Use small letters, digits and _ (QA_DATABASE_SCHEMA)."
        )
    return name


def _shown_host(host: str) -> str:
    return f"[{host}]" if ":" in host else quote(host, safe="")
