"""The lock of those who write to a library in PostgreSQL, when its connection is lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import LibraryBusy
from index.progress import silent
from index.store.opening import open_store
from index.store.protocol import Store
from tests.servers.postgres import administer
from tests.servers.shared_places import shared_place


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    place = shared_place(tmp_path)
    with closing(open_store(place, create=True)) as one, closing(open_store(place)) as other:
        yield one, other


def drop_writers() -> None:
    administer(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE application_name = 'article-qa writer'"
    )


def test_a_writer_whose_connection_is_lost_still_keeps_away_who_makes_all_again(
    stores: tuple[Store, Store],
) -> None:
    one, other = stores
    with one.writer(silent):
        drop_writers()
        with one.recording():
            pass
        with pytest.raises(LibraryBusy), other.writer(silent, repair=False):
            pass
    with other.writer(silent, repair=False):
        pass


def test_a_writer_ends_where_somebody_began_meanwhile_to_make_all_again(stores: tuple[Store, Store]) -> None:
    one, other = stores
    with one.writer(silent):
        drop_writers()
        with other.writer(silent, repair=False), pytest.raises(LibraryBusy), one.recording():
            pass
        with one.recording():
            pass
