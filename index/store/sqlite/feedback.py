"""Feedback in SQLite, beside the turns that it is about."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from typing_extensions import override

from index.conversations import digest, not_found
from index.feedback import MAX_STORED_REMARK, Feedback, Opinion, RatedTurn
from index.store.conversation_values import checked, packed, unpacked
from index.store.sqlite.conversations import now, stored_turn
from index.store.sqlite.database import Database

_LAST = 2**63 - 1
"""The largest number that SQLite takes."""


class SqliteFeedback(Feedback):
    """Feedback in one SQLite file."""

    def __init__(self, database: Database) -> None:
        """Store feedback in `database`. Raises LibraryError where an older file cannot be upgraded."""
        database.upgrade()
        self._database = database

    @override
    def give(self, owner: str, conversation: str, turn: int, *, liked: bool, remark: str = "") -> None:
        with self._database.writing() as connection:
            kept = connection.execute(
                "INSERT OR REPLACE INTO feedback SELECT conversation, number, ?, ?, ? "
                "FROM turns JOIN conversations ON id = conversation "
                "WHERE id = ? AND number = ? AND owner = ?",
                (now(), liked, packed(remark[:MAX_STORED_REMARK]), *_turn(conversation, turn), digest(owner)),
            ).rowcount
        if not kept:
            raise not_found()

    @override
    def take_back(self, owner: str, conversation: str, turn: int) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM feedback WHERE conversation = ? AND turn = ? "
                "AND conversation IN (SELECT id FROM conversations WHERE owner = ?)",
                (*_turn(conversation, turn), digest(owner)),
            )

    @override
    def given(self, owner: str, conversation: str) -> dict[int, Opinion]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT turn, liked, remark, given FROM feedback JOIN conversations ON id = conversation "
                "WHERE id = ? AND owner = ? ORDER BY turn",
                (checked(conversation), digest(owner)),
            )
            return {turn: _opinion(*row) for turn, *row in rows}

    @override
    def rated_turns(self) -> Iterator[RatedTurn]:
        with self._database.reading() as connection:
            given = connection.execute(
                "SELECT conversation, turn, liked, remark, given FROM feedback ORDER BY given, rowid"
            ).fetchall()
            for conversation, number, *opinion in given:
                rows = connection.execute(
                    "SELECT number, asked, question, outcome FROM turns "
                    "WHERE conversation = ? AND number <= ? ORDER BY number",
                    (conversation, number),
                ).fetchall()
                if rows:  # else it was deleted meanwhile
                    name = hashlib.sha256(f"{conversation} {number}".encode()).hexdigest()[:16]
                    *earlier, turn = (stored_turn(*row) for row in rows)
                    yield RatedTurn(name, _opinion(*opinion), turn, tuple(earlier))


def _turn(conversation: str, number: int) -> tuple[str, int]:
    """Return the key of a turn; for an id or number that none can have, a key that none has."""
    return checked(conversation), number if 0 < number <= _LAST else 0


def _opinion(liked: int, remark: bytes, given: str) -> Opinion:
    return Opinion(bool(liked), unpacked(remark), datetime.fromisoformat(given))
