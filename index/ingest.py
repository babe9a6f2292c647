"""Ingestion: articles are identified, split into passages, embedded and stored. It is safe to kill."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from index.articles import Article
from index.errors import UnreadableArticle
from index.identity import IngestOutcome, identify, input_of, is_gone, source_file
from index.library import Library
from index.passages import embedded_texts, split
from index.preparation import PreparedArticle, hashed, with_passages, with_vectors
from index.progress import Progress, silent
from index.storing import OutcomeCallback, StoringRun

__all__ = [
    "IngestOutcome",
    "OutcomeCallback",
    "add",
    "articles_without_file",
    "ignore_outcome",
    "rebuild",
    "remove",
]

BATCH_PASSAGES = 1024
"""Number of passages embedded, recorded and indexed together. A kill costs at most their embedding."""


def ignore_outcome(_outcome: IngestOutcome, _article: Article) -> None:
    """Report nothing."""


def add(
    library: Library,
    items: Iterable[Article | UnreadableArticle],
    report: OutcomeCallback = ignore_outcome,
    *,
    wait: float = 0,
) -> list[UnreadableArticle]:
    """Add new articles and update changed ones; return the errors of those that cannot be read.

    An article is identified by the id its source gave it, else by its path, else by its address, else by its
    content. The same content is never embedded twice. Raises LibraryBusy where somebody else is writing, and
    still is after `wait` seconds.
    """
    with library.writer(wait=wait):
        run = _IngestRun(library, report)
        for item in items:
            run.take(item)
        run.finish()
    return run.errors


def remove(library: Library, article_ids: Iterable[str], *, wait: float = 0) -> list[Article]:
    """Remove articles, all or, if one is not there (ArticleNotFound), none; return what was removed.

    Raises LibraryBusy where somebody else is writing, and still is after `wait` seconds.
    """
    with library.writer(wait=wait):
        articles = [library.record.article(article_id) for article_id in dict.fromkeys(article_ids)]
        with library.store.recording():
            dropped = [library.record.drop(article.id) for article in articles]
            orphans = library.record.drop_orphans(filter(None, dropped))
            library.store.ledger().forget(filter(None, map(input_of, articles)))
        with library.store.indexing() as index:
            index.delete(orphans)
    return articles


def articles_without_file(library: Library, folder: Path) -> list[Article]:
    """Return the articles whose files in a folder no longer exist."""
    absolute = os.path.abspath(folder)  # noqa: PTH100 - as the loaders write paths: links are not followed
    return [
        article
        for article in library.record.articles()
        if (file := source_file(article)) and file.is_relative_to(absolute) and is_gone(file)
    ]


def rebuild(library: Library, progress: Progress = silent) -> list[str]:
    """Rebuild the vector index; split and embed all articles again where the model or the splitter changed.

    Until it is done the library stays as it was. Returns a line for each place where something is left of
    the old index that only a person can delete.
    """
    with library.writer(repair=False):
        if not library.fits_embedder():
            _embed_again(library, progress)
        library.record.full_text.merge()
        return library.store.rebuild_index(progress)


class _IngestRun:
    """One run of `add`: articles gather in a batch that is embedded and stored together.

    Attributes:
        errors: the errors of articles that could not be stored.
    """

    def __init__(self, library: Library, report: OutcomeCallback) -> None:
        self.errors: list[UnreadableArticle] = []
        self._library = library
        self._storing = StoringRun(library, report)
        self._batch: list[PreparedArticle] = []
        # The ids of the batch's articles; what the record has under them is out of date.
        self._taken: set[str] = set()

    def take(self, item: Article | UnreadableArticle) -> None:
        """Add an article to the batch unless it is unchanged; keep the error of one that cannot be stored."""
        if isinstance(item, UnreadableArticle):
            self.errors.append(item)
            return
        try:
            self._prepare(item)
        except UnreadableArticle as error:
            self.errors.append(error)

    def _prepare(self, item: Article) -> None:
        record = self._library.record
        prepared = hashed(item)
        if self._may_be_in_batch(prepared):
            self.store()
        found = identify(record, item, self._taken)
        if found.outcome is IngestOutcome.UNCHANGED:
            self._storing.keep_unchanged(found, item)
            return
        known = record.passages_of(prepared.content_hash)
        self._batch.append(
            replace(prepared, passages=known) if known else with_passages(prepared, self._library.embedder)
        )
        self._taken.add(found.article.id)
        if sum(len(prepared.passages or ()) for prepared in self._batch) >= BATCH_PASSAGES:
            self.store()

    def store(self) -> None:
        """Embed and store the batch, report it, and empty it."""
        if not self._batch:
            return
        fresh = {
            prepared.content_hash: prepared
            for prepared in self._batch
            if not self._library.record.has_vectors(prepared.content_hash)
        }
        embedded = with_vectors(list(fresh.values()), self._library.embedder)
        vectors = {prepared.content_hash: prepared.vectors for prepared in embedded}
        results = self._storing.store(
            [replace(prepared, vectors=vectors.get(prepared.content_hash)) for prepared in self._batch]
        )
        self.errors += [result for result in results if isinstance(result, UnreadableArticle)]
        self._batch.clear()
        self._taken.clear()

    def finish(self) -> None:
        """Store what is left, and keep the full text quick."""
        self.store()
        self._storing.merge()

    def _may_be_in_batch(self, prepared: PreparedArticle) -> bool:
        """Whether the batch may hold the same article, and must be stored before this is identified."""
        article = prepared.article
        if article.id:
            return article.id in self._taken
        return any(
            (article.path is not None and article.path == other.article.path)
            or (article.url is not None and article.url == other.article.url)
            or prepared.content_hash == other.content_hash
            for other in self._batch
        )


def _embed_again(library: Library, progress: Progress) -> None:
    total = library.record.counts()[0]
    embedder = library.embedder
    with library.store.recording():
        library.record.delete_vectors()
        for done, article in enumerate(library.record.articles(), start=1):
            passages = split(article, embedder.count_tokens, embedder.max_tokens)
            texts = embedded_texts(article, passages, embedder.count_tokens, embedder.max_tokens)
            vectors = (
                None if library.record.has_vectors(article.content_hash) else embedder.embed_passages(texts)
            )
            library.record.put(article, passages, vectors, named=library.record.is_named(article.id))
            progress("Embedding all articles again", done, total)
        library.describe_vectors()
