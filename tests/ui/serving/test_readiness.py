import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from index.articles import Article
from index.errors import LibraryError
from index.library import Library
from index.store.values import ServerState
from tests.fakes import WordEmbedder
from tests.store.memory import MemoryIndex, memory_library
from tests.ui.serving.requesting import in_a_loop_of_its_own
from ui.serving import readiness as module
from ui.serving.readiness import (
    NO_INDEX,
    NO_LIBRARY,
    NO_PRIMARY,
    NO_REPLICA,
    NO_REPLY,
    OLD_REPLICA,
    STOPPING,
    Health,
    Readiness,
)

BOAT = Article(id="boat", text="The boat was sold to Bo Berg.", title="A boat")


@dataclass
class BrokenIndex(MemoryIndex):
    def query(self, *_given: Any) -> Any:
        raise LibraryError("The index at http://secret:9000 is gone.")


@dataclass
class Counts:
    """What a record says of its size, and how often it was asked."""

    say: Callable[[], tuple[int, int]]
    asked: list[int] = field(default_factory=list)

    def __call__(self) -> tuple[int, int]:
        self.asked.append(1)
        return self.say()


@pytest.fixture
def library() -> Library:
    return memory_library(WordEmbedder(), BOAT)


def checked(readiness: Readiness) -> Health:
    return in_a_loop_of_its_own(readiness.check)


def test_a_library_that_replies_is_ready(library: Library) -> None:
    health = checked(Readiness(library))
    assert health == Health(articles=1, passages=1)
    assert health.ready


def test_an_empty_library_is_ready() -> None:
    assert checked(Readiness(memory_library(WordEmbedder()))) == Health()


def test_without_its_index_it_answers_by_words_and_says_so(library: Library) -> None:
    library.store.index = BrokenIndex()  # type: ignore[misc]
    health = checked(Readiness(library))
    assert (health.ready, health.notes) == (True, (NO_INDEX,))


def test_a_library_that_cannot_be_read_is_not_ready_and_no_place_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> tuple[int, int]:
        raise LibraryError("connection to secret@db failed")

    monkeypatch.setattr(library.record, "counts", broken)
    assert checked(Readiness(library)) == Health((NO_LIBRARY,))
    assert "secret@db" in caplog.text


def test_one_that_does_not_reply_keeps_nobody_waiting_and_is_asked_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH", 0.0)
    replies = threading.Event()
    counts = Counts(lambda: (replies.wait(30), (1, 1))[1])
    monkeypatch.setattr(library.record, "counts", counts)
    readiness = Readiness(library, patience=0.05)
    assert [checked(readiness) for _ in range(3)] == [Health((NO_REPLY,))] * 3
    assert len(counts.asked) == 1
    replies.set()
    readiness._patience = 30
    assert checked(readiness).ready


def test_many_checks_in_a_moment_ask_the_library_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH", 60.0)
    counts = Counts(lambda: (1, 1))
    monkeypatch.setattr(library.record, "counts", counts)
    readiness = Readiness(library)
    assert all(checked(readiness).ready for _ in range(5))
    assert len(counts.asked) == 1


PRIMARY, REPLICA = ServerState("postgresql://one/news", is_primary=True), ServerState("postgresql://two/news")
GONE = "secret@two did not reply"


@pytest.mark.parametrize(
    ("servers", "notes"),
    [
        ((PRIMARY, REPLICA), ()),
        ((PRIMARY, replace(REPLICA, lag=61.0), replace(REPLICA, lag=90.0)), (OLD_REPLICA,)),
        ((PRIMARY, REPLICA, replace(REPLICA, problem=GONE)), (NO_REPLICA,)),
        ((replace(PRIMARY, problem=GONE), REPLICA), (NO_PRIMARY,)),
    ],
)
def test_servers_of_the_record_that_are_not_used_are_noted_and_none_is_named(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    servers: tuple[ServerState, ...],
    notes: tuple[str, ...],
) -> None:
    monkeypatch.setattr(library.store, "servers", lambda: list(servers))
    health = checked(Readiness(library))
    assert (health.ready, health.notes, health.servers) == (True, notes, servers)
    assert not any("secret" in note for note in health.notes)


def test_a_server_that_is_being_stopped_says_so_at_once(library: Library) -> None:
    readiness = Readiness(library)
    assert checked(readiness).ready
    readiness.stopping = True
    assert checked(readiness) == Health((STOPPING,))


def test_an_index_that_is_behind_catches_up_beside_the_checks_once_a_minute(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH", -1.0)
    began, goes_on = threading.Semaphore(0), threading.Event()

    def repair(_progress: object) -> None:
        began.release()
        assert goes_on.wait(30)

    monkeypatch.setattr(library.store, "index_lag", lambda: 3)
    monkeypatch.setattr(library.store, "repair", repair)
    readiness = Readiness(library)
    assert [checked(readiness).index_lag for _ in range(3)] == [3] * 3
    assert began.acquire(timeout=30)
    monkeypatch.setattr(module, "REPAIR_EVERY", 0.0)
    checked(readiness)
    assert not began.acquire(blocking=False), "two repairs at once"
    goes_on.set()
    while not began.acquire(timeout=0.05):
        checked(readiness)


def test_a_repair_that_fails_is_logged_and_tried_again(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "FRESH", -1.0)
    monkeypatch.setattr(module, "REPAIR_EVERY", 0.0)
    tried = threading.Semaphore(0)

    def repair(_progress: object) -> None:
        tried.release()
        raise LibraryError("The vector index is gone.")

    monkeypatch.setattr(library.store, "index_lag", lambda: 3)
    monkeypatch.setattr(library.store, "repair", repair)
    readiness = Readiness(library)
    for _ in range(2):
        while not tried.acquire(timeout=0.05):
            assert checked(readiness).ready
    assert "cannot follow the record" in caplog.text


def test_an_index_that_follows_is_not_repaired(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    repaired = threading.Event()
    monkeypatch.setattr(library.store, "repair", lambda _progress: repaired.set())
    assert checked(Readiness(library)).ready
    assert not repaired.wait(0.2)
