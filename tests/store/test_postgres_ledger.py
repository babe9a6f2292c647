from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from index.store.postgres_database import PostgresDatabase
from index.store.postgres_ledger import PostgresLedger
from tests.servers.postgres import new_place
from tests.store.test_ledger import LAKES, SHARD


@pytest.fixture
def database() -> Iterator[PostgresDatabase]:
    place = new_place()
    with closing(PostgresDatabase(place.address, schema=place.schema, create=True)) as database:
        yield database


def test_inputs_are_finished_replaced_and_forgotten(database: PostgresDatabase) -> None:
    ledger = PostgresLedger(database)
    ledger.finish([LAKES, SHARD])
    changed = replace(LAKES, fingerprint="400 bytes")
    ledger.finish([changed])
    assert ledger.finished([LAKES.name, SHARD.name, "/never/known.txt"]) == {
        LAKES.name: changed,
        SHARD.name: SHARD,
    }
    ledger.forget([LAKES.name, "/never/known.txt"])
    assert PostgresLedger(database).finished([LAKES.name, SHARD.name]) == {SHARD.name: SHARD}


def test_what_is_finished_in_a_transaction_that_fails_is_not(database: PostgresDatabase) -> None:
    with pytest.raises(MemoryError), database.writing():
        fail_after(PostgresLedger(database))
    assert PostgresLedger(database).finished([LAKES.name]) == {}


def fail_after(ledger: PostgresLedger) -> None:
    ledger.finish([LAKES])
    raise MemoryError
