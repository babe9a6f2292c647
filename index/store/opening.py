"""Which store a place holds."""

from pathlib import Path

from index.store.local import LocalStore
from index.store.place import Place
from index.store.postgres.address import check_packages
from index.store.protocol import Store


def open_store(place: Place, *, create: bool = False) -> Store:
    """Open the store at a place; with `create`, make one where there is none.

    Raises:
        LibraryMissing: there is none and `create` is not set.
        LibraryError: it cannot be used, or what PostgreSQL needs is not installed.
    """
    if isinstance(place, Path):
        return LocalStore(place, create=create)
    check_packages()
    from index.store.shared import SharedStore

    return SharedStore(place, create=create)
