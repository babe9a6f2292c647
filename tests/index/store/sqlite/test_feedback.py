from pathlib import Path

from index.conversations import Conversations
from index.store.sqlite.database import Database
from index.store.sqlite.feedback import SqliteFeedback
from tests.store.conversing import begun


def test_it_is_there_after_a_restart(
    tmp_path: Path, conversations: Conversations, database: Database
) -> None:
    feedback, name = SqliteFeedback(database), begun(conversations, "ann", "1?", "2?", "3?")
    feedback.give("ann", name, 3, liked=False)
    before = list(feedback.rated_turns())
    database.close()
    again = Database(tmp_path)
    assert list(SqliteFeedback(again).rated_turns()) == before
    again.close()
