"""Who is signed in: stored beside the library, so that a restart of the server signs nobody out."""

import hashlib
import logging
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import LibraryError
from index.store.sqlite_sessions import SqliteSessions
from ui.auth.accounts import Account, Accounts

LASTS = 30 * 24 * 3600
"""Seconds that a session lasts."""

_log = logging.getLogger(__name__)


class Sessions:
    """The sessions of signed-in users. Of a token only its hash is stored: the file lets nobody in."""

    def __init__(
        self, accounts: Accounts, folder: Path | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Store sessions in a folder; without one, or where it cannot be written, until the server stops."""
        self._accounts = accounts
        self._clock = clock
        self._stored = _opened(folder)

    def begin(self, account: Account) -> str:
        """Sign somebody in; return the token that tells it."""
        token, now = secrets.token_urlsafe(32), self._clock()
        self._stored.begin(_hashed(token), account.name, account.fingerprint, now=now, until=now + LASTS)
        return token

    def name(self, token: str) -> str | None:
        """Return who a token signs in: nobody once it ended, or the account went or changed its password."""
        found = self._stored.find(_hashed(token), self._clock())
        account = self._accounts.find(found[0]) if found else None
        return account.name if found and account and account.fingerprint == found[1] else None

    def end(self, token: str) -> None:
        """Sign out whoever has this token."""
        self._stored.end(_hashed(token))

    def close(self) -> None:
        """Let go of the file."""
        self._stored.close()


def _opened(folder: Path | None) -> SqliteSessions:
    if folder:
        try:
            return SqliteSessions(folder)
        except LibraryError as error:
            _log.warning("Sign-ins will not survive a restart: %s.", error)
    return SqliteSessions(None)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
