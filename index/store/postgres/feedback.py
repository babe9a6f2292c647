"""Feedback in PostgreSQL, beside the turns that it is about."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from typing_extensions import override

from index.conversations import digest, not_found
from index.feedback import MAX_STORED_REMARK, Feedback, Opinion, RatedTurn
from index.store.conversation_values import checked, packed, unpacked
from index.store.postgres.conversations import now, stored_turn
from index.store.postgres.database import PostgresDatabase

_LAST = 2**31 - 1
"""The largest number that a turn may have."""


class PostgresFeedback(Feedback):
    """Feedback in one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Store feedback in `database`."""
        self._database = database

    @override
    def give(self, owner: str, conversation: str, turn: int, *, liked: bool, remark: str = "") -> None:
        kept = self._database.run(
            lambda connection: (
                connection.execute(
                    "INSERT INTO feedback (conversation, turn, given, liked, remark) "
                    "SELECT conversation, turns.number, %s, %s, %s "
                    "FROM turns JOIN conversations ON id = conversation "
                    "WHERE id = %s AND turns.number = %s AND owner = %s "
                    "ON CONFLICT (conversation, turn) DO UPDATE "
                    "SET given = excluded.given, liked = excluded.liked, remark = excluded.remark",
                    (
                        now(),
                        liked,
                        packed(remark[:MAX_STORED_REMARK]),
                        *_turn(conversation, turn),
                        digest(owner),
                    ),
                ).rowcount
            )
        )
        if not kept:
            raise not_found()

    @override
    def take_back(self, owner: str, conversation: str, turn: int) -> None:
        self._database.run(
            lambda connection: connection.execute(
                "DELETE FROM feedback WHERE conversation = %s AND turn = %s "
                "AND conversation IN (SELECT id FROM conversations WHERE owner = %s)",
                (*_turn(conversation, turn), digest(owner)),
            )
        )

    @override
    def given(self, owner: str, conversation: str) -> dict[int, Opinion]:
        rows = self._database.fetch(
            "SELECT turn, liked, remark, given FROM feedback JOIN conversations ON id = conversation "
            "WHERE id = %s AND owner = %s ORDER BY turn",
            (checked(conversation), digest(owner)),
            binary=True,
        )
        return {turn: _opinion(*row) for turn, *row in rows}

    @override
    def rated_turns(self) -> Iterator[RatedTurn]:
        given = self._database.fetch(
            "SELECT conversation, turn, liked, remark, given FROM feedback ORDER BY given, number",
            binary=True,
        )
        for conversation, number, *opinion in given:
            rows = self._database.fetch(
                "SELECT number, asked, question, outcome FROM turns "
                "WHERE conversation = %s AND number <= %s ORDER BY number",
                (conversation, number),
                binary=True,
            )
            if rows:  # else it was deleted meanwhile
                name = hashlib.sha256(f"{conversation} {number}".encode()).hexdigest()[:16]
                *earlier, turn = (stored_turn(*row) for row in rows)
                yield RatedTurn(name, _opinion(*opinion), turn, tuple(earlier))


def _turn(conversation: str, number: int) -> tuple[str, int]:
    """Return the key of a turn; for an id or number that none can have, a key that none has."""
    return checked(conversation), number if 0 < number <= _LAST else 0


def _opinion(liked: bool, remark: bytes, given: datetime) -> Opinion:
    return Opinion(liked, unpacked(remark), given.astimezone(UTC))
