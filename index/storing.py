"""Storing of prepared articles: a batch is identified, recorded and indexed in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import TransactionLost, UnreadableArticle
from index.identity import Identification, IngestOutcome, identify, lookups, new_id
from index.library import Library
from index.preparation import PreparedArticle, with_passages, with_vectors

ATTEMPTS = 4
"""Largest number of times that a batch is stored whose transaction is lost."""

OutcomeCallback = Callable[[IngestOutcome, Article], None]
"""Callback that takes the outcome of an article once it is stored for good."""

MERGE_SHARE = 0.1
"""Share of all passages from which on a run merges the full text's segments: that takes less than a hundredth
of the time of adding them."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What became of an article.

    Attributes:
        outcome: the outcome.
        article: the article as the library has it, under its id there.
        is_copy: whether another one of the same content is stored, and this one is not.
    """

    outcome: IngestOutcome
    article: Article
    is_copy: bool = False


class StoringRun:
    """One run of storing. The caller holds the library's `writer()`.

    Attributes:
        library: the library.
        passages: the number of passages stored.
        copies: the copies met, which are not stored, without their text, by the id of the stored article.
    """

    def __init__(self, library: Library, report: OutcomeCallback) -> None:
        self.library = library
        self.passages = 0
        self.copies: dict[str, Article] = {}
        self._report = report

    def store(self, batch: Sequence[PreparedArticle]) -> "list[StoredArticle | UnreadableArticle]":
        """Store a batch and report it once it is stored; return what became of each, in the batch's order.

        A transaction that is lost is run again. Where it was stored after all, nothing is stored twice.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return self._store(batch)
            except TransactionLost:
                continue
        return self._store(batch)

    def _store(self, batch: Sequence[PreparedArticle]) -> "list[StoredArticle | UnreadableArticle]":
        batch_run = _Batch(self.library, dict(self.copies))
        with self.library.store.recording():
            self.library.record.prefetch(key for prepared in batch for key in lookups(prepared.article))
            for prepared in batch:
                batch_run.store(prepared)
            orphans = self.library.record.drop_orphans(batch_run.replaced)
        with self.library.store.indexing() as index:
            index.delete(orphans)
            index.upsert(
                ((content_hash, number), vector)
                for content_hash, vectors in batch_run.embedded.items()
                for number, vector in enumerate(vectors)
            )
        self.copies = batch_run.copies
        self.passages += batch_run.passages
        for stored in batch_run.results:
            if isinstance(stored, StoredArticle):
                self._report(stored.outcome, stored.article)
        return batch_run.results

    def keep_unchanged(self, found: Identification, article: Article) -> None:
        """Report an article of which nothing is stored but where it was found, by whom, and when."""
        _describe(self.library, found, article, self.copies)
        self._report(found.outcome, replace(found.article, left_out=article.left_out))

    def merge(self) -> None:
        """Merge the full text's segments if this run stored a good part of the passages."""
        if self.passages >= max(1, MERGE_SHARE * self.library.record.counts()[1]):
            self.library.record.full_text.merge()


@dataclass(slots=True)
class _Batch:
    """What became of a batch in its transaction; nothing of it counts where that is rolled back.

    Attributes:
        copies: those of the run before this batch, and this batch's.
        results: what became of each article.
        replaced: the content hashes of what was replaced.
        embedded: the vectors that the index does not have yet, by content hash.
        passages: the number of passages stored.
    """

    library: Library
    copies: dict[str, Article]
    results: list[StoredArticle | UnreadableArticle] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    embedded: dict[str, Vectors] = field(default_factory=dict)
    passages: int = 0

    def store(self, prepared: PreparedArticle) -> None:
        """Identify an article as the record now is, and store it unless it is unchanged."""
        try:
            found = identify(self.library.record, prepared.article, ())
        except UnreadableArticle as error:
            self.results.append(error)
            return
        if found.outcome is IngestOutcome.UNCHANGED:
            _describe(self.library, found, prepared.article, self.copies)
            article = replace(found.article, left_out=prepared.article.left_out)
            is_copy = found.article is found.stored
            self.results.append(StoredArticle(found.outcome, article, is_copy=is_copy))
            return
        if found.stored and found.stored.id in self.copies:
            self._keep_copy(found.stored, self.copies.pop(found.stored.id))
        self._put(replace(prepared, article=found.article), named=bool(prepared.article.id))
        self.results.append(StoredArticle(found.outcome, found.article))

    def _keep_copy(self, known: Article, copy: Article) -> None:
        """Store the version that is about to be replaced under the path of its copy, which was not stored."""
        record = self.library.record
        kept = replace(copy, id=new_id(record, copy, ()), text=known.text)
        self._put(PreparedArticle(kept, kept.content_hash, record.passages(known.id)), named=False)

    def _put(self, prepared: PreparedArticle, *, named: bool) -> None:
        record = self.library.record
        known = record.has_vectors(prepared.content_hash)
        # An older version may have split the same content elsewhere.
        passages = record.passages_of(prepared.content_hash) or prepared.passages
        if passages is None or (prepared.vectors is None and passages and not known):
            prepared = self._prepared_late(prepared)
            passages = prepared.passages or ()
        vectors = None if known else prepared.vectors
        replaced = record.put(prepared.article, passages, vectors, named=named)
        if replaced:
            self.replaced.append(replaced)
        if vectors is not None:
            self.embedded[prepared.content_hash] = vectors
        self.passages += len(passages)

    def _prepared_late(self, prepared: PreparedArticle) -> PreparedArticle:
        """Split and embed an article whose content the library held before, but no more."""
        embedder = self.library.embedder
        return with_vectors([with_passages(prepared, embedder)], embedder)[0]


def _describe(library: Library, found: Identification, article: Article, copies: dict[str, Article]) -> None:
    """Note an unchanged article as a copy of the stored one, or store its metadata."""
    if found.article is found.stored:
        copies[found.article.id] = replace(article, text="")
    else:
        library.record.describe(found.article)
