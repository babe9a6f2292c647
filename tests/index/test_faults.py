"""Servers and processes killed while they add to a shared library: nothing is lost, nothing doubled."""

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import ingest
from index.articles import Article
from index.errors import LibraryError
from index.library import Library
from index.retrieval import vector_search as vector_search_module
from index.store import shared as shared_module
from index.store.place import SharedPlace
from qa.answers import MISSED_INDEX
from qa.assistant import Assistant
from qa.defaults import default_embedder
from tests.fakes import WordEmbedder, article, numbered_article
from tests.faults import adding, assert_follows, assert_whole, fault_articles, held
from tests.qa_commands import complaint, qa_command
from tests.servers.chroma_servers import ChromaProcess
from tests.servers.postgres import PostgresProcess
from tests.servers.shared_places import shared_place
from ui.cli import main


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[ChromaProcess]]:
    """Two servers of these tests' own, for they kill them."""
    servers = [ChromaProcess(tmp_path_factory.mktemp("chroma")) for _ in range(2)]
    yield servers
    for server in servers:
        server.kill()


@pytest.fixture
def served(servers: list[ChromaProcess], tmp_path: Path) -> SharedPlace:
    return replace(shared_place(tmp_path), chroma=tuple(server.address for server in servers))


@pytest.fixture(params=["inside", "servers"])
def place(request: pytest.FixtureRequest, served: SharedPlace) -> SharedPlace:
    return served if request.param == "servers" else replace(served, chroma=())


def add_all(place: SharedPlace, made: list[Article]) -> None:
    with Library.open(place, WordEmbedder()) as library:
        assert not ingest.add(library, made)


@pytest.mark.parametrize("point", ["shared: not yet recorded", "shared: recorded", "shared: indexing"])
def test_an_adding_process_that_is_killed_leaves_what_it_recorded(place: SharedPlace, point: str) -> None:
    made = fault_articles(40)
    with Library.open(place, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, made[:7])
    with adding(place, made, at_once=20, die=point) as work:
        work.is_killed()
    there = held(place)
    assert len(there) == len(set(there)) >= (7 if point == "shared: not yet recorded" else 8)
    assert_whole(place, [one for one in made if one.path in there])
    add_all(place, made)
    assert_whole(place, made)


def test_an_adding_process_that_is_killed_at_any_moment(place: SharedPlace) -> None:
    made, chance = fault_articles(60), random.Random(4)
    for _ in range(4):
        with adding(place, made, at_once=12) as work:
            time.sleep(chance.uniform(0.05, 1.0))
            work.kill()
        there = held(place)
        assert len(there) == len(set(there))
        assert_whole(place, [one for one in made if one.path in there])
    add_all(place, made)
    assert_whole(place, made)


def test_a_server_that_is_killed_and_comes_back_misses_nothing(
    served: SharedPlace, servers: list[ChromaProcess]
) -> None:
    made, chance = fault_articles(120), random.Random(8)
    with adding(served, made, at_once=8) as work:
        for server in (*servers, servers[0]):
            time.sleep(chance.uniform(0.1, 0.5))
            server.kill()
            time.sleep(chance.uniform(0.0, 0.5))
            server.start()
        work.ends()
    assert_whole(served, made)


def test_what_is_added_while_a_server_is_gone_is_indexed_when_it_is_back(
    served: SharedPlace, servers: list[ChromaProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_module, "PATIENCE", 0.2)
    made = fault_articles(30)
    with Library.open(served, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, made[:10])
        servers[1].kill()
        with pytest.raises(LibraryError, match=r"is recorded, but .* \d+ texts behind"):
            ingest.add(library, made)
        assert library.record.counts()[0] == 30
        assert library.store.index_lag() > 0
        servers[1].start()
        assert not ingest.add(library, made[:1])
    assert_whole(served, made)


def test_two_that_add_the_same_articles_at_once_add_each_once(place: SharedPlace) -> None:
    made = fault_articles(80)
    with (
        adding(place, made, at_once=10) as one,
        adding(place, list(reversed(made)), at_once=14) as other,
    ):
        one.ends()
        other.ends()
    assert_whole(place, made)


def test_two_commands_that_add_the_same_folder_at_once_add_each_article_once(
    served: SharedPlace, tmp_path: Path
) -> None:
    made = [replace(one, path=str(tmp_path / "news" / f"{one.title}.txt")) for one in fault_articles(60)]
    (tmp_path / "news").mkdir()
    for one in made:
        Path(one.path or "").write_text(f"{one.title}\n\n{one.text}", encoding="utf-8")
    commands = [qa_command(served, "add", str(tmp_path / "news")) for _ in range(2)]
    assert [complaint(command) for command in commands] == ["", ""]
    assert_whole(served, made)


def test_a_database_that_is_killed_and_comes_back_loses_and_doubles_nothing(
    served: SharedPlace, tmp_path: Path
) -> None:
    database = PostgresProcess(Path(tempfile.mkdtemp(prefix="qa-postgres-")))
    own = replace(served, address=database.address)
    made, chance = fault_articles(300), random.Random(6)
    with adding(own, made, at_once=4) as work:
        for _ in range(2):
            assert work.is_at_work(chance.uniform(0.05, 0.3))
            database.kill()
            database.start()
        work.ends()
    assert_whole(own, made)


def test_a_removal_and_an_addition_of_the_same_texts_at_once_agree(place: SharedPlace) -> None:
    made = [numbered_article(number) for number in range(40)]
    with Library.open(place, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, made)
        with adding(place, [replace(one, id=f"copy of {one.id}") for one in made], at_once=8) as work:
            for one in made:
                ingest.remove(library, [one.id])
            work.ends()
        assert library.record.counts()[0] == 40
    with Library.open(place, WordEmbedder()) as library:
        assert {one.id for one in library.record.articles()} == {f"copy of a{n}" for n in range(40)}
        assert_follows(library)


def test_while_a_server_is_gone_people_are_answered_by_words_with_a_note(
    served: SharedPlace,
    servers: list[ChromaProcess],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_PASSAGES", 0)
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_FETCHED", 0)
    with Library.open(served, default_embedder(), create=True) as library:
        assert not ingest.add(
            library, [article("Bo Berg sold the ferry to Aahus in March.", title="Ferry"), *fault_articles(3)]
        )
    with Assistant.open(served) as assistant:
        assert assistant.ask("Who sold the ferry?").note == ""
        servers[0].kill()
        answer = assistant.ask("Who sold the ferry?")
        assert answer.answered
        assert answer.note == MISSED_INDEX
        for name, value in {
            "QA_DATABASE_URL": served.address,
            "QA_DATABASE_SCHEMA": served.schema,
            "QA_CHROMA_URL": ",".join(map(str, served.chroma)),
        }.items():
            monkeypatch.setenv(name, value)
        assert main(["ask", "Who sold the ferry?"]) == 0
        said = capsys.readouterr()
        assert "Bo Berg" in said.out
        assert MISSED_INDEX in said.err
        assert main(["check"]) == 1
        assert "does not answer" in capsys.readouterr().err
        (tmp_path / "lakes.txt").write_text("Lakes\n\nThe lakes of Havnia froze.\n")
        monkeypatch.setattr(shared_module, "PATIENCE", 0.5)
        servers[1].kill()
        assert main(["add", str(tmp_path / "lakes.txt")]) == 1
        said = capsys.readouterr()
        assert said.out.startswith("1 added, 0 updated, 0 unchanged; the library at postgresql://")
        assert said.err.startswith("qa: Everything is recorded, but the vector index is 1 text behind")
        assert said.err.count("\n") == 1
        servers[1].start()
        servers[0].start()
