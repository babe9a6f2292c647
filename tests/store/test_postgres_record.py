import multiprocessing
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import date
from itertools import count
from typing import Any

import numpy as np
import pytest

from index import ingest
from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from index.passages import Passage
from index.preparation import hashed, with_passages, with_vectors
from index.store.postgres.check import problems_of
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.record import PostgresRecord
from index.storing import StoringRun
from index.text.scripts import Phrase
from tests.fakes import WordEmbedder, article
from tests.servers.postgres import PostgresPlace, administer, new_place
from tests.store.postgres_store import PostgresRecordStore

WRITERS, ARTICLES = 4, 40


@pytest.fixture
def place() -> PostgresPlace:
    return new_place()


@pytest.fixture
def database(place: PostgresPlace) -> Iterator[PostgresDatabase]:
    with closing(PostgresDatabase(place.address, schema=place.schema, create=True)) as database:
        yield database


def put(record: PostgresRecord, made: Article, number: float = 1) -> str | None:
    vectors = np.full((1, 3), number, dtype=np.float32)
    return record.put(made, [Passage(0, 0, len(made.text))], vectors, named=True)


def changes(database: PostgresDatabase) -> list[tuple[str, str]]:
    rows = database.fetch("SELECT index_name, content_hash FROM index_changes ORDER BY 1, 2")
    return [(index, content) for index, content in rows]


def test_names_of_any_length_are_stored_and_found(database: PostgresDatabase) -> None:
    record = PostgresRecord(database)
    chance = random.Random(3)
    long = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz-/é한") for _ in range(9_000))
    made = [
        article(f"Text {end}.", id=long + end, title=long, source=long + end, url=long + end, path=long + end)
        for end in "ab"
    ]
    for one in made:
        put(record, one)
    assert record.find("url", long + "b") == record.find("path", long + "b") == [made[1]]
    assert list(record.articles(SearchFilter.of(sources=[long + "a"]))) == [made[0]]
    assert record.article(long + "b") == made[1]
    assert put(record, made[0]) == made[0].content_hash
    assert record.counts() == (2, 2)


def test_what_is_sorted_is_sorted_by_its_bytes(database: PostgresDatabase) -> None:
    record = PostgresRecord(database)
    for name in ("é", "Z", "a", "_", "B"):
        put(record, article(f"Of {name}.", id=name, source=name))
    assert list(record.catalog.sources()) == ["B", "Z", "_", "a", "é"]


def test_every_vector_index_is_told_of_every_change(database: PostgresDatabase) -> None:
    record = PostgresRecord(database)
    put(record, article("Lakes froze.", id="before"))
    assert changes(database) == []
    with database.writing() as connection:
        connection.execute("INSERT INTO vector_indexes VALUES ('one'), ('two')")
    lakes, rivers = article("Lakes froze.", id="a"), article("Rivers rose.", id="b")
    record.put(lakes, [Passage(0, 0, 5)], None, named=True)  # its content has vectors already
    assert changes(database) == []
    put(record, rivers)
    put(record, rivers)
    assert changes(database) == [("one", rivers.content_hash), ("two", rivers.content_hash)]
    with database.writing() as connection:
        connection.execute("DELETE FROM index_changes")
    record.drop("b")
    assert changes(database) == []
    record.drop_orphans([rivers.content_hash, lakes.content_hash])
    assert changes(database) == [("one", rivers.content_hash), ("two", rivers.content_hash)]
    record.delete_vectors()
    assert len(changes(database)) == 4
    with pytest.raises(RuntimeError), database.writing():  # noqa: PT012
        put(record, article("Seas fell.", id="c"))
        raise RuntimeError("stop")
    assert len(changes(database)) == 4


def test_a_transaction_reads_what_it_wrote(database: PostgresDatabase) -> None:
    record = PostgresRecord(database)
    with database.writing():
        put(record, article("Lakes froze.", id="a"))
        assert record.counts() == (1, 1)
        assert record.full_text.occurring([Phrase("lakes")])
        assert len(record.full_text.search([Phrase("lakes")], 5)) == 1
        record.drop("a")
        assert not record.full_text.occurring([Phrase("lakes")])
    assert record.full_text.document_frequencies() == []


def overlapping(writer: int) -> list[Article]:
    """The same articles in another order, a third of them in another version."""
    made = [
        article(
            f"Report {number} on lakes and subject{number}, in version {writer if number % 3 == 0 else 0}.",
            id=f"a{number}",
            published=date(2024, 1, 1 + number % 28),
        )
        for number in range(ARTICLES)
    ]
    random.Random(writer).shuffle(made)
    return made


def add_overlapping(place: PostgresPlace, writer: int) -> None:
    with closing(PostgresDatabase(place.address, schema=place.schema, create=True)) as database:
        record = PostgresRecord(database)
        made = overlapping(writer)
        for start in range(0, len(made), 7):
            with database.writing():
                replaced = [put(record, one, writer) for one in made[start : start + 7]]
                record.drop_orphans(filter(None, replaced))


def check_overlapping(database: PostgresDatabase) -> None:
    record = PostgresRecord(database)
    possible = {(one.id, one.text) for writer in range(WRITERS) for one in overlapping(writer)}
    found = {(one.id, one.text) for one in record.articles()}
    assert found <= possible
    assert len(found) == ARTICLES == record.counts()[0]
    assert {name for name, _ in record.vectors()} == set(record.content_hashes().values())
    assert problems_of(database) == []


