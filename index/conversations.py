"""Conversations, kept in the library's record: each is its owner's, and nobody else's.

What came of a question is kept as JSON that this room does not read; `qa.kept` makes it and reads it.
"""

import hashlib
import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from index.database import Database
from index.errors import InputError

LONGEST_QUESTION = 100_000
"""Characters of a question that are kept. The engine answers far shorter ones only."""

Outcome = Mapping[str, Any]
"""What came of a question, as values that JSON has."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class ConversationNotFound(InputError):
    """No such conversation, or no such turn in it, of this owner."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question of a conversation and what came of it.

    Attributes:
        number: its place in the conversation, from 1.
        asked: when it was kept, UTC.
        question: as it was typed.
    """

    number: int
    asked: datetime
    question: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list of conversations shows of one.

    Attributes:
        title: its first question, shortened to one line.
        started, changed: when its first turn was kept, and its last; UTC.
        turns: how many it has, at least one.
    """

    id: str
    title: str
    started: datetime
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first."""

    heading: Heading
    turns: tuple[StoredTurn, ...]


def new_id() -> str:
    """Make the id of a new conversation: random, not to be guessed. Nothing is kept before its first turn."""
    return secrets.token_urlsafe(16)


class Conversations:
    """The conversations of a library. Any thread or process may use them while another adds articles.

    An owner is any text that is somebody's alone: a user's name, or the random id that a browser keeps. Of
    that only a digest is stored. Another owner's conversation is not there, as one that was never begun.
    """

    def __init__(self, database: Database) -> None:
        """Keep conversations in `database`. Raises LibraryError where an older file cannot be upgraded."""
        database.upgrade()
        self._database = database

    def append(self, owner: str, conversation: str, number: int, question: str, outcome: Outcome) -> int:
        """Keep a turn, after all the others; return its number. Turn 1 begins the conversation.

        The same question under the same number again changes nothing: a caller that does not know whether a
        turn was kept tries once more. Where two windows went on with one conversation, both turns are kept.

        Raises:
            ConversationNotFound: there is none with this id, and `number` is not 1.
        """
        with self._database.writing() as connection:
            if number == 1 and _ID.fullmatch(conversation):
                # One that is there already is left as it is.
                connection.execute(
                    "INSERT OR IGNORE INTO conversations VALUES (?, ?, ?, ?, ?)",
                    (conversation, digest(owner), _title(question), now(), now()),
                )
            last = _last_turn(connection, owner, conversation)
            if 1 <= number <= last and _question(connection, conversation, number) == _kept(question):
                return number
            _put(connection, conversation, last + 1, question, outcome)
        return last + 1

    def replace_last(
        self, owner: str, conversation: str, number: int, question: str, outcome: Outcome
    ) -> None:
        """Keep a turn in place of the last one, whose number it has; feedback on the old one is deleted.

        Raises:
            ConversationNotFound: there is no such conversation of this owner.
            InputError: the last turn has another number, because the conversation went on elsewhere.
        """
        with self._database.writing() as connection:
            if number != _last_turn(connection, owner, conversation):
                raise InputError(
                    "This conversation went on in another window. Reload the page, then ask again."
                )
            connection.execute(
                "DELETE FROM turns WHERE conversation = ? AND number = ?", (conversation, number)
            )
            _put(connection, conversation, number, question, outcome)
            if number == 1:
                connection.execute(
                    "UPDATE conversations SET title = ? WHERE id = ?", (_title(question), conversation)
                )

    def listed(self, owner: str) -> list[Heading]:
        """Return an owner's conversations, the one changed last first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, title, started, changed, (SELECT count(*) FROM turns WHERE conversation = id) "
                "FROM conversations WHERE owner = ? ORDER BY changed DESC, rowid DESC",
                (digest(owner),),
            )
            return [_heading(*row) for row in rows]

    def read(self, owner: str, conversation: str) -> Conversation:
        """Return one conversation with all its turns. Raises ConversationNotFound."""
        with self._database.reading() as connection:
            # One statement: a turn that is added meanwhile is in the count and in the list, or in neither.
            rows = connection.execute(
                "SELECT title, started, changed, number, asked, question, outcome "
                "FROM conversations JOIN turns ON conversation = id "
                "WHERE id = ? AND owner = ? ORDER BY number",
                (checked(conversation), digest(owner)),
            ).fetchall()
        if not rows:
            raise not_found()
        turns = tuple(stored_turn(*row[3:]) for row in rows)
        title, started, changed = rows[0][:3]
        return Conversation(_heading(conversation, title, started, changed, len(turns)), turns)

    def delete(self, owner: str, conversation: str) -> None:
        """Delete a conversation, with the feedback on it; where it is not there, nothing."""
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM conversations WHERE id = ? AND owner = ?", (checked(conversation), digest(owner))
            )

    def delete_all(self, owner: str) -> int:
        """Delete all conversations of an owner, with the feedback on them; return how many there were."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM conversations WHERE owner = ?", (digest(owner),)).rowcount


def digest(owner: str) -> str:
    """Return what is stored of an owner: a copy of the library's file lets nobody in as somebody else."""
    if not owner:
        raise ValueError("a conversation needs an owner")
    return hashlib.sha256(packed(owner)).hexdigest()


