"""Conversations in PostgreSQL."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

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
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.text import restored, stored

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


class PostgresConversations(Conversations):
    """Conversations in one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Store conversations in `database`."""
        self._database = database

    @override
    def append(self, owner: str, conversation: str, number: int, question: str, outcome: Outcome) -> int:
        kept, reply = _kept(question), _packed_outcome(outcome)

        def work(connection: "Connection") -> int:
            if number == 1 and is_id(conversation):
                # One that is there already is left as it is.
                connection.execute(
                    "INSERT INTO conversations (id, owner, title, started, changed) "
                    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
                    (conversation, digest(owner), stored(title_of(question)), now(), now()),
                )
            last = _last_turn(connection, owner, conversation)
            if 1 <= number <= last and _question(connection, conversation, number) == kept:
                return number
            _put(connection, conversation, last + 1, kept, reply)
            return last + 1

        return self._database.run(work)

    @override
    def replace_last(
        self, owner: str, conversation: str, number: int, question: str, outcome: Outcome
    ) -> None:
        kept, reply = _kept(question), _packed_outcome(outcome)

        def work(connection: "Connection") -> None:
            if number != _last_turn(connection, owner, conversation):
                raise InputError(
                    "This conversation went on in another window. Reload the page, then ask again."
                )
            connection.execute(
                "DELETE FROM turns WHERE conversation = %s AND number = %s", (conversation, number)
            )
            _put(connection, conversation, number, kept, reply)
            if number == 1:
                connection.execute(
                    "UPDATE conversations SET title = %s WHERE id = %s",
                    (stored(title_of(question)), conversation),
                )

        self._database.run(work)

    @override
    def listed(self, owner: str) -> list[ConversationSummary]:
        rows = self._database.fetch(
            "SELECT id, title, started, changed, (SELECT count(*) FROM turns WHERE conversation = id) "
            "FROM conversations WHERE owner = %s ORDER BY changed DESC, number DESC",
            (digest(owner),),
        )
        return [_summary(*row) for row in rows]

    @override
    def read(self, owner: str, conversation: str) -> Conversation:
        # One statement: a turn that is added meanwhile is in the count and in the list, or in neither.
        rows = self._database.fetch(
            "SELECT title, started, changed, turns.number, asked, question, outcome "
            "FROM conversations JOIN turns ON conversation = id "
            "WHERE id = %s AND owner = %s ORDER BY turns.number",
            (checked(conversation), digest(owner)),
            binary=True,
        )
        if not rows:
            raise not_found()
        turns = tuple(stored_turn(*row[3:]) for row in rows)
        title, started, changed = rows[0][:3]
        return Conversation(_summary(conversation, title, started, changed, len(turns)), turns)

    @override
    def delete(self, owner: str, conversation: str) -> None:
        self._database.run(
            lambda connection: connection.execute(
                "DELETE FROM conversations WHERE id = %s AND owner = %s",
                (checked(conversation), digest(owner)),
            )
        )

    @override
    def delete_all(self, owner: str) -> int:
        return self._database.run(
            lambda connection: (
                connection.execute("DELETE FROM conversations WHERE owner = %s", (digest(owner),)).rowcount
            )
        )


def stored_turn(number: int, asked: datetime, question: bytes, outcome: bytes) -> StoredTurn:
    """Make a turn from its row in the table `turns`."""
    return StoredTurn(number, asked.astimezone(UTC), unpacked(question), json.loads(unpacked(outcome)))


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def _put(connection: "Connection", conversation: str, number: int, question: bytes, outcome: bytes) -> None:
    moment = now()
    connection.execute(
        "INSERT INTO turns VALUES (%s, %s, %s, %s, %s)", (conversation, number, moment, question, outcome)
    )
    connection.execute("UPDATE conversations SET changed = %s WHERE id = %s", (moment, conversation))


def _packed_outcome(outcome: Outcome) -> bytes:
    return packed(json.dumps(outcome, ensure_ascii=False))


def _kept(question: str) -> bytes:
    return packed(question[:MAX_STORED_QUESTION])


def _question(connection: "Connection", conversation: str, number: int) -> bytes:
    [(question,)] = connection.execute(
        "SELECT question FROM turns WHERE conversation = %s AND number = %s", (conversation, number)
    ).fetchall()
    return bytes(question)


def _last_turn(connection: "Connection", owner: str, conversation: str) -> int:
    """Hold a conversation; return the number of its last turn, 0 for one that is just being begun."""
    rows = connection.execute(
        "SELECT 1 FROM conversations WHERE id = %s AND owner = %s FOR UPDATE",
        (checked(conversation), digest(owner)),
    ).fetchall()
    if not rows:
        raise not_found()
    [(last,)] = connection.execute(
        "SELECT max(number) FROM turns WHERE conversation = %s", (conversation,)
    ).fetchall()
    return last or 0


def _summary(name: str, title: str, started: datetime, changed: datetime, turns: int) -> ConversationSummary:
    return ConversationSummary(name, restored(title), started.astimezone(UTC), changed.astimezone(UTC), turns)
