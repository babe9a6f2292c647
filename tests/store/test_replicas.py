"""A library that is read from a streaming replica: behind, cancelled, gone; or without its primary."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from index import ingest
from index.check import check
from index.conversations import new_id
from index.errors import ArticleNotFound, LibraryError
from index.filters import SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from index.store.opening import open_store
from index.store.place import SharedPlace
from index.store.shared import SharedStore
from tests.fakes import WordEmbedder, article, numbered_article
from tests.faults import assert_follows
from tests.servers.replicated import ReplicatedServers, replicated_servers, started_pair
from tests.store.conversing import SAID

OTTERS, BEAVERS = article("Otters swam here.", id="otters"), article("Beavers built a dam.", id="beavers")


@pytest.fixture
def running() -> Iterator[ReplicatedServers]:
    """The two, which a test may kill or stop."""
    with replicated_servers().mended_afterwards() as servers:
        yield servers


@pytest.fixture
def place(running: ReplicatedServers, tmp_path: Path) -> SharedPlace:
    place = running.place(tmp_path)
    with Library.open(place, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [OTTERS, BEAVERS])
    running.catch_up()
    return place


@pytest.fixture
def library(place: SharedPlace) -> Iterator[Library]:
    with Library.open(place, WordEmbedder()) as library:
        yield library


def store_of(library: Library) -> SharedStore:
    assert isinstance(library.store, SharedStore)
    return library.store


def reads_replica(library: Library) -> bool:
    rows = store_of(library).database.fetch_from_replica("SELECT pg_is_in_recovery()")
    return bool(rows[0][0])


def found(library: Library, query: str) -> list[str]:
    return [hit.article_id for hit in hybrid_search(library, [query], 5)]


def problems(library: Library) -> list[str]:
    return [server.problem for server in library.store.servers()]


def test_what_is_searched_is_read_from_the_replica_and_what_is_written_goes_to_the_primary(
    running: ReplicatedServers, library: Library
) -> None:
    running.catch_up()
    assert reads_replica(library)
    conversations, name = library.store.conversations(), new_id()
    running.on_replica("SELECT pg_wal_replay_pause()")
    conversations.append("Bo Berg", name, 1, "Who swam?", SAID)
    assert len(conversations.listed("Bo Berg")) == 1
    assert reads_replica(library)
    assert found(library, "otters")[0] == "otters"
    assert len(library.record.catalog.entries()) == 2


def test_a_replica_that_is_behind_gives_old_answers_that_are_whole(
    running: ReplicatedServers, place: SharedPlace, library: Library
) -> None:
    running.catch_up()
    running.on_replica("SELECT pg_wal_replay_pause()")
    with Library.open(replace(place, replicas=()), WordEmbedder()) as other:
        ingest.remove(other, ["beavers"])
        assert not ingest.add(other, [article("Storks nested.", id="storks")])
    hits = hybrid_search(library, ["beavers built"], 5)
    assert reads_replica(library)
    assert [hit.article_id for hit in hits] == ["beavers"]
    assert all(hit.text == hit.article.text[hit.start : hit.end] for hit in hits)
    # What the index has already and the replica has not is left out.
    assert_follows_on_primary(place)
    assert "storks" not in found(library, "storks nested")
    keys = [(one.content_hash, 0) for one in library.record.find("id", "otters")]
    assert library.record.refs([*keys, ("0" * 64, 0)])["0" * 64, 0] == []
    # One article by its id is looked for on the primary, too.
    assert library.record.article("storks").id == "storks"
    with pytest.raises(ArticleNotFound):
        library.record.article("nobody")
    [primary, replica] = library.store.servers()
    assert (primary.is_primary, primary.problem, replica.is_primary, replica.problem) == (True, "", False, "")
    assert replica.lag > 0
    running.on_replica("SELECT pg_wal_replay_resume()")
    running.catch_up()
    assert found(library, "storks nested")[0] == "storks"
    assert library.store.servers()[1].lag == 0


def assert_follows_on_primary(place: SharedPlace) -> None:
    with Library.open(replace(place, replicas=()), WordEmbedder()) as other:
        assert_follows(other)


def test_who_adds_reads_what_they_added_even_where_the_replica_is_behind(
    running: ReplicatedServers, library: Library
) -> None:
    running.catch_up()
    running.on_replica("SELECT pg_wal_replay_pause()")
    assert not ingest.add(library, [article("Storks nested.", id="storks")])
    assert not reads_replica(library)
    assert found(library, "storks nested")[0] == "storks"
    assert library.record.counts()[0] == 3
    assert "lacks what the primary has had" in problems(library)[1]
    running.on_replica("SELECT pg_wal_replay_resume()")
    running.catch_up()
    assert reads_replica(library)


def test_a_replica_without_the_library_yet_is_passed_over(running: ReplicatedServers, tmp_path: Path) -> None:
    running.on_replica("SELECT pg_wal_replay_pause()")
    with Library.open(running.place(tmp_path), WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [OTTERS])
        assert found(library, "otters") == ["otters"]
        assert problems(library)[1]
        running.on_replica("SELECT pg_wal_replay_resume()")
        running.catch_up()
        assert reads_replica(library)


def test_the_check_reads_the_primary_whatever_the_replica_lacks(
    running: ReplicatedServers, place: SharedPlace, library: Library
) -> None:
    running.catch_up()
    running.on_replica("SELECT pg_wal_replay_pause()")
    with Library.open(replace(place, replicas=()), WordEmbedder()) as other:
        assert not ingest.add(other, [article("Storks nested.", id="storks")])
    assert reads_replica(library)
    with library.store.latest():
        assert not reads_replica(library)
    assert check(library) == []
    assert library.record.counts()[0] == 3


def test_a_server_of_another_library_is_not_read(
    running: ReplicatedServers, place: SharedPlace, tmp_path: Path
) -> None:
    stranger = replace(place, folder=tmp_path / "stranger", schema=f"{place.schema}_other", replicas=())
    with Library.open(stranger, WordEmbedder(), create=True):
        pass
    with Library.open(replace(stranger, replicas=place.replicas), WordEmbedder()) as library:
        running.catch_up()
        assert reads_replica(library)
        store_of(library).database.replicas.record = "another"
        assert not reads_replica(library)
        assert "has no replica of this library" in problems(library)[1]


def test_a_replica_that_is_killed_is_missed_by_nobody(
    running: ReplicatedServers, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    running.catch_up()
    assert reads_replica(library)
    running.replica.kill()
    assert found(library, "otters")[0] == "otters"
    assert not reads_replica(library)
    assert problems(library)[1]
    told = [one.getMessage() for one in caplog.records if "instead of a replica" in one.getMessage()]
    assert len(told) == 1
    running.replica.start()
    running.catch_up()
    until = time.monotonic() + 60
    while not reads_replica(library):
        assert time.monotonic() < until
        time.sleep(0.2)


def test_without_its_primary_a_library_is_searched_and_nothing_is_written(
    running: ReplicatedServers, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.catch_up()
    conversations, name = library.store.conversations(), new_id()
    conversations.append("Bo Berg", name, 1, "Who swam?", SAID)
    sessions = library.store.sessions()
    sessions.begin("hash", "Bo Berg", "account", now=1.0, until=3.0)
    running.catch_up()
    monkeypatch.setattr("index.retrieval.vector_search.MAX_EXACT_PASSAGES", 0)
    running.primary.kill()
    began = time.monotonic()
    assert found(library, "otters")[0] == "otters"
    assert library.record.article("beavers").text == BEAVERS.text
    assert found(library, "dam") and library.record.catalog.entries(SearchFilter(articles=("beavers",)))
    assert len(conversations.listed("Bo Berg")) == 1
    assert sessions.find("hash", now=2.0) == ("Bo Berg", "account")
    with pytest.raises(LibraryError, match="Start its server") as told:
        conversations.append("Bo Berg", new_id(), 1, "Who built?", SAID)
    assert "\n" not in str(told.value)
    assert time.monotonic() - began < 30
    assert problems(library)[0]
    running.primary.start()
    until = time.monotonic() + 60
    while problems(library)[0]:
        assert time.monotonic() < until
        time.sleep(0.2)
    conversations.append("Bo Berg", new_id(), 1, "Who built?", SAID)


def test_a_library_is_opened_without_its_primary(running: ReplicatedServers, place: SharedPlace) -> None:
    running.primary.kill()
    with Library.open(place, WordEmbedder()) as library:
        assert found(library, "otters")[0] == "otters"
        with pytest.raises(LibraryError, match="Cannot connect"):
            ingest.add(library, [article("Storks nested.", id="storks")])
    running.replica.kill()
    with pytest.raises(LibraryError, match="Start the server, or correct host and port in QA_DATABASE_URL"):
        Library.open(place, WordEmbedder())


@pytest.mark.parametrize("conflicts", [1, 9])
def test_what_a_replicas_recovery_cancels_is_read_again_there_and_then_on_the_primary(
    running: ReplicatedServers, library: Library, conflicts: int
) -> None:
    running.catch_up()
    running.cancel_at_once()
    database = store_of(library).database
    read: list[str] = []

    def work(connection: "psycopg.Connection[tuple[Any, ...]]") -> int:
        [(on_replica,)] = connection.execute("SELECT pg_is_in_recovery()").fetchall()
        read.append("replica" if on_replica else "primary")
        [(count,)] = connection.execute("SELECT count(*) FROM articles").fetchall()
        if on_replica and len(read) <= conflicts:
            running.on_primary(
                f"BEGIN; LOCK TABLE {database.schema}.articles IN ACCESS EXCLUSIVE MODE; COMMIT"
            )
            running.catch_up()
        return int(connection.execute("SELECT %s::integer", (count,)).fetchall()[0][0])

    assert database.read_from_replica(work) == 2
    assert read == ["replica", "replica"] if conflicts == 1 else ["replica", "replica", "primary"]


def test_a_role_that_may_only_read_reads_the_replica_and_sees_how_far_behind_it_is(
    running: ReplicatedServers, place: SharedPlace
) -> None:
    role = f"reader_of_{place.schema}"
    running.on_primary(
        f"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {place.schema} TO {role}; "
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {place.schema} TO {role}"
    )
    running.catch_up()
    addresses = [one.replace("postgres:@", f"{role}@") for one in (place.address, *place.replicas)]
    as_reader = replace(place, address=addresses[0], replicas=tuple(addresses[1:]))
    with Library.open(as_reader, WordEmbedder()) as library:
        running.catch_up()
        assert reads_replica(library)
        assert found(library, "otters")[0] == "otters"
        assert [(one.problem, one.lag) for one in library.store.servers()] == [("", 0.0)] * 2


def test_of_several_hosts_in_one_address_the_standby_is_read(
    running: ReplicatedServers, place: SharedPlace
) -> None:
    address = f"{running.both}&target_session_attrs=standby&load_balance_hosts=random"
    with Library.open(replace(place, replicas=(address,)), WordEmbedder()) as library:
        running.catch_up()
        assert reads_replica(library)
        running.replica.kill()
        assert found(library, "otters")[0] == "otters"


def test_a_replica_that_is_promoted_is_found_and_written_to(tmp_path: Path) -> None:
    servers = started_pair()
    place = replace(servers.place(tmp_path), address=f"{servers.both}&target_session_attrs=read-write")
    with Library.open(place, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [OTTERS])
        servers.catch_up()
        servers.primary.kill()
        assert found(library, "otters") == ["otters"]
        servers.on_replica("SELECT pg_promote()")
        until = time.monotonic() + 60
        while problems(library) != ["", ""]:
            assert time.monotonic() < until, problems(library)
            time.sleep(0.2)
        assert not ingest.add(library, [BEAVERS])
        assert found(library, "beavers")[0] == "beavers"
        assert check(library) == []
    servers.replica.kill()


def test_a_library_without_replicas_has_no_servers_to_tell_of(place: SharedPlace) -> None:
    with closing(open_store(replace(place, replicas=()))) as store:
        assert store.servers() == []


def test_numbered_articles_are_found_by_vectors_that_the_replica_lacks(
    running: ReplicatedServers, place: SharedPlace, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.retrieval.vector_search.MAX_EXACT_PASSAGES", 0)
    running.catch_up()
    found(library, "otters")
    running.on_replica("SELECT pg_wal_replay_pause()")
    with Library.open(replace(place, replicas=()), WordEmbedder()) as other:
        assert not ingest.add(other, [numbered_article(number) for number in range(8)])
    assert reads_replica(library)
    hits = hybrid_search(library, ["otters swam"], 5)
    assert {hit.article_id for hit in hits} <= {"otters", "beavers"}
    assert hits and hits[0].text in OTTERS.text
