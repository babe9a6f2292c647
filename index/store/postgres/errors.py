"""PostgreSQL's errors as errors that a user understands, and those after which work is done again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import LibraryBusy, LibraryCorrupt, LibraryError, LibraryMissing, TransactionLost

if TYPE_CHECKING:
    from psycopg import Error

_PASSWORD, _AUTHORIZATION, _NO_DATABASE = "28P01", "28000", "3D000"
_ROLLED_BACK = ("40001", "40P01")
"""Codes of PostgreSQL's errors: serialization failure and deadlock are the last two."""

_STARTING = ("57P01", "57P02", "57P03")
"""Codes of errors for a server that stops, has crashed or is starting."""

_BUSY = "Another process is writing to the library at {0}. Wait until it is done, then run the command again."
_CROSSED = "Two who write to the library at {0} waited for each other ({1}). Run the command again."
_FORBIDDEN = (
    "This role may not do that in the library at {0} ({1}). "
    "Grant it the rights, or name a role that has them in QA_DATABASE_URL."
)
_INCOMPLETE = (
    "The library at {0} lacks a part ({1}). Restore it from a backup, or run `qa add PATH...` to make one."
)
_DAMAGED = "The library's record at {0} is damaged ({1}). Restore it from a backup."
_NOT_OWNER = (
    "This role may not {1} the library at {0}. "
    "Have the role that owns its tables run `qa upgrade`, then grant this one its rights."
)
_SLOW = (
    "The library at {0} took too long to reply ({1}). "
    "Ask for less, or see what else its server is doing, then try again."
)
_FULL = (
    "The disk of the library at {0} is full ({1}). Make room there, then run the command again: "
    "what is stored is not lost."
)
_ALL_IN_USE = (
    "No connection to the library at {0} is free or can be made. "
    "Start its server, or allow it more connections, then try again."
)
_UNUSABLE = (
    "The library at {0} cannot be used ({1}). "
    "Check its server and QA_DATABASE_URL, then run the command again."
)
_MESSAGES: dict[str, tuple[type[LibraryError], str]] = {
    "55P03": (LibraryBusy, _BUSY),
    **dict.fromkeys(_ROLLED_BACK, (TransactionLost, _CROSSED)),
    **dict.fromkeys(("42501", "25006"), (LibraryError, _FORBIDDEN)),
    **dict.fromkeys(("3F000", "42P01", "42703"), (LibraryMissing, _INCOMPLETE)),
    **dict.fromkeys(("XX001", "XX002"), (LibraryCorrupt, _DAMAGED)),
    "57014": (LibraryError, _SLOW),
    "53100": (LibraryError, _FULL),
}
"""Error classes and messages by PostgreSQL's codes: a lock that is held, missing rights, a missing schema,
table or column, damaged data, a statement that was given up, a full disk."""


def is_lost(error: "Error") -> bool:
    """Whether the connection was lost, so that nothing of its open transaction was stored."""
    from psycopg import InterfaceError, OperationalError
    from psycopg_pool import PoolClosed, PoolTimeout

    if isinstance(error, PoolTimeout | PoolClosed):
        return False
    if error.sqlstate is None:
        return isinstance(error, OperationalError | InterfaceError)
    return error.sqlstate in _STARTING or error.sqlstate.startswith("08")


def is_gone(error: LibraryError) -> bool:
    """Whether the server could not be reached, or was lost each time."""
    from psycopg import Error
    from psycopg_pool import PoolTimeout

    cause = error.__cause__
    return isinstance(cause, PoolTimeout) or (isinstance(cause, Error) and is_lost(cause))


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Turn PostgreSQL's errors into the tree of `index.errors`; `location` tells which library it was."""
    from psycopg import Error

    try:
        yield
    except Error as error:
        raise library_error(error, location) from error


def library_error(error: "Error", location: str) -> LibraryError:
    """Return the error for a user, one line that names the next step and has no password in it."""
    from psycopg_pool import PoolTimeout

    if isinstance(error, PoolTimeout):
        return LibraryError(_ALL_IN_USE.format(location))
    otherwise = (TransactionLost if is_lost(error) else LibraryError, _UNUSABLE)
    kind, message = _MESSAGES.get(error.sqlstate or "", otherwise)
    return kind(message.format(location, _reason(error)))


def not_owner(error: LibraryError, location: str, *, new: bool) -> LibraryError | None:
    """Return the error for a role that may not make or change tables; None where `error` tells of others."""
    code = getattr(error.__cause__, "sqlstate", None)
    if code not in ("42501", "3F000"):
        return None
    return LibraryError(_NOT_OWNER.format(location, "make" if new else "upgrade"))


def connection_error(error: "Error", location: str) -> LibraryError:
    """Return the error for a connection that cannot be made."""
    code, reason = error.sqlstate, _reason(error)
    if code in (_PASSWORD, _AUTHORIZATION) or "password" in reason or "authentication" in reason:
        step = "Correct the role and the password in QA_DATABASE_URL"
    elif "role" in reason and "does not exist" in reason:
        step = "Create the role, or correct it in QA_DATABASE_URL"
    elif code == _NO_DATABASE or ("database" in reason and "does not exist" in reason):
        step = "Create the database, or name another in QA_DATABASE_URL"
    elif "SSL" in reason or "certificate" in reason:
        step = "Correct sslmode and sslrootcert in QA_DATABASE_URL, or the server's certificate"
    elif "resolve" in reason or "Name or service" in reason or "look up" in reason:
        step = "Correct the host in QA_DATABASE_URL"
    else:
        step = "Start the server, or correct host and port in QA_DATABASE_URL"
    return LibraryError(f"Cannot connect to the library at {location} ({reason}). {step}.")


def _reason(error: "Error") -> str:
    """Return an error's own message in one line, without what libpq puts before and after it."""
    text = str(error.diag.message_primary or error)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("\t", " "))]
    # libpq goes on with advice where a certificate's file is missing.
    told = [line for line in lines if " failed: " in line] or lines
    last = told[-1] if told else type(error).__name__
    return last.rpartition("FATAL:")[2].rpartition(" failed: ")[2].strip().rstrip(".")
