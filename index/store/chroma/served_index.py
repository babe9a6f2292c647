"""The vector index of a record in PostgreSQL on Chroma servers, which all processes and machines share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from threading import Lock
from typing import NamedTuple, TypeVar

from typing_extensions import override

from index.embedding.embedder import Vectors
from index.errors import IndexUnreachable, LibraryError
from index.progress import Progress
from index.store.chroma.following_index import FollowingIndex
from index.store.chroma.recorded_vectors import recorded_vectors
from index.store.chroma.server import ChromaServer
from index.store.chroma.servers import ChromaServers
from index.store.postgres.index_notes import IndexNotes, recorded_contents
from index.store.postgres.locks import WriterLock
from index.store.postgres.outbox import Outbox
from index.store.postgres.record import PostgresRecord
from index.store.values import VectorKey

T = TypeVar("T")

PATIENCE = 600.0
"""Seconds for which another process is waited for that makes the index."""


class _Named(NamedTuple):
    """An index that the record knows: its name, which is that of its collections, and its notes."""

    name: str
    is_current: bool
    shards: int
    servers: frozenset[str]


class ServedIndex(FollowingIndex):
    """The index that the record names, on the servers that are set. Any process may write to it.

    One that is made anew gets another name: those who search the old one change to it once it is whole.
    """

    def __init__(self, servers: Sequence[ChromaServer], lock: WriterLock, record: PostgresRecord) -> None:
        """Use these servers; `lock` is of those who make an index."""
        self._servers = servers
        self._lock = lock
        self._database = lock.database
        self._record = record
        self._opened: ChromaServers | None = None
        self._guard = Lock()

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        try:
            return self._asked(lambda index: index.query(vector, k))
        except LibraryError as error:
            # Whatever keeps it from being searched, a search does without it.
            raise IndexUnreachable(str(error)) from error

    @override
    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        self._current().upsert(items)

    @override
    def delete(self, keys: Iterable[VectorKey]) -> None:
        self._current().delete(keys)

    @override
    def keys(self) -> Iterator[VectorKey]:
        return iter(self._asked(lambda index: list(index.keys())))

    @override
    def follow(self) -> None:
        self._asked(lambda index: Outbox(self._database, index.name).apply(index))

    @override
    def is_ready(self) -> bool:
        made = [one for one in self._named() if one.is_current]
        for one in made:
            self._check_shards(one)
        return bool(made) and not self.lag()

    def is_made(self) -> bool:
        """Whether an index was made, and is the one that is searched."""
        return any(one.is_current for one in self._named())

    @override
    def build(self, progress: Progress) -> list[str]:
        with self._lock.held(alone=True, wait=PATIENCE):
            return self._build(progress)

    @override
    def prepare(self, progress: Progress) -> None:
        """Make an index only where there never was one: what a server lost, `build` makes again."""
        if not self.is_made():
            with self._lock.held(alone=True, wait=PATIENCE):
                if not self.is_made():
                    self._build(progress)
        self.follow()

    @override
    def lag(self) -> int:
        if not self.is_made():
            return recorded_contents(self._database)
        return sum(Outbox(self._database, one.name).lag() for one in self._named() if one.is_current)

    @override
    def close(self) -> None:
        self._forget_opened()
        for server in self._servers:
            server.close()

    def _build(self, progress: Progress) -> list[str]:
        old = self._named()
        name = self._next_name(old)
        outbox = Outbox(self._database, name)
        # What is noted before an index is registered is in the record that is then read.
        addresses = [str(server.address) for server in self._servers]
        outbox.register({"kind": "servers", "shards": str(len(addresses)), "servers": ",".join(addresses)})
        with closing(ChromaServers(self._servers, name)) as fresh:
            fresh.create()
            fresh.upsert(recorded_vectors(self._record, progress))
            outbox.apply(fresh)
        self._switch_to(name, [one.name for one in old])
        return self._drop_all_but(name, old)

    def _asked(self, request: Callable[[ChromaServers], T]) -> T:
        """Ask the current index; where another process has meanwhile put one in its place, ask that."""
        index = self._current()
        try:
            return request(index)
        except IndexUnreachable:
            raise
        except LibraryError:
            self._forget_opened()
            if (current := self._current()).name == index.name:
                raise
            return request(current)

    def _current(self) -> ChromaServers:
        with self._guard:
            if self._opened is None:
                named = next((one for one in self._named() if one.is_current), None)
                if named is None:
                    raise LibraryError(
                        f"The vector index of the library at {self._database.location} is not made yet. "
                        "Run `qa rebuild`."
                    )
                self._check_shards(named)
                self._opened = ChromaServers(self._servers, named.name)
            return self._opened

    def _forget_opened(self) -> None:
        with self._guard:
            if self._opened:
                self._opened.close()
            self._opened = None

    def _check_shards(self, named: _Named) -> None:
        if named.shards != len(self._servers):
            raise LibraryError(
                f"The vector index of the library at {self._database.location} is on {named.shards} Chroma "
                f"servers, and QA_CHROMA_URL names {len(self._servers)}. Correct it, or run `qa rebuild`."
            )

    def _named(self) -> list[_Named]:
        """Return the indexes on servers that the record knows, also those that were never finished."""
        rows = self._database.fetch(
            "SELECT name, notes FROM vector_indexes WHERE notes ->> 'kind' = 'servers' ORDER BY name"
        )
        return [
            _Named(
                name,
                notes.get("current") == "1",
                int(notes["shards"]),
                frozenset(filter(None, notes.get("servers", "").split(","))),
            )
            for name, notes in rows
        ]

    def _next_name(self, old: Sequence[_Named]) -> str:
        used = [int(one.name.rpartition("-")[2]) for one in old]
        return f"{self._prefix}{max(used, default=0) + 1}"

    @property
    def _prefix(self) -> str:
        """What the names of all indexes of this record begin with."""
        return f"article-qa-{self._database.meta('record')}-"

    def _switch_to(self, name: str, old: Sequence[str]) -> None:
        with self._database.writing():
            IndexNotes(self._database, name).set_meta(current="1")
            for one in old:
                Outbox(self._database, one).unregister()
        self._forget_opened()

    def _drop_all_but(self, name: str, old: Sequence[_Named]) -> list[str]:
        """Delete what is not used any more on the servers that are set; tell where something is left.

        What is not set any more is not contacted: it may be somebody else's by now.
        """
        left = set().union(*(one.servers for one in old))
        for server in self._servers:
            try:
                server.drop_collections(self._prefix, but=name)
                left.discard(str(server.address))
            except LibraryError:
                left.add(str(server.address))
        return [
            f"The Chroma server {address} still holds vectors of this library that are not used any more. "
            f"Delete its collections {self._prefix}*, or run `qa rebuild` with it in QA_CHROMA_URL."
            for address in sorted(left)
        ]
