"""A library in PostgreSQL: its vector index follows the record, inside the process or on Chroma servers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from index import ingest
from index.check import check
from index.errors import IndexUnreachable, LibraryBusy, LibraryError
from index.library import Library
from index.passages import Passage
from index.progress import silent
from index.store.chroma import served_index as served_index_module
from index.store.chroma.address import ChromaAddress
from index.store.chroma.server import ChromaServer
from index.store.chroma.servers import ChromaServers
from index.store.opening import open_store
from index.store.place import SharedPlace
from index.store.postgres.idle_folders import forget_idle_folders
from index.store.postgres.outbox import Outbox
from index.store.shared import SharedStore
from tests.fakes import WordEmbedder, article, numbered_article
from tests.faults import assert_follows
from tests.servers.chroma_servers import chroma_servers
from tests.servers.shared_places import shared_place

MADE = [numbered_article(number) for number in range(12)]


@pytest.fixture(params=["inside", "servers"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> SharedPlace:
    return shared_place(tmp_path, on_servers=request.param == "servers")


@pytest.fixture
def served(tmp_path: Path) -> SharedPlace:
    return shared_place(tmp_path, on_servers=True)


@pytest.fixture
def filled(place: SharedPlace) -> Iterator[Library]:
    with Library.open(place, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE)
        yield library


def store_of(library: Library) -> SharedStore:
    assert isinstance(library.store, SharedStore)
    return library.store


def kinds_in(place: SharedPlace) -> list[type]:
    with closing(SharedStore(place, create=True)) as store:
        kept = [store.record, store.conversations(), store.feedback(), store.conversation_copies()]
        return [
            *map(type, [*kept, store.annotations(), store.ledger(), store.token_counts(), store.sessions()])
        ]


def names(library: Library) -> list[str]:
    return [name for (name,) in store_of(library).database.fetch("SELECT name FROM vector_indexes")]


def test_wherever_the_vectors_are_all_else_is_kept_in_the_same_way(
    tmp_path: Path, served: SharedPlace
) -> None:
    assert kinds_in(shared_place(tmp_path)) == kinds_in(served)


def test_another_process_of_the_same_place_finds_what_was_added(filled: Library, place: SharedPlace) -> None:
    with Library.open(place, WordEmbedder()) as other:
        assert not ingest.add(other, [article("Otters swam.", id="otters")])
        ingest.remove(other, ["a3"])
        assert_follows(other)
    query = filled.embedder.embed_question("otters")
    [((content_hash, _), _)] = filled.store.index.query(query, 1)
    assert content_hash == filled.record.article("otters").content_hash
    assert len(names(filled)) == 1
    assert check(filled) == []


def test_what_another_machine_adds_reaches_this_ones_folder_when_it_is_next_opened(tmp_path: Path) -> None:
    here = shared_place(tmp_path / "here")
    there = replace(here, folder=tmp_path / "there")
    with Library.open(here, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE[:6])
    with Library.open(there, WordEmbedder()) as library:
        assert_follows(library)
        ingest.remove(library, ["a1"])
        assert not ingest.add(library, MADE[6:])
        assert len(names(library)) == 2
    with closing(open_store(here)) as store:
        assert store.index_lag() == 7
    with Library.open(here, WordEmbedder()) as library:
        assert_follows(library)
        assert check(library) == []


def test_another_model_embeds_all_again(filled: Library, place: SharedPlace) -> None:
    other = WordEmbedder(name="other words")
    with Library.open_for_rebuild(place, other) as library:
        ingest.rebuild(library)
        assert_follows(library)
    with Library.open(place, other) as library:
        assert check(library) == []
        assert library.record.counts() == filled.record.counts()
        assert len(names(library)) == 1


def test_a_content_with_fewer_vectors_than_before_keeps_no_old_ones(filled: Library) -> None:
    made = article("Otters swam, and swam.", id="otters")
    vectors = np.eye(4, filled.embedder.embed_question("x").shape[0], dtype=np.float32)
    for count in (4, 2):
        passages = [Passage(number, 3 * number, 3 * number + 3) for number in range(count)]
        with filled.writer():
            with filled.store.recording():
                if count == 2:
                    filled.record.delete_vectors()
                filled.record.put(made, passages, vectors[:count], named=True)
            with filled.store.indexing():
                pass
        assert_follows(filled)


def test_who_makes_everything_again_is_alone(filled: Library, place: SharedPlace) -> None:
    def write(*, alone: bool) -> None:
        with Library.open_for_rebuild(place, WordEmbedder()) as other, other.writer(repair=not alone):
            pass

    with ThreadPoolExecutor(1) as thread:
        with filled.writer():
            thread.submit(write, alone=False).result(30)
            with pytest.raises(LibraryBusy, match="Wait until it is done"):
                thread.submit(write, alone=True).result(30)
        with filled.writer(repair=False), pytest.raises(LibraryBusy, match="Wait until it is done"):
            thread.submit(write, alone=False).result(30)


def test_another_number_of_servers_wants_a_rebuild(served: SharedPlace) -> None:
    fewer = replace(served, chroma=served.chroma[:1])
    with Library.open(served, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE)
    with Library.open(fewer, WordEmbedder()) as library:
        with pytest.raises(LibraryError, match=r"on 2 Chroma servers, .* names 1\. .* or run `qa rebuild`"):
            ingest.add(library, MADE)
        with pytest.raises(IndexUnreachable):
            library.store.index.query(library.embedder.embed_question("x"), 1)
        assert any("run `qa rebuild`" in problem for problem in check(library))
    with Library.open_for_rebuild(fewer, WordEmbedder()) as library:
        ingest.rebuild(library)
        assert_follows(library)
        assert check(library) == []


def test_fewer_servers_leave_nothing_on_those_that_are_set_and_the_others_are_named(
    served: SharedPlace,
) -> None:
    with Library.open(served, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE)
        assert ingest.rebuild(library) == []
        prefix = names(library)[0].rpartition("-")[0]
    with Library.open_for_rebuild(replace(served, chroma=served.chroma[1:]), WordEmbedder()) as library:
        [line] = ingest.rebuild(library)
        assert f"The Chroma server {served.chroma[0]} still holds" in line
        assert f"Delete its collections {prefix}-*" in line
        assert [len(collections(one, prefix)) for one in served.chroma] == [1, 1]
        assert collections(served.chroma[1], prefix) == names(library)
    # One that is named again is cleaned.
    with Library.open_for_rebuild(served, WordEmbedder()) as library:
        assert ingest.rebuild(library) == []
        assert [collections(one, prefix) for one in served.chroma] == [names(library)] * 2
        assert_follows(library)


def collections(address: ChromaAddress, prefix: str) -> list[str]:
    """The names of a library's collections on a server."""
    with closing(ChromaServer(address)) as server:
        every = server.ask(lambda client: [one.name for one in client.list_collections()])
    return [name for name in every if name.startswith(prefix)]


