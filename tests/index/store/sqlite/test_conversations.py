from pathlib import Path

from index.conversations import Conversations
from index.store.sqlite.conversations import SqliteConversations
from index.store.sqlite.database import Database
from tests.store.conversing import begun


def test_a_conversation_comes_back_as_it_was_after_a_restart(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    name = begun(SqliteConversations(database), "ann", " When did it  open?", "And close?")
    database.close()
    again = Database(tmp_path)
    conversation = SqliteConversations(again).read("ann", name)
    assert conversation.summary.id == name
    assert conversation.summary.title == "When did it open?"
    assert conversation.summary.turns == 2
    assert [turn.number for turn in conversation.turns] == [1, 2]
    assert [turn.question for turn in conversation.turns] == [" When did it  open?", "And close?"]
    assert [turn.outcome["text"] for turn in conversation.turns] == [
        "On  When did it  open?",
        "On And close?",
    ]
    assert [conversation.summary] == SqliteConversations(again).listed("ann")
    again.close()


def test_the_owners_name_is_not_in_the_file(tmp_path: Path, conversations: Conversations) -> None:
    begun(conversations, "a-very-secret-browser", "One?")
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"One?" in stored
    assert b"very-secret" not in stored


def test_deleting_leaves_no_turn_behind(conversations: Conversations, database: Database) -> None:
    begun(conversations, "ann", "One?", "Two?")
    begun(conversations, "bob", "Mine?")
    conversations.delete_all("ann")
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (1,)
