"""Record and vector index of every store, kept in step; and a library on it."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event, Timer

import numpy as np
import pytest

from index import ingest
from index.check import check
from index.errors import LibraryBusy
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.passages import Passage
from index.progress import silent
from index.retrieval import vector_search as vector_search_module
from index.retrieval.hybrid_search import hybrid_search
from index.retrieval.vector_search import vector_search
from index.store.protocol import Record, Store
from index.text.scripts import Phrase
from tests.fakes import WordEmbedder, article, numbered_article
from tests.store.memory import MemoryStore


@pytest.fixture
def library(store: Store) -> Library:
    library = Library(store, WordEmbedder())
    library.check_embedder()
    return library


def test_what_is_recorded_and_indexed_is_found_and_what_fails_is_not(store: Store) -> None:
    lakes, vectors = article("Lakes froze.", id="a"), np.eye(4, dtype=np.float32)
    passages = [Passage(number, 2 * number, 2 * number + 2) for number in range(4)]
    with store.writer(silent):
        with store.recording():
            store.record.put(lakes, passages, vectors, named=True)
            store.record.put(article("Otters swam.", id="b"), passages[:1], vectors[:1] + 1, named=True)
        with store.indexing() as index:
            index.upsert(((lakes.content_hash, number), vector) for number, vector in enumerate(vectors))
            index.upsert([((article("Otters swam.").content_hash, 0), vectors[0] + 1)])
        with store.recording():
            orphans = store.record.drop_orphans(filter(None, [store.record.drop("b")]))
        with store.indexing() as index:
            index.delete([*orphans, ("none", 0)])
    [(key, cosine), _] = store.index.query(vectors[1], 2)
    assert key == (lakes.content_hash, 1)
    assert cosine == pytest.approx(1)
    assert sorted(store.index.keys()) == [(lakes.content_hash, number) for number in range(4)]
    assert store.index_lag() == 0
    with pytest.raises(RuntimeError), store.writer(silent), store.recording():  # noqa: PT012
        store.record.drop("a")
        raise RuntimeError("stop")
    assert store.record.counts() == (1, 4)


def test_a_writer_inside_another_leaves_that_one_the_writer(store: Store) -> None:
    with store.writer(silent):
        with store.writer(silent):
            pass
        with store.recording():
            store.record.set_meta(note="kept")
        with store.indexing() as index:
            index.delete([("hash", 0)])
    assert store.record.meta("note") == "kept"
    assert list(store.index.keys()) == []


def test_there_is_one_writer_or_there_are_many(store: Store) -> None:
    def write() -> None:
        with store.writer(silent), store.writer(silent):
            pass

    if store.takes_many_writers:
        with store.writer(silent), ThreadPoolExecutor(1) as thread:
            thread.submit(write).result(20)
    with (
        store.writer(silent, repair=not store.takes_many_writers),
        ThreadPoolExecutor(1) as thread,
        pytest.raises(LibraryBusy, match="Wait until"),
    ):
        thread.submit(write).result(20)
    write()


def test_a_writer_waits_for_another_as_long_as_it_is_told(store: Store) -> None:
    writing, done = Event(), Event()

    def write() -> None:
        with store.writer(silent, repair=not store.takes_many_writers):
            writing.set()
            assert done.wait(20)

    with ThreadPoolExecutor(1) as thread:
        other = thread.submit(write)
        assert writing.wait(20)
        with pytest.raises(LibraryBusy), store.writer(silent, wait=0.05):
            pass
        Timer(0.2, done.set).start()
        with store.writer(silent, wait=20):
            assert other.result(20) is None


def test_articles_are_added_changed_and_removed(library: Library) -> None:
    made = [numbered_article(number) for number in range(9)]
    assert ingest.add(library, made) == []
    assert ingest.add(library, [article("A report on otters.", id="a3")]) == []
    ingest.remove(library, ["a5"])
    assert [one.id for one in library.record.articles()] == ["a0", "a1", "a2", "a4", "a6", "a7", "a8", "a3"]
    assert hybrid_search(library, ["otters"], 1)[0].article_id == "a3"
    assert "a5" not in {hit.article_id for hit in hybrid_search(library, ["subject5"], 50)}
    assert check(library) == []
    ingest.rebuild(library)
    assert check(library) == []


@pytest.mark.parametrize("few", [0, 1000])
def test_every_way_of_vector_search_finds_the_nearest_allowed(
    library: Library, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_PASSAGES", few)
    chance = random.Random(5)
    ingest.add(
        library,
        [
            article(
                " ".join(f"w{chance.randrange(60)}" for _ in range(12)),
                id=str(number),
                source=f"source {number % 7}",
                published=date(2024, 1, 1 + number % 28) if number % 5 else None,
            )
            for number in range(240)
        ],
    )
    query = library.embedder.embed_question("w3 w17 w42")
    choices = [
        NO_FILTER,
        SearchFilter.of(sources=["source 3"]),
        SearchFilter.of(since=date(2024, 1, 3)),
        SearchFilter.of(since=date(2024, 1, 3), until=date(2024, 1, 4)),
        SearchFilter.of(articles=["31", "32", "nowhere"]),
        SearchFilter.of(sources=["nobody"]),
    ]
    vectors = dict(library.record.vectors())
    for filters in choices:
        articles = list(library.record.articles(filters))
        exact = sorted((-float(vectors[one.content_hash][0] @ query), one.id) for one in articles)[:10]
        for factor in (0, 8):
            monkeypatch.setattr(vector_search_module, "EXACT_FACTOR", factor)
            found = vector_search(library, query, 10, filters)
            passages = library.record.passages_by_id([ref.id for ref, _ in found])
            names = [passages[ref.id].article.id for ref, _ in found]
            assert len(names) == len(exact)
            # The index is approximate, but rarely so.
            assert len(set(names) & {name for _, name in exact}) >= 0.9 * len(exact)
            assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
            if few:
                assert names == [name for _, name in exact]


@pytest.mark.parametrize("few", [0, 1000])
def test_of_articles_that_share_a_content_no_more_are_found_than_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_PASSAGES", few)
    ingest.add(library, [article("Otters swam.", id=f"o{number}", source="Echo") for number in range(9)])
    query = library.embedder.embed_question("otters")
    for filters in (NO_FILTER, SearchFilter.of(sources=["Echo"])):
        assert len(vector_search(library, query, 4, filters)) == 4
        assert len(vector_search(library, query, 50, filters)) == 9


def test_estimated_passages_are_about_as_many_as_there_are(library: Library) -> None:
    assert library.record.estimate_passages() == 0
    ingest.add(library, [article("Tea.", id=str(number), source=str(number % 4)) for number in range(40)])
    assert library.record.estimate_passages() == 40
    assert library.record.estimate_passages(SearchFilter.of(sources=["1", "2"])) == 20
    assert library.record.estimate_passages(SearchFilter.of(articles=["x"])) == 0


def test_a_transaction_reads_what_it_wrote_as_it_will_be_read_afterwards(store: Store) -> None:
    chance, model = random.Random(11), MemoryStore()
    with store.writer(silent):
        for _ in range(12):
            with store.recording():
                for _ in range(14):
                    _write_something(chance, [store, model])
                    assert _looked_up(store.record) == _looked_up(model.record)
                    if chance.random() < 0.2:
                        assert _listed(store.record) == _listed(model.record)
            with store.indexing():
                pass
            assert _looked_up(store.record) == _looked_up(model.record)
            assert _listed(store.record) == _listed(model.record)


IDS, PLACES, TEXTS = ["a", "b", "c\0"], ["/one", "/two", None], ["Lakes froze.", "Rivers \0 rose.", ""]


def _write_something(chance: random.Random, stores: Sequence[Store]) -> None:
    made = article(
        chance.choice(TEXTS), id=chance.choice(IDS), path=chance.choice(PLACES), url=chance.choice(PLACES)
    )
    passages = [Passage(0, 0, len(made.text))] if made.text else []
    named, action = (
        chance.random() < 0.5,
        chance.choice(["put", "put", "put", "drop", "describe", "prefetch"]),
    )
    became: list[object] = []
    for each in stores:
        record = each.record
        if action == "put":
            vectors = None if record.has_vectors(made.content_hash) else np.ones((len(passages), 2), "f4")
            became.append(record.put(made, passages, vectors, named=named))
        elif action == "drop":
            dropped = record.drop(made.id)
            became.append(record.drop_orphans([dropped] if dropped else []))
        elif action == "describe":
            for old in record.find("id", made.id):
                record.describe(replace(made, text=old.text))
        else:
            record.prefetch([("id", made.id), ("content_hash", made.content_hash), ("path", "/one")])
            record.prefetch([("url", "/two"), ("id", "half a character \udcff")])
    assert became[: len(became) // 2] == became[len(became) // 2 :]


def _looked_up(record: Record) -> list[object]:
    hashes = [article(text).content_hash for text in TEXTS]
    found: list[object] = [record.find("id", name) for name in IDS]
    found += [(record.find("path", place), record.find("url", place)) for place in ("/one", "/two")]
    found += [record.find("content_hash", name) for name in hashes]
    found += [(record.has_vectors(name), record.passages_of(name)) for name in hashes]
    return [*found, *map(record.is_named, IDS)]


def _listed(record: Record) -> list[object]:
    frequencies = sorted(record.full_text.document_frequencies())
    found: list[object] = [list(record.articles()), record.counts(), frequencies, *map(record.passages, IDS)]
    return [*found, record.full_text.occurring([Phrase("lakes")])]
