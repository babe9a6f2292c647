"""Conversations in SQLite."""

import json
import sqlite3
from datetime import UTC, datetime

from typing_extensions import override

from index.conversations import (
    MAX_STORED_QUESTION,
    Conversation,
    Conversations,
    ConversationSummary,
    Outcome,
    StoredTurn,
    digest,
    is_id,
    not_found,
    title_of,
)
from index.errors import InputError
from index.store.conversation_values import checked, packed, unpacked
from index.store.sqlite.database import Database


class SqliteConversations(Conversations):
    """Conversations in one SQLite file."""

    def __init__(self, database: Database) -> None:
        """Store conversations in `database`. Raises LibraryError where an older file cannot be upgraded."""
        database.upgrade()
        self._database = database

    @override
    def append(self, owner: str, conversation: str, number: int, question: str, outcome: Outcome) -> int:
        with self._database.writing() as connection:
            if number == 1 and is_id(conversation):
                # One that is there already is left as it is.
                connection.execute(
                    "INSERT OR IGNORE INTO conversations VALUES (?, ?, ?, ?, ?)",
                    (conversation, digest(owner), title_of(question), now(), now()),
                )
            last = _last_turn(connection, owner, conversation)
            if 1 <= number <= last and _question(connection, conversation, number) == _kept(question):
                return number
            _put(connection, conversation, last + 1, question, outcome)
        return last + 1

    @override
    def replace_last(
        self, owner: str, conversation: str, number: int, question: str, outcome: Outcome
    ) -> None:
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
                    "UPDATE conversations SET title = ? WHERE id = ?", (title_of(question), conversation)
                )

    @override
    def listed(self, owner: str) -> list[ConversationSummary]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, title, started, changed, (SELECT count(*) FROM turns WHERE conversation = id) "
                "FROM conversations WHERE owner = ? ORDER BY changed DESC, rowid DESC",
                (digest(owner),),
            )
            return [_summary(*row) for row in rows]

    @override
    def read(self, owner: str, conversation: str) -> Conversation:
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
        return Conversation(_summary(conversation, title, started, changed, len(turns)), turns)

    @override
    def delete(self, owner: str, conversation: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM conversations WHERE id = ? AND owner = ?", (checked(conversation), digest(owner))
            )

    @override
    def delete_all(self, owner: str) -> int:
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM conversations WHERE owner = ?", (digest(owner),)).rowcount


def stored_turn(number: int, asked: str, question: bytes, outcome: bytes) -> StoredTurn:
    """Make a turn from its row in the table `turns`."""
    return StoredTurn(
        number, datetime.fromisoformat(asked), unpacked(question), json.loads(unpacked(outcome))
    )


def now() -> str:
    """Return the current time in UTC as a text that sorts by time."""
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
    return packed(question[:MAX_STORED_QUESTION])


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


def _summary(name: str, title: str, started: str, changed: str, turns: int) -> ConversationSummary:
    return ConversationSummary(
        name, title, datetime.fromisoformat(started), datetime.fromisoformat(changed), turns
    )
