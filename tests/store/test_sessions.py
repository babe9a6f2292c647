"""Sign-in sessions of every store."""

import pytest

from index.sessions import Sessions
from index.store.protocol import Store


@pytest.fixture
def sessions(record_store: Store) -> Sessions:
    return record_store.sessions()


def test_a_session_is_found_until_it_ends_by_itself(sessions: Sessions) -> None:
    sessions.begin("hash", "ada", "print", now=100, until=200)
    assert sessions.find("hash", 199) == ("ada", "print")
    assert sessions.find("hash", 200) == ("ada", "print")
    assert sessions.find("hash", 200.5) is None
    assert sessions.find("other", 150) is None


def test_one_of_several_sessions_of_an_account_is_ended(sessions: Sessions) -> None:
    for token_hash in ("one", "two"):
        sessions.begin(token_hash, "ada", "print", now=100, until=200)
    sessions.end("one")
    sessions.end("one")
    sessions.end("never began")
    assert [sessions.find(token_hash, 150) for token_hash in ("one", "two")] == [None, ("ada", "print")]


def test_what_has_ended_is_forgotten_when_another_begins(sessions: Sessions) -> None:
    sessions.begin("old", "ada", "print", now=100, until=200)
    sessions.begin("new", "bo", "print", now=300, until=400)
    assert sessions.find("old", 150) is None
    assert sessions.find("new", 350) == ("bo", "print")


def test_sessions_are_the_same_however_often_they_are_asked_for(record_store: Store) -> None:
    record_store.sessions().begin("hash", "Ådå", "print", now=1, until=9)
    assert record_store.sessions().find("hash", 5) == ("Ådå", "print")


def test_the_index_follows_the_record(store: Store) -> None:
    assert store.index_lag() == 0
