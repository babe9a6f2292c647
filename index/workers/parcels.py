"""Parcels: what a worker has read, split and embedded at a time, on its way to be stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.articles import Article
from index.embedding.embedder import Embedder
from index.errors import UnreadableArticle
from index.preparation import PreparedArticle, hashed, with_passages, with_vectors
from index.workers.attempts import HOPELESS
from index.workers.inputs import Input, load

PARCEL_PASSAGES = 1024
"""Number of passages embedded and stored together."""

PARCEL_ARTICLES = 512
"""Number of articles in a parcel, at most: articles that the library has are not split."""

Hashes = NDArray[np.uint64]
"""The beginnings of content hashes, sorted."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Some articles in the order in which they were read.

    Attributes:
        items: the articles and errors, each with the key of its input.
        sizes: how many items each input has in all that was read to its end, by key.
    """

    items: tuple[tuple[str, PreparedArticle | UnreadableArticle], ...]
    sizes: dict[str, int]

    @property
    def articles(self) -> list[PreparedArticle]:
        """The articles."""
        return [item for _, item in self.items if isinstance(item, PreparedArticle)]


def known_hashes(content_hashes: Iterable[str]) -> Hashes:
    """Return content hashes as eight bytes each: two alike cost one late embedding, and nothing else."""
    return np.unique(np.fromiter((_beginning(name) for name in content_hashes), dtype=np.uint64))


def read(inputs: Iterable[tuple[Input, bool]], known: Hashes, embedder: Embedder) -> Iterator[Parcel]:
    """Read those inputs that are to be read, and split their articles but those whose content is known."""
    parcel = _Packing()
    for given, is_hopeful in inputs:
        size = 0
        for item in load(given) if is_hopeful else [UnreadableArticle(given.name, HOPELESS)]:
            parcel.add(given.key, _prepared(item, known, embedder))
            size += 1
            if parcel.is_full():
                yield parcel.sealed()
        parcel.sizes[given.key] = size
    if parcel.sizes:
        yield parcel.sealed()


def embedded(parcel: Parcel, embedder: Embedder) -> Parcel:
    """Embed a parcel's passages; the same content is embedded once."""
    fresh = {one.content_hash: one for one in parcel.articles if one.passages is not None}
    vectors = {one.content_hash: one.vectors for one in with_vectors(list(fresh.values()), embedder)}
    return replace(
        parcel,
        items=tuple(
            (key, replace(item, vectors=vectors.get(item.content_hash)))
            if isinstance(item, PreparedArticle)
            else (key, item)
            for key, item in parcel.items
        ),
    )


@dataclass(slots=True)
class _Packing:
    items: list[tuple[str, PreparedArticle | UnreadableArticle]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    passages: int = 0

    def add(self, key: str, item: PreparedArticle | UnreadableArticle) -> None:
        self.items.append((key, item))
        if isinstance(item, PreparedArticle):
            self.passages += len(item.passages or ())

    def is_full(self) -> bool:
        return self.passages >= PARCEL_PASSAGES or len(self.items) >= PARCEL_ARTICLES

    def sealed(self) -> Parcel:
        """Return what was packed, and begin anew."""
        made = Parcel(tuple(self.items), dict(self.sizes))
        self.items.clear()
        self.sizes.clear()
        self.passages = 0
        return made


def _prepared(
    item: Article | UnreadableArticle, known: Hashes, embedder: Embedder
) -> PreparedArticle | UnreadableArticle:
    if isinstance(item, UnreadableArticle):
        return item
    try:
        prepared = hashed(item)
    except UnreadableArticle as error:
        return error
    beginning = _beginning(prepared.content_hash)
    place = np.searchsorted(known, beginning)
    is_known = place < len(known) and known[place] == beginning
    return prepared if is_known else with_passages(prepared, embedder)


def _beginning(content_hash: str) -> np.uint64:
    return np.uint64(int(content_hash[:16], 16))
