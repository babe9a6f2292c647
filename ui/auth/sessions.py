"""Who is signed in: stored with the library, so that no restart signs anybody out, and every server knows."""

import hashlib
import logging
import secrets
import time
from collections.abc import Callable

from index.errors import LibraryError
from index.sessions import MemorySessions, Sessions
from index.store.protocol import Store
from ui.auth.accounts import Account, Accounts

LASTS = 30 * 24 * 3600
"""Seconds that a session lasts."""

_log = logging.getLogger(__name__)


class SignIns:
    """Who is signed in. Of a token only its hash is stored: what is stored lets nobody in."""

    def __init__(
        self, accounts: Accounts, sessions: Sessions, clock: Callable[[], float] = time.time
    ) -> None:
        """Keep in `sessions` which of these people are signed in; `clock` tells the seconds since 1970."""
        self._accounts = accounts
        self._clock = clock
        self._stored = sessions

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


def kept_sessions(store: Store) -> Sessions:
    """Return the sessions of a store; where they cannot be written, some that end with this process."""
    try:
        return store.sessions()
    except LibraryError as error:
        _log.warning("Sign-ins will not survive a restart: %s", error)
        return MemorySessions()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
