import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import sync
from index.check import check
from index.conversations import (
    LONGEST_QUESTION,
    ConversationNotFound,
    Conversations,
    Outcome,
    new_id,
)
from index.database import FILE_NAME, Database
from index.errors import InputError, LibraryError
from index.library import Library
from tests import processes
from tests.fakes import WordEmbedder, numbered_article
from tests.processes import at_work, told

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any text at all: control characters and halves of surrogate pairs too."""

JSON = st.dictionaries(
    ANYTHING,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANYTHING,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)
SAID = {"text": "In 1931."}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path, create=True)
    yield database
    database.close()


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversations]:
    """One for the many examples of a property."""
    database = Database(tmp_path_factory.mktemp("shared"), create=True)
    yield Conversations(database)
    database.close()


def begun(conversations: Conversations, owner: str, *questions: str) -> str:
    """Keep a conversation of these questions; return its id."""
    name = new_id()
    for number, question in enumerate(questions, start=1):
        assert conversations.append(owner, name, number, question, {"text": f"On {question}"}) == number
    return name


def said(conversations: Conversations, owner: str, name: str) -> list[tuple[int, str]]:
    return [(turn.number, turn.question) for turn in conversations.read(owner, name).turns]


def test_an_id_is_long_and_random() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(name) for name in made} == {22}


def test_a_conversation_comes_back_as_it_was_after_a_restart(tmp_path: Path) -> None:
    database = Database(tmp_path, create=True)
    name = begun(Conversations(database), "ann", " When did it  open?", "And close?")
    database.close()
    again = Database(tmp_path)
    conversation = Conversations(again).read("ann", name)
    assert conversation.heading.id == name
    assert conversation.heading.title == "When did it open?"
    assert conversation.heading.turns == 2
    assert [turn.number for turn in conversation.turns] == [1, 2]
    assert [turn.question for turn in conversation.turns] == [" When did it  open?", "And close?"]
    assert [turn.outcome["text"] for turn in conversation.turns] == [
        "On  When did it  open?",
        "On And close?",
    ]
    assert [conversation.heading] == Conversations(again).listed("ann")
    again.close()


def test_times_are_in_utc(conversations: Conversations) -> None:
    before = datetime.now(UTC)
    name = begun(conversations, "ann", "One?", "Two?")
    conversation = conversations.read("ann", name)
    heading, turns = conversation.heading, conversation.turns
    assert before <= heading.started <= turns[0].asked <= turns[1].asked == heading.changed
    assert heading.changed <= datetime.now(UTC)
    assert heading.changed.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(owner=ANYTHING.filter(bool), question=ANYTHING, outcome=JSON)
def test_anybodys_text_comes_back_unchanged(
    shared: Conversations, owner: str, question: str, outcome: Outcome
) -> None:
    name = new_id()
    shared.append(owner, name, 1, question, outcome)
    shared.append(owner, name, 1, question, outcome)
    [turn] = shared.read(owner, name).turns
    assert (turn.question, turn.outcome) == (question, outcome)
    heading = next(heading for heading in shared.listed(owner) if heading.id == name)
    assert heading.title.encode()
    assert len(heading.title.splitlines()) == 1
    assert 0 < len(heading.title) <= 80


def test_a_huge_question_is_kept_up_to_a_limit(conversations: Conversations) -> None:
    huge = "why " * 2_000_000
    name = begun(conversations, "ann", huge)
    assert conversations.append("ann", name, 1, huge, SAID) == 1
    [turn] = conversations.read("ann", name).turns
    assert turn.question == huge[:LONGEST_QUESTION]
    assert len(conversations.listed("ann")[0].title) <= 80


def test_keeping_a_turn_again_changes_nothing(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    before = conversations.read("ann", name)
    for number, question in enumerate(["One?", "Two?"], start=1):
        assert conversations.append("ann", name, number, question, {"text": "later"}) == number
    assert conversations.read("ann", name) == before


def test_where_two_windows_went_on_both_turns_are_kept(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    assert conversations.append("ann", name, 2, "Two in another window?", SAID) == 3
    assert conversations.append("ann", name, 9, "Three?", SAID) == 4
    assert conversations.append("ann", name, 0, "Nought?", SAID) == 5
    assert conversations.append("ann", name, 10**30, "Far?", SAID) == 6
    assert [question for _, question in said(conversations, "ann", name)] == [
        *("One?", "Two?", "Two in another window?", "Three?", "Nought?", "Far?")
    ]


def test_a_turn_that_cannot_be_stored_leaves_no_empty_conversation(conversations: Conversations) -> None:
    with pytest.raises(TypeError):
        conversations.append("ann", new_id(), 1, "One?", {"text": object()})
    assert conversations.listed("ann") == []
    begun(conversations, "ann", "One?")
    assert len(conversations.listed("ann")) == 1


def test_only_the_first_turn_begins_a_conversation(conversations: Conversations) -> None:
    with pytest.raises(ConversationNotFound, match=r"not there any more. Begin a new one"):
        conversations.append("ann", new_id(), 2, "Two?", SAID)
    name = begun(conversations, "ann", "One?")
    conversations.delete("ann", name)
    with pytest.raises(ConversationNotFound):
        conversations.append("ann", name, 2, "Two?", SAID)
    assert conversations.listed("ann") == []


@pytest.mark.parametrize(
    "name", ["", "a", "x" * 21, "x" * 23, "ä" * 22, "\ud800" * 22, "x" * 21 + "\n", "%" * 22]
)
def test_what_is_no_id_is_no_conversation(conversations: Conversations, name: str) -> None:
    with pytest.raises(ConversationNotFound):
        conversations.append("ann", name, 1, "One?", SAID)
    with pytest.raises(ConversationNotFound):
        conversations.read("ann", name)
    with pytest.raises(ConversationNotFound):
        conversations.replace_last("ann", name, 1, "One?", SAID)
    conversations.delete("ann", name)
    assert conversations.listed("ann") == []


@pytest.mark.parametrize("other", ["bob", "Ann", "ann ", "an", "\ud800", "?", "ann\0"])
def test_anothers_conversation_is_not_there(conversations: Conversations, other: str) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    before = conversations.read("ann", name)
    for attempt in (
        lambda: conversations.read(other, name),
        lambda: conversations.append(other, name, 1, "Mine?", SAID),
        lambda: conversations.append(other, name, 3, "Mine?", SAID),
        lambda: conversations.replace_last(other, name, 2, "Mine?", SAID),
    ):
        with pytest.raises(ConversationNotFound):
            attempt()
    conversations.delete(other, name)
    assert conversations.delete_all(other) == 0
    assert conversations.listed(other) == []
    assert conversations.read("ann", name) == before


def test_nobody_owns_nothing(conversations: Conversations) -> None:
    with pytest.raises(ValueError, match="needs an owner"):
        conversations.listed("")


def test_the_owners_name_is_not_in_the_file(tmp_path: Path, conversations: Conversations) -> None:
    begun(conversations, "a-very-secret-browser", "One?")
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"One?" in stored
    assert b"very-secret" not in stored


def test_the_conversation_changed_last_is_listed_first(conversations: Conversations) -> None:
    first = begun(conversations, "ann", "First?")
    second = begun(conversations, "ann", "Second?")
    begun(conversations, "bob", "Elsewhere?")
    assert [heading.id for heading in conversations.listed("ann")] == [second, first]
    conversations.append("ann", first, 2, "More?", SAID)
    assert [(heading.id, heading.turns) for heading in conversations.listed("ann")] == [
        (first, 2),
        (second, 1),
    ]


def test_the_last_turn_is_replaced(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    for _ in range(2):  # a retry does no harm
        conversations.replace_last("ann", name, 2, "Two, edited?", SAID)
        assert said(conversations, "ann", name) == [(1, "One?"), (2, "Two, edited?")]
    assert conversations.read("ann", name).turns[1].outcome == SAID
    assert conversations.listed("ann")[0].title == "One?"


def test_editing_the_only_question_changes_the_title(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?")
    conversations.replace_last("ann", name, 1, "Another?", SAID)
    assert conversations.listed("ann")[0].title == "Another?"


@pytest.mark.parametrize("number", [-1, 0, 1, 3, 10**30])
def test_only_the_last_turn_can_be_replaced(conversations: Conversations, number: int) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    with pytest.raises(InputError, match=r"went on in another window. Reload the page"):
        conversations.replace_last("ann", name, number, "Edited?", SAID)
    assert said(conversations, "ann", name) == [(1, "One?"), (2, "Two?")]


def test_one_is_deleted_or_all(conversations: Conversations, database: Database) -> None:
    names = [begun(conversations, "ann", f"{number}?", "And?") for number in range(3)]
    kept = begun(conversations, "bob", "Mine?")
    conversations.delete("ann", names[1])
    conversations.delete("ann", names[1])
    assert {heading.id for heading in conversations.listed("ann")} == {names[0], names[2]}
    assert conversations.delete_all("ann") == 2
    assert conversations.listed("ann") == []
    assert said(conversations, "bob", kept) == [(1, "Mine?")]
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (1,)


def test_many_owners_at_once_never_mix(conversations: Conversations) -> None:
    ready = threading.Barrier(8)

    def converse(owner: str) -> list[str]:
        ready.wait()
        names = [new_id() for _ in range(3)]
        for number in range(1, 5):
            for name in names:
                conversations.append(owner, name, number, f"{owner} asks {name} {number}", {"of": owner})
                assert {heading.id for heading in conversations.listed(owner)} <= set(names)
        return names

    owners = [f"owner{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        names = dict(zip(owners, threads.map(converse, owners), strict=True))
    for owner in owners:
        assert {heading.id for heading in conversations.listed(owner)} == set(names[owner])
        for name in names[owner]:
            turns = conversations.read(owner, name).turns
            assert [turn.question for turn in turns] == [f"{owner} asks {name} {n}" for n in range(1, 5)]
            assert [turn.outcome for turn in turns] == [{"of": owner}] * 4


def test_the_same_turn_kept_by_many_threads_is_kept_once(conversations: Conversations) -> None:
    ready, name = threading.Barrier(8), new_id()

    def keep(_number: int) -> list[int]:
        ready.wait()
        return [conversations.append("ann", name, number, f"{number}?", SAID) for number in (1, 2, 3)]

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(keep, range(8)))
    assert numbers == [[1, 2, 3]] * 8
    assert said(conversations, "ann", name) == [(1, "1?"), (2, "2?"), (3, "3?")]


def keep_turns(line: Connection, folder: Path, name: str, count: int) -> None:
    """Keep one turn after another, saying so before and after."""
    conversations = Conversations(Database(folder, create=True))
    for number in range(1, count + 1):
        line.send(f"begin {number}")
        conversations.append("ann", name, number, f"{number}?", {"text": "x" * 5000})
        line.send(f"kept {number}")
    line.send("done")


@pytest.mark.parametrize("moment", [0.0, 0.002, 0.005, 0.02])
def test_a_kill_loses_and_doubles_nothing(tmp_path: Path, moment: float) -> None:
    name, lines = new_id(), []
    with at_work(keep_turns, tmp_path, name, 400) as (line, kill):
        assert told(line) == "begin 1"
        assert told(line) == "kept 1"
        time.sleep(moment)
        kill()
        while line.poll(0):
            try:
                lines.append(line.recv())
            except EOFError:
                break
    promised = 1 + sum(kept.startswith("kept") for kept in lines)
    conversations = Conversations(Database(tmp_path))
    held = said(conversations, "ann", name)
    assert len(held) >= promised
    assert held == [(number, f"{number}?") for number in range(1, len(held) + 1)]
    for number in range(1, len(held) + 3):  # who does not know what was kept tries all of it again
        conversations.append("ann", name, number, f"{number}?", {"text": "again"})
    assert said(conversations, "ann", name) == [(number, f"{number}?") for number in range(1, len(held) + 3)]


def test_conversations_are_kept_while_another_process_is_the_writer_of_articles(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        with at_work(processes.hold_the_lock, tmp_path) as (line, _):
            assert told(line) == "writing"
            name = begun(Conversations(library.database), "ann", "One?", "Two?")
            line.send("end")
            assert told(line) == "done"
        assert said(Conversations(library.database), "ann", name) == [(1, "One?"), (2, "Two?")]


def test_conversations_are_kept_while_articles_are_added(tmp_path: Path) -> None:
    made = [numbered_article(number, sentences=9) for number in range(40)]
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        conversations = Conversations(library.database)
        with at_work(processes.add, tmp_path, made, 12, "") as (line, _):
            assert told(line) == "adding"
            names = [begun(conversations, "ann", "One?")]
            while not line.poll(0):
                names.append(begun(conversations, "ann", "One?", "Two?"))
            assert told(line) == "done"
        assert {heading.id for heading in conversations.listed("ann")} == set(names)
        assert library.record.counts()[0] == 40
        assert check(library) == []


def test_a_turn_waits_for_a_transaction_of_another_process(
    tmp_path: Path, conversations: Conversations
) -> None:
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as thread:
        kept = thread.submit(begun, conversations, "ann", "One?")
        time.sleep(0.3)
        assert not kept.done()
        assert conversations.listed("ann") == []
        other.execute("COMMIT")
        name = kept.result(20)
    other.close()
    assert said(conversations, "ann", name) == [(1, "One?")]


def test_a_rebuild_with_another_model_leaves_conversations_alone(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        sync.add(library, [numbered_article(1)])
        name = begun(Conversations(library.database), "ann", "One?", "Two?")
        before = Conversations(library.database).read("ann", name)
        assert check(library) == []
    with Library.open_for_rebuild(tmp_path, WordEmbedder(name="other words")) as library:
        sync.rebuild(library)
        sync.remove(library, ["a1"])
        assert check(library) == []
        assert Conversations(library.database).read("ann", name) == before


def test_a_disk_that_takes_no_more_gives_a_clear_error_and_keeps_what_was(
    conversations: Conversations, database: Database
) -> None:
    name = begun(conversations, "ann", "One?")
    with database.reading() as connection:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError, match="Check the disk"):
        conversations.append("ann", name, 2, "Two?", {"text": "x" * 100_000})
    assert said(conversations, "ann", name) == [(1, "One?")]
