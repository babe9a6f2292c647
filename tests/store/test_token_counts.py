import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from index.store.local import LocalStore
from index.store.protocol import Store
from index.token_counts import TokenCounts

DAY, NEXT_DAY = date(2026, 3, 14), date(2026, 3, 15)


@pytest.fixture
def counts(record_store: Store) -> TokenCounts:
    return record_store.token_counts()


def test_tokens_are_counted_day_by_day(counts: TokenCounts) -> None:
    assert counts.used(DAY) == 0
    assert counts.reserve(DAY, 60, most=100)
    assert counts.reserve(DAY, 40, most=100)
    assert counts.reserve(NEXT_DAY, 100, most=100)
    assert (counts.used(DAY), counts.used(NEXT_DAY)) == (100, 100)


def test_no_more_is_reserved_than_a_day_may_have(counts: TokenCounts) -> None:
    assert not counts.reserve(DAY, 101, most=100)
    assert counts.used(DAY) == 0
    assert counts.reserve(DAY, 60, most=100)
    assert not counts.reserve(DAY, 41, most=100)
    assert counts.used(DAY) == 60


def test_what_was_not_used_is_given_back_and_what_was_more_is_added(counts: TokenCounts) -> None:
    counts.reserve(DAY, 60, most=100)
    counts.correct(DAY, -50)
    assert counts.used(DAY) == 10
    counts.correct(DAY, 200)
    assert counts.used(DAY) == 210
    counts.correct(DAY, -1_000)
    counts.correct(NEXT_DAY, -5)
    assert (counts.used(DAY), counts.used(NEXT_DAY)) == (0, 0)


def test_counts_are_the_same_for_all_who_ask_the_store(record_store: Store) -> None:
    record_store.token_counts().reserve(DAY, 60, most=100)
    assert record_store.token_counts().used(DAY) == 60


def test_threads_together_reserve_no_more_than_there_is(counts: TokenCounts) -> None:
    with ThreadPoolExecutor(8) as pool:
        reserved = list(pool.map(lambda _: counts.reserve(DAY, 7, most=100), range(40)))
    assert sum(reserved) == 14
    assert counts.used(DAY) == 98


def reserve_some(folder: Path) -> int:
    store = LocalStore(folder)
    reserved = sum(store.token_counts().reserve(DAY, 7, most=100) for _ in range(10))
    store.close()
    return reserved


def test_processes_together_reserve_no_more_than_there_is(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    LocalStore(folder, create=True).close()
    with ProcessPoolExecutor(3, multiprocessing.get_context("spawn")) as pool:
        assert sum(pool.map(reserve_some, [folder] * 3)) == 14
