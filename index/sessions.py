"""Sign-in sessions of a library's users. Of a session's token only its hash is ever stored."""

import threading
from typing import Protocol

from typing_extensions import override


class Sessions(Protocol):
    """Sign-in sessions by the hash of their token, until they end. Any thread or process may use them.

    Every method may raise LibraryError where they cannot be read or written just now.
    """

    def begin(self, token_hash: str, name: str, account: str, *, now: float, until: float) -> None:
        """Store a session of an account (its name and fingerprint); forget those that ended before `now`."""

    def find(self, token_hash: str, now: float) -> tuple[str, str] | None:
        """Return the account's name and fingerprint; None where the session has ended or never began."""

    def end(self, token_hash: str) -> None:
        """Delete a session; one that does not exist is no error."""


class MemorySessions(Sessions):
    """Sessions of this process alone, which end with it."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._sessions: dict[str, tuple[str, str, float]] = {}

    @override
    def begin(self, token_hash: str, name: str, account: str, *, now: float, until: float) -> None:
        with self._one_at_a_time:
            self._sessions = {key: one for key, one in self._sessions.items() if one[2] >= now}
            self._sessions[token_hash] = name, account, until

    @override
    def find(self, token_hash: str, now: float) -> tuple[str, str] | None:
        found = self._sessions.get(token_hash)
        return found[:2] if found and found[2] >= now else None

    @override
    def end(self, token_hash: str) -> None:
        with self._one_at_a_time:
            self._sessions.pop(token_hash, None)
