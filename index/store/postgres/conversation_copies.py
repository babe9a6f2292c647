"""Copies of conversations out of PostgreSQL and into it."""

import json
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

from typing_extensions import override

from index.conversation_copies import ConversationCopies, KeptConversation
from index.conversations import Conversation, ConversationSummary
from index.feedback import Opinion
from index.store.conversation_values import packed, unpacked
from index.store.postgres.conversations import stored_turn
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.text import restored, stored

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


class PostgresConversationCopies(ConversationCopies):
    """Copies of the conversations in one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Copy those in `database`."""
        self._database = database

    @override
    def every(self) -> Iterator[KeptConversation]:
        for (name,) in self._database.fetch("SELECT id FROM conversations ORDER BY changed, number"):
            kept = self._kept(name)
            if kept:  # else it was deleted meanwhile
                yield kept

    def _kept(self, name: str) -> KeptConversation | None:
        rows = self._database.fetch(
            "SELECT owner, title, started, changed FROM conversations WHERE id = %s", (name,)
        )
        turns = self._database.fetch(
            "SELECT number, asked, question, outcome FROM turns WHERE conversation = %s ORDER BY number",
            (name,),
            binary=True,
        )
        opinions = self._database.fetch(
            "SELECT turn, liked, remark, given FROM feedback WHERE conversation = %s ORDER BY turn",
            (name,),
            binary=True,
        )
        if not rows:
            return None
        owner, title, started, changed = rows[0]
        summary = ConversationSummary(
            name, restored(title), started.astimezone(UTC), changed.astimezone(UTC), len(turns)
        )
        return KeptConversation(
            owner,
            Conversation(summary, tuple(stored_turn(*turn) for turn in turns)),
            {
                turn: Opinion(liked, unpacked(remark), given.astimezone(UTC))
                for turn, liked, remark, given in opinions
            },
        )

    @override
    def restore(self, kept: KeptConversation) -> bool:
        summary = kept.conversation.summary

        def work(connection: "Connection") -> bool:
            rows = connection.execute(
                "SELECT owner, changed FROM conversations WHERE id = %s FOR UPDATE", (summary.id,)
            ).fetchall()
            if rows and (rows[0][0] != kept.owner or rows[0][1] >= summary.changed):
                return False
            connection.execute("DELETE FROM conversations WHERE id = %s", (summary.id,))
            connection.execute(
                "INSERT INTO conversations (id, owner, title, started, changed) VALUES (%s, %s, %s, %s, %s)",
                (summary.id, kept.owner, stored(summary.title), summary.started, summary.changed),
            )
            for turn in kept.conversation.turns:
                connection.execute(
                    "INSERT INTO turns VALUES (%s, %s, %s, %s, %s)",
                    (
                        summary.id,
                        turn.number,
                        turn.asked,
                        packed(turn.question),
                        packed(json.dumps(turn.outcome, ensure_ascii=False)),
                    ),
                )
            for number, one in sorted(kept.opinions.items()):
                connection.execute(
                    "INSERT INTO feedback (conversation, turn, given, liked, remark) "
                    "VALUES (%s, %s, %s, %s, %s)",
                    (summary.id, number, one.given, one.liked, packed(one.remark)),
                )
            return True

        return self._database.run(work)
