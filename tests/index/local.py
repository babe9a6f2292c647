"""The files behind a library in a folder, for the tests that look at them or damage them."""

from index.library import Library
from index.store.chroma.current_index import CurrentIndex
from index.store.chroma.folder import ChromaIndex
from index.store.local import LocalStore
from index.store.sqlite.database import Database


def store_of(library: Library) -> LocalStore:
    assert isinstance(library.store, LocalStore)
    return library.store


def database_of(library: Library) -> Database:
    return store_of(library).database


def opened_index(library: Library) -> ChromaIndex:
    """Return the vector index as it is open, or open it."""
    return current_index(library)._current()


def current_index(library: Library) -> CurrentIndex:
    return store_of(library)._index
