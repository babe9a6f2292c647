"""Ingestion: articles are identified, split into passages, embedded and stored. It is safe to kill."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import UnreadableArticle
from index.identity import IngestOutcome, identify, is_gone, new_id, source_file
from index.library import Library
from index.passages import Passage, embedded_texts, split
from index.progress import Progress, silent

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

MERGE_SHARE = 0.1
"""Share of all passages from which on a run merges the full text's segments: that takes less than a hundredth
of the time of adding them."""

OutcomeCallback = Callable[[IngestOutcome, Article], None]
"""Callback that takes the outcome of an article once it is stored for good."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article about to be stored; `outcome` is None where none is to be reported."""

    outcome: IngestOutcome | None
    article: Article
    content_hash: str
    named: bool
    passages: tuple[Passage, ...]


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
    errors: list[UnreadableArticle] = []
    with library.writer(wait=wait):
        run = _IngestRun(library, report)
        for item in items:
            try:
                run.prepare(item)
            except UnreadableArticle as error:
                errors.append(error)
        run.store()
        if run.passages >= max(1, MERGE_SHARE * library.record.counts()[1]):
            library.record.full_text.merge()
    return errors


def remove(library: Library, article_ids: Iterable[str], *, wait: float = 0) -> list[Article]:
    """Remove articles, all or, if one is not there (ArticleNotFound), none; return what was removed.

    Raises LibraryBusy where somebody else is writing, and still is after `wait` seconds.
    """
    with library.writer(wait=wait):
        articles = [library.record.article(article_id) for article_id in dict.fromkeys(article_ids)]
        with library.store.recording():
            dropped = [library.record.drop(article.id) for article in articles]
            orphans = library.record.drop_orphans(filter(None, dropped))
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


def rebuild(library: Library, progress: Progress = silent) -> None:
    """Rebuild the vector index; split and embed all articles again where the model or the splitter changed.

    Until it is done the library stays as it was.
    """
    with library.writer(repair=False):
        if not library.fits_embedder():
            _embed_again(library, progress)
        library.record.full_text.merge()
        library.store.rebuild_index(progress)


class _IngestRun:
    """One run of `add`: articles gather in a batch that is embedded, recorded and indexed together.

    Attributes:
        passages: the number of passages stored.
    """

    def __init__(self, library: Library, report: OutcomeCallback) -> None:
        self.passages = 0
        self._library = library
        self._report = report
        self._batch: list[_Prepared] = []
        # Copies met in this run, without their text, by the id of the article they are copies of.
        self._copies: dict[str, Article] = {}

    def prepare(self, item: Article | UnreadableArticle) -> None:
        """Add a new or changed article to the batch. Raises UnreadableArticle where it cannot be stored."""
        if isinstance(item, UnreadableArticle):
            raise item
        content_hash = _checked_hash(item)
        if any(_may_be_same(item, content_hash, prepared) for prepared in self._batch):
            self.store()
        found = identify(self._library.record, item, self._taken())
        if found.outcome is IngestOutcome.UNCHANGED:
            if found.article is found.stored:
                self._copies[found.article.id] = replace(item, text="")
            else:
                self._library.record.describe(found.article)
            self._report(found.outcome, replace(found.article, left_out=item.left_out))
            return
        if found.stored and found.stored.id in self._copies:
            self._keep_copy(found.stored, self._copies.pop(found.stored.id))
        embedder = self._library.embedder
        # An older version may have split the same content elsewhere.
        passages = self._library.record.passages_of(content_hash) or split(
            found.article, embedder.count_tokens, embedder.max_tokens
        )
        self._batch.append(_Prepared(found.outcome, found.article, content_hash, bool(item.id), passages))
        if sum(len(prepared.passages) for prepared in self._batch) >= BATCH_PASSAGES:
            self.store()

    def store(self) -> None:
        """Embed, record and index the batch, report it, and empty it."""
        if not self._batch:
            return
        record = self._library.record
        fresh = {
            prepared.content_hash: prepared
            for prepared in self._batch
            if not record.has_vectors(prepared.content_hash)
        }
        vectors = _embed(self._library, list(fresh.values()))
        with self._library.store.recording():
            replaced = [
                record.put(
                    prepared.article,
                    prepared.passages,
                    vectors.get(prepared.content_hash),
                    named=prepared.named,
                )
                for prepared in self._batch
            ]
            orphans = record.drop_orphans(filter(None, replaced))
        with self._library.store.indexing() as index:
            index.delete(orphans)
            index.upsert(
                ((content_hash, passage.number), vector)
                for content_hash, prepared in fresh.items()
                for passage, vector in zip(prepared.passages, vectors[content_hash], strict=True)
            )
        self.passages += sum(len(prepared.passages) for prepared in self._batch)
        for prepared in self._batch:
            if prepared.outcome:
                self._report(prepared.outcome, prepared.article)
        self._batch.clear()

    def _keep_copy(self, known: Article, copy: Article) -> None:
        """Add the stored version, about to be replaced, to the batch under the path of its unstored copy."""
        kept = replace(copy, id=new_id(self._library.record, copy, self._taken()), text=known.text)
        passages = self._library.record.passages(known.id)
        self._batch.append(_Prepared(None, kept, kept.content_hash, False, passages))

    def _taken(self) -> set[str]:
        return {prepared.article.id for prepared in self._batch}


def _embed(library: Library, fresh: list[_Prepared]) -> dict[str, Vectors]:
    """Embed all passages of a batch together; return each content's vectors by its hash."""
    embedder = library.embedder
    texts = [
        text
        for prepared in fresh
        for text in embedded_texts(
            prepared.article, prepared.passages, embedder.count_tokens, embedder.max_tokens
        )
    ]
    rows = iter(embedder.embed_passages(texts) if texts else ())
    return {
        prepared.content_hash: np.array([next(rows) for _ in prepared.passages], dtype=np.float32)
        for prepared in fresh
    }


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


def _may_be_same(article: Article, content_hash: str, other: _Prepared) -> bool:
    """Whether a prepared article may be the same one, so that it must be stored before this is identified."""
    if article.id:
        return article.id == other.article.id
    return (
        (article.path is not None and article.path == other.article.path)
        or (article.url is not None and article.url == other.article.url)
        or content_hash == other.content_hash
    )


def _checked_hash(article: Article) -> str:
    """Return an article's content hash; raise UnreadableArticle for text that cannot be stored."""
    try:
        "".join(filter(None, article.card().values())).encode()
        return article.content_hash
    except UnicodeEncodeError as error:
        raise UnreadableArticle(
            article.path or article.url or article.id or "an article",
            "holds half of a character (a lone surrogate); correct it",
        ) from error