def packed(text: str) -> bytes:
    """Return any text as SQLite takes it: of half a surrogate pair it takes only the bytes."""
    return text.encode("utf-8", "surrogatepass")


def unpacked(stored: bytes) -> str:
    """Return the text that was packed."""
    return stored.decode("utf-8", "surrogatepass")


def stored_turn(number: int, asked: str, question: bytes, outcome: bytes) -> StoredTurn:
    """Make a turn of its row in the table `turns`."""
    return StoredTurn(
        number, datetime.fromisoformat(asked), unpacked(question), json.loads(unpacked(outcome))
    )


def checked(conversation: str) -> str:
    """Return an id that SQLite takes: what is none is no conversation's."""
    return conversation if _ID.fullmatch(conversation) else ""


def not_found() -> ConversationNotFound:
    """Make the error for a conversation that is gone, or somebody else's."""
    return ConversationNotFound("This conversation is not there any more. Begin a new one.")


def now() -> str:
    """Return this moment as it is stored: UTC, and sorted as text it is sorted by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _put(
    connection: sqlite3.Connection, conversation: str, number: int, question: str, outcome: Outcome
) -> None:
    moment = now()
    connection.execute(
        "INSERT INTO turns VALUES (?, ?, ?, ?, ?)",
        (conversation, number, moment, _kept(question), packed(json.dumps(outcome, ensure_ascii=False))),
    )
    connection.execute("UPDATE conversations SET changed = ? WHERE id = ?", (moment, conversation))


def _kept(question: str) -> bytes:
    return packed(question[:LONGEST_QUESTION])


def _question(connection: sqlite3.Connection, conversation: str, number: int) -> bytes:
    row = connection.execute(
        "SELECT question FROM turns WHERE conversation = ? AND number = ?", (conversation, number)
    ).fetchone()
    return bytes(row[0])


def _last_turn(connection: sqlite3.Connection, owner: str, conversation: str) -> int:
    """Return the number of a conversation's last turn; 0 for one that is just being begun."""
    row = connection.execute(
        "SELECT (SELECT max(number) FROM turns WHERE conversation = id) "
        "FROM conversations WHERE id = ? AND owner = ?",
        (checked(conversation), digest(owner)),
    ).fetchone()
    if not row:
        raise not_found()
    return row[0] or 0


def _title(question: str) -> str:
    from index.loaders.normalisation import first_words

    return first_words(question)


def _heading(name: str, title: str, started: str, changed: str, turns: int) -> Heading:
    return Heading(name, title, datetime.fromisoformat(started), datetime.fromisoformat(changed), turns)