def test_a_folder_that_no_machine_opens_is_forgotten_and_made_again_when_one_does(tmp_path: Path) -> None:
    here = shared_place(tmp_path / "here")
    there = replace(here, folder=tmp_path / "there")
    with Library.open(there, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE[:2])
        [idle] = names(library)
    with Library.open(here, WordEmbedder()) as library:
        assert not ingest.add(library, MADE[2:4])
        assert not ingest.add(library, MADE[4:6])
        database, today = store_of(library).database, datetime.now(UTC).date()
        for days, is_there in ((29, True), (30, True), (31, False), (32, False)):
            forget_idle_folders(database, today + timedelta(days))
            assert (idle in names(library)) is is_there
        assert len(names(library)) == 1
        assert database.fetch("SELECT count(*) FROM index_changes") == [(0,)]
    with Library.open(there, WordEmbedder()) as library:
        assert len(names(library)) == 2
        assert_follows(library)
        assert check(library) == []


def test_a_folder_that_follows_in_time_is_kept(tmp_path: Path) -> None:
    here = shared_place(tmp_path / "here")
    there = replace(here, folder=tmp_path / "there")
    with Library.open(there, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE[:2])
        [kept] = names(library)
    with Library.open(here, WordEmbedder()) as library:
        database, today = store_of(library).database, datetime.now(UTC).date()
        assert not ingest.add(library, MADE[2:4])
        Library.open(there, WordEmbedder()).close()
        forget_idle_folders(database, today + timedelta(20))
        assert not ingest.add(library, MADE[4:6])
        forget_idle_folders(database, today + timedelta(40))
        forget_idle_folders(database, today + timedelta(60))
        assert kept in names(library)


def test_what_a_server_has_lost_is_told_and_made_again(served: SharedPlace) -> None:
    with Library.open(served, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE)
        [name] = names(library)
        servers = [ChromaServer(one.address) for one in chroma_servers()]
        with closing(ChromaServers(servers, name)) as collections:
            collections.drop()
        for server in servers:
            server.close()
        with pytest.raises(LibraryError, match="lacks a part"):
            ingest.add(library, [article("Otters swam.", id="otters")])
        assert any("lacks a part" in problem or "behind" in problem for problem in check(library))
        ingest.rebuild(library)
        assert check(library) == []
        assert library.record.counts()[0] == 13


def test_an_index_whose_making_was_killed_is_made_anew(
    served: SharedPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(served, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, MADE)
        with monkeypatch.context() as patched:
            patched.setattr(served_index_module, "recorded_vectors", fail)
            with pytest.raises(MemoryError):
                ingest.rebuild(library)
        assert len(names(library)) == 2
        assert_follows(library)
        ingest.remove(library, ["a4"])
        ingest.rebuild(library)
        assert len(names(library)) == 1
        assert_follows(library)
        assert check(library) == []


def fail(*_arguments: object) -> Iterator[None]:
    raise MemoryError


def test_those_who_apply_at_once_share_the_work(served: SharedPlace) -> None:
    with Library.open(served, WordEmbedder(), create=True) as library:
        store = store_of(library)
        [name] = names(library)
        with store.recording():
            for made in MADE:
                vectors = np.ones((1, 8), dtype=np.float32)
                store.record.put(made, [Passage(0, 0, len(made.text))], vectors, named=True)
        outboxes = [Outbox(store.database, name) for _ in range(4)]
        with ThreadPoolExecutor(4) as threads:
            done = list(threads.map(lambda outbox: outbox.apply(store.index), outboxes))
        assert sum(done) == 12
        assert store.index_lag() == 0
        assert len(list(store.index.keys())) == 12


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    place = SharedPlace("postgresql://ada:lovelace@127.0.0.1:1/news", tmp_path, token="sesame")
    assert "lovelace" not in repr(place) and "sesame" not in repr(place)
    assert place.location == "postgresql://ada@127.0.0.1:1/news"
    with pytest.raises(LibraryError) as raised:
        open_store(place)
    assert "lovelace" not in str(raised.value)


def test_repair_of_a_library_whose_servers_are_gone_does_nothing(tmp_path: Path) -> None:
    place = replace(shared_place(tmp_path), chroma=(ChromaAddress("127.0.0.1", 1, is_encrypted=False),))
    with closing(open_store(place, create=True)) as store:
        store.repair(silent)
        assert store.record.counts() == (0, 0)
