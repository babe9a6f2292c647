"""What readers thought of answers, kept with the turn of the conversation that it is about."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from index.conversations import StoredTurn, checked, digest, not_found, now, packed, stored_turn, unpacked
from index.database import Database

LONGEST_REMARK = 10_000
"""Characters of a remark that are kept."""

_LAST = 2**63 - 1
"""The largest number that SQLite takes."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Thumbs up (`liked`) or down on one turn, with a remark or "", and when it was given (UTC)."""

    liked: bool
    remark: str
    given: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """An opinion and what it is about, without saying whose.

    Attributes:
        id: names this turn in every export; tells nothing of the conversation's own id.
        turn: the one that the opinion is about.
        earlier: the turns before it in its conversation, oldest first.
    """

    id: str
    opinion: Opinion
    turn: StoredTurn
    earlier: tuple[StoredTurn, ...]


class Feedback:
    """The feedback in a library. It goes when its turn is replaced or its conversation deleted."""

    def __init__(self, database: Database) -> None:
        """Keep feedback in `database`. Raises LibraryError where an older file cannot be upgraded."""
        database.upgrade()
        self._database = database

    def give(self, owner: str, conversation: str, turn: int, *, liked: bool, remark: str = "") -> None:
        """Keep what an owner thinks of a turn, in place of what the owner thought before.

        Raises:
            ConversationNotFound: there is no such turn in a conversation of this owner.
        """
        with self._database.writing() as connection:
            kept = connection.execute(
                "INSERT OR REPLACE INTO feedback SELECT conversation, number, ?, ?, ? "
                "FROM turns JOIN conversations ON id = conversation "
                "WHERE id = ? AND number = ? AND owner = ?",
                (now(), liked, packed(remark[:LONGEST_REMARK]), *_turn(conversation, turn), digest(owner)),
            ).rowcount
        if not kept:
            raise not_found()

    def take_back(self, owner: str, conversation: str, turn: int) -> None:
        """Delete what an owner thought of a turn; where nothing is kept, nothing."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM feedback WHERE conversation = ? AND turn = ? "
                "AND conversation IN (SELECT id FROM conversations WHERE owner = ?)",
                (*_turn(conversation, turn), digest(owner)),
            )

    def given(self, owner: str, conversation: str) -> dict[int, Opinion]:
        """Return what an owner thinks of a conversation's turns, by their numbers."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT turn, liked, remark, given FROM feedback JOIN conversations ON id = conversation "
                "WHERE id = ? AND owner = ? ORDER BY turn",
                (checked(conversation), digest(owner)),
            )
            return {turn: _opinion(*row) for turn, *row in rows}

    def judged(self) -> Iterator[Judged]:
        """Yield all feedback of all owners, oldest first."""
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
                    yield Judged(name, _opinion(*opinion), turn, tuple(earlier))


def _turn(conversation: str, number: int) -> tuple[str, int]:
    """Return what names a turn; for an id or a number that no turn has, what names none."""
    return checked(conversation), number if 0 < number <= _LAST else 0


def _opinion(liked: int, remark: bytes, given: str) -> Opinion:
    return Opinion(bool(liked), unpacked(remark), datetime.fromisoformat(given))
