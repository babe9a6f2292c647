"""Conversations are kept beside other threads and processes, through kills, rebuilding and a full disk."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from index import ingest
from index.check import check
from index.conversations import Conversations, new_id
from index.errors import LibraryError
from index.library import Library
from index.store.sqlite.conversations import SqliteConversations
from index.store.sqlite.database import FILE_NAME, Database
from tests import processes
from tests.fakes import WordEmbedder, numbered_article
from tests.index.local import database_of
from tests.processes import at_work, told
from tests.store.conversing import SAID, begun, said


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
    conversations = SqliteConversations(Database(folder, create=True))
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
    conversations = SqliteConversations(Database(tmp_path))
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
            name = begun(SqliteConversations(database_of(library)), "ann", "One?", "Two?")
            line.send("end")
            assert told(line) == "done"
        assert said(SqliteConversations(database_of(library)), "ann", name) == [(1, "One?"), (2, "Two?")]


def test_conversations_are_kept_while_articles_are_added(tmp_path: Path) -> None:
    made = [numbered_article(number, sentences=9) for number in range(40)]
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        conversations = SqliteConversations(database_of(library))
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
        ingest.add(library, [numbered_article(1)])
        name = begun(SqliteConversations(database_of(library)), "ann", "One?", "Two?")
        before = SqliteConversations(database_of(library)).read("ann", name)
        assert check(library) == []
    with Library.open_for_rebuild(tmp_path, WordEmbedder(name="other words")) as library:
        ingest.rebuild(library)
        ingest.remove(library, ["a1"])
        assert check(library) == []
        assert SqliteConversations(database_of(library)).read("ann", name) == before


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
