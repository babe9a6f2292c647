from dataclasses import replace

import pytest

from index import ingest
from index.ledger import FinishedInput, Ledger
from index.library import Library
from index.store.protocol import Store
from tests.fakes import WordEmbedder, article

LAKES = FinishedInput("/news/lakes.txt", "312 bytes", added=1, updated=0, unchanged=0)
SHARD = FinishedInput("s3://news/2026 “ä”.jsonl.gz", "etag", added=2_000, updated=30, unchanged=4)


@pytest.fixture
def ledger(record_store: Store) -> Ledger:
    return record_store.ledger()


def test_it_tells_what_is_finished_of_what_it_is_asked(ledger: Ledger) -> None:
    assert ledger.finished([LAKES.name, SHARD.name]) == {}
    ledger.finish([LAKES, SHARD])
    assert ledger.finished([SHARD.name, "/news/rivers.txt"]) == {SHARD.name: SHARD}
    assert ledger.finished([]) == {}


def test_an_input_finished_once_more_is_the_new_one(ledger: Ledger) -> None:
    ledger.finish([LAKES, SHARD])
    changed = replace(LAKES, fingerprint="400 bytes", added=0, updated=1)
    ledger.finish([changed])
    assert ledger.finished([LAKES.name, SHARD.name]) == {LAKES.name: changed, SHARD.name: SHARD}


def test_what_is_forgotten_is_finished_no_more(ledger: Ledger) -> None:
    ledger.finish([LAKES, SHARD])
    ledger.forget([LAKES.name, "/never/known.txt"])
    assert ledger.finished([LAKES.name, SHARD.name]) == {SHARD.name: SHARD}


def test_it_is_the_same_for_all_who_ask_the_store(record_store: Store) -> None:
    record_store.ledger().finish([LAKES])
    assert record_store.ledger().finished([LAKES.name]) == {LAKES.name: LAKES}


def test_an_input_is_noted_with_the_articles_of_its_transaction_or_not_at_all(record_store: Store) -> None:
    with pytest.raises(MemoryError), record_store.writer(lambda *_: None), record_store.recording():
        fail_after(record_store.ledger())
    assert record_store.ledger().finished([LAKES.name]) == {}


def fail_after(ledger: Ledger) -> None:
    ledger.finish([LAKES])
    raise MemoryError


def test_an_input_of_which_an_article_is_removed_is_to_be_read_again(record_store: Store) -> None:
    library = Library(record_store, WordEmbedder())
    library.check_embedder()
    ingest.add(
        library,
        [
            article("Lakes froze.", path=LAKES.name),
            article("Rivers rose.", id="r", path=f"{SHARD.name}#12"),
            article("Seas fell.", path="/news/seas.txt"),
        ],
    )
    seas = replace(LAKES, name="/news/seas.txt")
    record_store.ledger().finish([LAKES, SHARD, seas])
    ingest.remove(library, ["lakes", "r"])
    assert record_store.ledger().finished([LAKES.name, SHARD.name, seas.name]) == {seas.name: seas}
