"""Copies of conversations out of SQLite and into it."""

import json
from collections.abc import Iterator
from datetime import datetime

from typing_extensions import override

from index.conversation_copies import ConversationCopies, KeptConversation
from index.conversations import Conversation, ConversationSummary
from index.feedback import Opinion
from index.store.conversation_values import packed, unpacked
from index.store.sqlite.conversations import stored_turn
from index.store.sqlite.database import Database


class SqliteConversationCopies(ConversationCopies):
    """Copies of the conversations in one SQLite file."""

    def __init__(self, database: Database) -> None:
        """Copy those in `database`. Raises LibraryError where an older file cannot be upgraded."""
        database.upgrade()
        self._database = database

    @override
    def every(self) -> Iterator[KeptConversation]:
        with self._database.reading() as connection:
            names = connection.execute("SELECT id FROM conversations ORDER BY changed, rowid").fetchall()
        for (name,) in names:
            with self._database.reading() as connection:
                found = connection.execute(
                    "SELECT owner, title, started, changed FROM conversations WHERE id = ?", (name,)
                ).fetchone()
                turns = connection.execute(
                    "SELECT number, asked, question, outcome FROM turns WHERE conversation = ? "
                    "ORDER BY number",
                    (name,),
                ).fetchall()
                opinions = connection.execute(
                    "SELECT turn, liked, remark, given FROM feedback WHERE conversation = ? ORDER BY turn",
                    (name,),
                ).fetchall()
            if found:  # else it was deleted meanwhile
                owner, title, started, changed = found
                days = datetime.fromisoformat(started), datetime.fromisoformat(changed)
                summary = ConversationSummary(name, title, *days, len(turns))
                yield KeptConversation(
                    owner,
                    Conversation(summary, tuple(stored_turn(*turn) for turn in turns)),
                    {
                        turn: Opinion(bool(liked), unpacked(remark), datetime.fromisoformat(given))
                        for turn, liked, remark, given in opinions
                    },
                )

    @override
    def restore(self, kept: KeptConversation) -> bool:
        summary = kept.conversation.summary
        changed = _text(summary.changed)
        with self._database.writing() as connection:
            found = connection.execute(
                "SELECT owner, changed FROM conversations WHERE id = ?", (summary.id,)
            ).fetchone()
            if found and (found[0] != kept.owner or found[1] >= changed):
                return False
            connection.execute("DELETE FROM conversations WHERE id = ?", (summary.id,))
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)",
                (summary.id, kept.owner, summary.title, _text(summary.started), changed),
            )
            connection.executemany(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?)",
                [
                    (
                        summary.id,
                        turn.number,
                        _text(turn.asked),
                        packed(turn.question),
                        packed(json.dumps(turn.outcome, ensure_ascii=False)),
                    )
                    for turn in kept.conversation.turns
                ],
            )
            connection.executemany(
                "INSERT INTO feedback VALUES (?, ?, ?, ?, ?)",
                [
                    (summary.id, turn, _text(one.given), one.liked, packed(one.remark))
                    for turn, one in sorted(kept.opinions.items())
                ],
            )
        return True


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