def test_threads_that_add_the_same_articles_lose_and_double_none(database: PostgresDatabase) -> None:
    place = PostgresPlace(new_place().address, database.schema)
    with ThreadPoolExecutor(WRITERS) as threads:
        for done in [threads.submit(add_overlapping, place, writer) for writer in range(WRITERS)]:
            done.result(60)
    check_overlapping(database)


def test_processes_that_add_the_same_articles_lose_and_double_none(database: PostgresDatabase) -> None:
    place = PostgresPlace(new_place().address, database.schema)
    with ProcessPoolExecutor(3, multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(add_overlapping, place, writer) for writer in range(WRITERS)]:
            done.result(60)
    check_overlapping(database)


def test_articles_without_a_name_are_added_once_however_many_add_them(place: PostgresPlace) -> None:
    def add(writer: int) -> None:
        with closing(PostgresRecordStore(place)) as store:
            library = Library(store, WordEmbedder())
            library.check_embedder()
            # In files of the same name, one of which each of them alone has.
            made = [
                article(
                    f"On subject{number}, by all.", id="", title="Report", path=f"/news/{number}/report.txt"
                )
                for number in range(12)
            ]
            made.append(article(f"By {writer}.", id="", title="Report", path=f"/own/{writer}/report.txt"))
            random.Random(writer).shuffle(made)
            assert ingest.add(library, made) == []

    with ThreadPoolExecutor(WRITERS) as threads:
        for done in [threads.submit(add, writer) for writer in range(WRITERS)]:
            done.result(60)
    with closing(PostgresRecordStore(place)) as store:
        paths = [one.path for one in store.record.articles()]
        assert len(paths) == len(set(paths)) == 12 + WRITERS
        assert problems_of(store.database) == []


def test_sessions_that_the_server_ends_lose_no_article(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_PASSAGES", 8)
    puts, put_one = count(1), PostgresRecord.put

    def put_and_end_sessions(*given: Any, **options: Any) -> str | None:
        replaced = put_one(*given, **options)
        if next(puts) in {3, 20, 22, 40, 41, 64}:
            administer(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
                "WHERE application_name = 'article-qa'"
            )
        return replaced

    monkeypatch.setattr(PostgresRecord, "put", put_and_end_sessions)
    made = [article(f"On subject{number}, in the lakes.", id=f"a{number}") for number in range(60)]
    with closing(PostgresRecordStore(place)) as store:
        library = Library(store, WordEmbedder())
        library.check_embedder()
        assert ingest.add(library, made) == []
        assert next(puts) > 70
        assert [one.id for one in store.record.articles()] == [one.id for one in made]
        assert store.record.counts() == (60, 60)
        assert problems_of(store.database) == []


def test_a_batch_takes_as_many_statements_however_many_articles_it_has(
    place: PostgresPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed: list[str] = []
    with closing(PostgresRecordStore(place)) as store:
        library = Library(store, WordEmbedder())
        library.check_embedder()
        with store.database.reading() as connection:
            kind, execute = type(connection), type(connection).execute

        def execute_and_count(self: Any, query: str, *given: Any, **options: Any) -> Any:
            executed.append(query)
            return execute(self, query, *given, **options)

        monkeypatch.setattr(kind, "execute", execute_and_count)
        numbers = []
        for first, size in ((0, 5), (100, 50)):
            made = [
                article(
                    f"On subject{number}.",
                    id="",
                    title=f"Report {number}",
                    path=f"/news/{number}/{number}.txt",
                )
                for number in range(first, first + size)
            ]
            batch = with_vectors(
                [with_passages(hashed(one), library.embedder) for one in made], WordEmbedder()
            )
            executed.clear()
            assert len(StoringRun(library, ingest.ignore_outcome).store(batch)) == size
            numbers.append(len(executed))
        assert store.record.counts() == (55, 55)
        assert numbers[0] == numbers[1] < 20


def test_a_library_of_some_size_is_searched_as_a_small_one_is(database: PostgresDatabase) -> None:
    record = PostgresRecord(database)
    with database.writing():
        for number in range(2_100):
            words = ["lakes"] + ["rivers"] * (number % 3 == 0) + ["seas rose"] * (number % 700 == 0)
            made = article(f"{' '.join(words)} {number}", id=str(number), source=f"s{number % 2}")
            record.put(made, [Passage(0, 0, len(made.text))], None, named=True)
    record.full_text.merge()
    found = record.full_text.search([Phrase("lakes"), Phrase("rivers"), Phrase("seas rose")], 10)
    assert [ref.id for ref, _ in found[:3]] == [1, 701, 1401]
    [(only, _)] = record.full_text.search([Phrase("2099"), Phrase("lakes")], 10)
    assert only.id == 2100
    half = SearchFilter.of(sources=["s1"])
    assert [ref.id for ref, _ in record.full_text.search([Phrase("seas rose")], 10, half)] == []
    assert len(record.full_text.search([Phrase("lakes")], 10, half)) == 10
    assert record.full_text.occurring([Phrase("river", is_prefix=True)])
    assert not record.full_text.occurring([Phrase("rivez", is_prefix=True)])
