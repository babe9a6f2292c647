"""Places of libraries in PostgreSQL for the tests: each of its own schema."""

from pathlib import Path

from index.store.place import SharedPlace
from tests.servers.chroma_servers import chroma_servers
from tests.servers.postgres import new_place


def shared_place(folder: Path, *, on_servers: bool = False) -> SharedPlace:
    """Return a place that nobody uses, with its vectors in `folder` or on two Chroma servers."""
    address, schema = new_place()
    servers = tuple(one.address for one in chroma_servers()) if on_servers else ()
    return SharedPlace(address, folder, schema, servers)
