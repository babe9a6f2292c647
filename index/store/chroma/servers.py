"""The vector index on Chroma servers: each holds the vectors of the contents whose hash falls to it."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from typing_extensions import override

from index.embedding.embedder import Vectors
from index.store.chroma.collection import batches
from index.store.chroma.server import LARGEST_WRITE, ChromaServer, ChromaShard
from index.store.protocol import VectorIndex
from index.store.values import VectorKey

S = TypeVar("S")
T = TypeVar("T")


class ChromaServers(VectorIndex):
    """An index of one name on one or several servers, its shards. All of a content's vectors are in one.

    A search asks all of them at once; where one is gone it fails: of half an index, what is far would be
    taken for the nearest.
    """

    def __init__(self, servers: Sequence[ChromaServer], name: str) -> None:
        """Use the collections of this name; nothing is contacted before it is needed."""
        self.name = name
        self._shards = [ChromaShard(one, name, number, len(servers)) for number, one in enumerate(servers)]
        self._executor = ThreadPoolExecutor(4 * len(servers), thread_name_prefix="chroma")

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        found = self._of_each(lambda shard, _: shard.query(vector, k), [()] * len(self._shards))
        return sorted((one for part in found for one in part), key=lambda pair: -pair[1])[:k]

    @override
    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        for batch in batches(items, LARGEST_WRITE * len(self._shards)):
            self._of_each(ChromaShard.upsert, self._shares(batch, lambda item: item[0]))

    @override
    def delete(self, keys: Iterable[VectorKey]) -> None:
        for batch in batches(keys, LARGEST_WRITE * len(self._shards)):
            self._of_each(ChromaShard.delete, self._shares(batch, lambda key: key))

    @override
    def keys(self) -> Iterator[VectorKey]:
        for shard in self._shards:
            yield from shard.keys()

    def create(self) -> None:
        """Make the collections where there are none."""
        for shard in self._shards:
            shard.create()

    def drop(self) -> None:
        """Delete the collections."""
        for shard in self._shards:
            shard.drop()

    def close(self) -> None:
        """Let go of the threads; the servers' connections are whoever's who made them."""
        self._executor.shutdown(wait=False)

    def _shares(self, items: Iterable[S], key_of: Callable[[S], VectorKey]) -> list[list[S]]:
        """Divide what is written among the shards."""
        shares: list[list[S]] = [[] for _ in self._shards]
        for item in items:
            shares[shard_of(key_of(item)[0], len(shares))].append(item)
        return shares

    def _of_each(self, request: Callable[[ChromaShard, S], T], given: Sequence[S]) -> list[T]:
        """Return what every shard answers, asked at the same time; the first error of any.

        Also after an error nothing is still on its way: what comes after is not written over.
        """
        if len(self._shards) == 1:
            return [request(self._shards[0], given[0])]
        answers = [
            self._executor.submit(request, *of_one) for of_one in zip(self._shards, given, strict=True)
        ]
        wait(answers)
        return [answer.result() for answer in answers]


def shard_of(content_hash: str, shards: int) -> int:
    """Return the shard that holds a content's vectors: the same in every process, on every machine."""
    return zlib.crc32(content_hash.encode()) % shards
