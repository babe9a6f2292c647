"""Places of libraries in PostgreSQL for the tests: each of its own schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.store.place import SharedPlace
from tests.servers.chroma_servers import chroma_servers
from tests.servers.postgres import PostgresPlace, empty_place, new_place


def shared_place(folder: Path, *, on_servers: bool = False) -> SharedPlace:
    """Return a place that nobody uses, with its vectors in `folder` or on two Chroma servers."""
    return _with_vectors(new_place(), folder, on_servers=on_servers)


@contextmanager
def empty_shared_place(folder: Path, *, on_servers: bool = False) -> Iterator[SharedPlace]:
    """Yield a place that nobody uses any more, and in which nothing is; it costs a third of a new one."""
    with empty_place() as place:
        yield _with_vectors(place, folder, on_servers=on_servers)


def _with_vectors(place: PostgresPlace, folder: Path, *, on_servers: bool) -> SharedPlace:
    servers = tuple(one.address for one in chroma_servers()) if on_servers else ()
    return SharedPlace(place.address, folder, place.schema, servers)
