"""A collection of passages' vectors in Chroma, wherever it is: inside this process or on a server."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from typing_extensions import override

from index.embedding.embedder import Vectors
from index.store.protocol import VectorIndex
from index.store.values import VectorKey

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

T = TypeVar("T")

CONFIGURATION: "CreateCollectionConfiguration" = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 48}
}
"""Parameters of the HNSW graph, wider than Chroma's 100, 100 and 16: near-exact neighbours still come in
about 2 ms among 20,000 vectors. With 16 neighbours, vectors beside many equal ones (a notice under every
article) were sometimes out of reach: 27 of 9,000 in twelve builds, against 6 with 48; building takes no
longer and 10 % more space."""


class ChromaCollection(VectorIndex):
    """A vector index that is one collection. Its ids are those of the passages: nothing else is stored."""

    @abstractmethod
    def ask(self, request: "Callable[[Collection], T]") -> T:
        """Return what the collection answers; Chroma's errors become LibraryError."""

    @abstractmethod
    def largest_write(self) -> int:
        """Return how many vectors are stored or deleted by one request, at most."""

    @override
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        found = self.ask(
            lambda collection: collection.query(
                query_embeddings=vector[np.newaxis], n_results=k, include=["distances"]
            )
        )
        distances = found["distances"] or [[]]
        return [
            (key_of(name), 1.0 - distance)
            for name, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    @override
    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        for batch in batches(items, self.largest_write()):
            self._upsert([_name(key) for key, _ in batch], np.stack([vector for _, vector in batch]))

    @override
    def delete(self, keys: Iterable[VectorKey]) -> None:
        for batch in batches(keys, self.largest_write()):
            self._delete([_name(key) for key in batch])

    @override
    def keys(self) -> Iterator[VectorKey]:
        yield from (key_of(name) for name in self.ask(lambda collection: collection.get(include=[]))["ids"])

    def _upsert(self, ids: list[str], vectors: Vectors) -> None:
        self.ask(lambda collection: collection.upsert(ids=ids, embeddings=vectors))

    def _delete(self, ids: list[str]) -> None:
        self.ask(lambda collection: collection.delete(ids=ids))


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of `size`, the last of what is left."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def first_line(error: BaseException) -> str:
    """Return the first line of a foreign error, or its name where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _name(key: VectorKey) -> str:
    return f"{key[0]}:{key[1]}"


def key_of(name: str) -> VectorKey:
    """Return the key of the vector of this id in Chroma."""
    content_hash, _, number = name.rpartition(":")
    return content_hash, int(number)
