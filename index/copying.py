"""Copying a library from one store to another: nothing is embedded again, and each article is compared.

It is safe to kill: run again, it goes on with what is missing. What is only in the target stays there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import EmbedderMismatch, InputError, LibraryError
from index.filters import SearchFilter
from index.progress import Progress, silent
from index.store.protocol import Record, Store
from index.store.values import VectorKey

BATCH = 100
"""Number of articles recorded in one transaction."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy found and did.

    Attributes:
        articles, conversations: numbers of those that were copied.
        unchanged: number of articles that the target had already.
        others: number of the target's articles that the source does not have.
    """

    articles: int
    unchanged: int
    others: int
    conversations: int


def copy(source: Store, target: Store, progress: Progress = silent, *, wait: float = 0) -> Copied:
    """Copy articles with their passages, vectors and annotations, then conversations with their feedback.

    Raises:
        InputError: both are the same library.
        EmbedderMismatch: the vectors of the two were made by different models, or of other passages.
        LibraryBusy: somebody else is writing to the target, and still is after `wait` seconds.
        LibraryError: an article of the target is not what was copied.
    """
    if _place(source) == _place(target):
        raise InputError(f"Both are the library at {source.location}. Name another one to copy to.")
    total = source.record.counts()[0]
    copied = unchanged = 0
    with source.latest(), target.writer(progress, wait=wait):
        _describe(source, target)
        every = source.record.articles()
        while batch := list(islice(every, BATCH)):
            missing = [article for article in batch if not _is_there(source.record, target.record, article)]
            _copy_articles(source, target, missing)
            copied += len(missing)
            unchanged += len(batch) - len(missing)
            progress("Copying articles", copied + unchanged, total)
        if copied:
            target.record.full_text.merge()
    conversations = sum(map(target.conversation_copies().restore, source.conversation_copies().every()))
    others = len(target.record.content_hashes().keys() - source.record.content_hashes().keys())
    return Copied(copied, unchanged, others, conversations)


def _place(store: Store) -> tuple[str, str | None]:
    """Return where a store is: of two schemas of one database, each record has an id of its own."""
    return store.location, store.record.meta("record")


def _describe(source: Store, target: Store) -> None:
    """Give the target the source's model and splitter, where it has none yet."""
    for key in ("embedder", "splitter"):
        own, other = source.record.meta(key), target.record.meta(key)
        if own and other and own != other and target.record.counts()[0]:
            raise EmbedderMismatch(
                f"The library at {target.location} was made with another model or splitter ({other}) than "
                f"that at {source.location} ({own}). Run `qa rebuild` on both with the same model first."
            )
        if own and own != other:
            target.record.set_meta(**{key: own})


def _is_there(source: Record, target: Record, article: Article) -> bool:
    held = target.find("id", article.id)
    return (
        held == [article]
        and target.is_named(article.id) == source.is_named(article.id)
        and target.passages(article.id) == source.passages(article.id)
        and target.has_vectors(article.content_hash) == source.has_vectors(article.content_hash)
    )


def _copy_articles(source: Store, target: Store, articles: Sequence[Article]) -> None:
    if not articles:
        return
    vectors = _vectors(source.record, articles)
    fresh: dict[str, Vectors] = {}
    with target.recording():
        replaced: list[str | None] = []
        for article in articles:
            new = None
            if article.content_hash not in fresh and not target.record.has_vectors(article.content_hash):
                new = vectors.get(article.content_hash)
            if new is not None:
                fresh[article.content_hash] = new
            passages = source.record.passages(article.id)
            named = source.record.is_named(article.id)
            replaced.append(target.record.put(article, passages, new, named=named))
        orphans = target.record.drop_orphans(filter(None, replaced))
    with target.indexing() as index:
        index.delete(orphans)
        index.upsert(_items(fresh))
    _compare(source.record, target.record, articles, vectors)
    for content_hash in dict.fromkeys(article.content_hash for article in articles):
        for kind, model, annotation in source.annotations().of(content_hash):
            target.annotations().keep(content_hash, kind, model, annotation)


def _vectors(record: Record, articles: Sequence[Article]) -> dict[str, Vectors]:
    return dict(record.vectors(SearchFilter(articles=tuple(article.id for article in articles))))


def _items(vectors: dict[str, Vectors]) -> Iterator[tuple[VectorKey, Vectors]]:
    for content_hash, of_content in vectors.items():
        for number, vector in enumerate(of_content):
            yield (content_hash, number), vector


def _compare(
    source: Record, target: Record, articles: Sequence[Article], vectors: dict[str, Vectors]
) -> None:
    """Read what was copied back, and raise LibraryError where it is not the same."""
    copied = _vectors(target, articles)
    for article in articles:
        own, other = vectors.get(article.content_hash), copied.get(article.content_hash)
        same = np.array_equal(own, other) if own is not None and other is not None else own is other
        if not (same and _is_there(source, target, article)):
            raise LibraryError(
                f"Article {article.id!r} was not copied as it is. Run `qa check` on both libraries, "
                "then copy again."
            )
