"""A store in memory, written as plainly as can be: what the contract suite holds against the real ones.

Its full text takes its terms from SQLite's tokenizer; everything else is Python's own dictionaries.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import RLock

import numpy as np

from index import ingest
from index.articles import Article
from index.embedding.embedder import Embedder, Vectors
from index.errors import ArticleNotFound, LibraryBusy
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.passages import Passage
from index.progress import Progress, silent
from index.sessions import MemorySessions
from index.store.protocol import VectorIndex
from index.store.values import (
    CatalogEntry,
    ListedArticle,
    Listing,
    LookupField,
    LookupKey,
    PassageRef,
    ServerState,
    StoredPassage,
    VectorKey,
)
from index.text.words import folded_words, has_words
from tests.store.memory_conversations import (
    MemoryConversationCopies,
    MemoryConversations,
    MemoryFeedback,
)
from tests.store.memory_full_text import MemoryFullText
from tests.store.memory_ledger import MemoryLedger
from tests.store.memory_token_counts import MemoryTokenCounts


def memory_library(embedder: Embedder, *articles: Article) -> Library:
    """Make a library of these articles."""
    library = Library(MemoryStore(), embedder)
    library.check_embedder()
    assert ingest.add(library, articles) == []
    return library


@dataclass(slots=True)
class Stored:
    number: int
    article: Article
    passages: tuple[tuple[int, Passage], ...]
    named: bool

    def matches(self, filters: SearchFilter) -> bool:
        day = self.article.published
        return (
            (not filters.sources or self.article.source in filters.sources)
            and (not filters.articles or self.article.id in filters.articles)
            and (not filters.since or (day is not None and day >= filters.since))
            and (not filters.until or (day is not None and day <= filters.until))
        )


@dataclass(eq=False)
class MemoryRecord:
    stored: dict[str, Stored] = field(default_factory=dict)
    embedded: dict[str, Vectors] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    serial: int = 0
    rows: int = 0
    annotations: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def catalog(self) -> "MemoryCatalog":
        return MemoryCatalog(self)

    @cached_property
    def full_text(self) -> "MemoryFullText":
        return MemoryFullText(self)

    def matching(self, filters: SearchFilter) -> list[Stored]:
        return sorted(
            (one for one in self.stored.values() if one.matches(filters)), key=lambda one: one.number
        )

    def article(self, article_id: str) -> Article:
        if article_id not in self.stored:
            raise ArticleNotFound(f"No article {article_id!r} in this library. `qa list` shows them.")
        return self.stored[article_id].article

    def prefetch(self, keys: Iterable[LookupKey]) -> None:
        pass

    def find(self, field: LookupField, value: str) -> list[Article]:
        return [one.article for one in self.matching(NO_FILTER) if getattr(one.article, field) == value]

    def articles(self, filters: SearchFilter = NO_FILTER) -> Iterator[Article]:
        yield from (one.article for one in self.matching(filters))

    def counts(self) -> tuple[int, int]:
        return len(self.stored), sum(len(one.passages) for one in self.stored.values())

    def estimate_passages(self, filters: SearchFilter = NO_FILTER) -> int:
        return sum(len(one.passages) for one in self.matching(filters))

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        return (
            tuple(passage for _, passage in self.stored[article_id].passages)
            if article_id in self.stored
            else ()
        )

    def passages_of(self, content_hash: str) -> tuple[Passage, ...]:
        found = self.find("content_hash", content_hash)
        return self.passages(found[0].id) if found else ()

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        wanted = set(ids)
        return {
            row: StoredPassage(one.article, passage.start, passage.end)
            for one in self.stored.values()
            for row, passage in one.passages
            if row in wanted
        }

    def refs(
        self, keys: Sequence[VectorKey], filters: SearchFilter = NO_FILTER
    ) -> dict[VectorKey, list[PassageRef]]:
        found: dict[VectorKey, list[PassageRef]] = {key: [] for key in keys}
        for one in self.matching(filters):
            content_hash = one.article.content_hash
            for row, passage in one.passages:
                key = content_hash, passage.number
                if key in found:
                    found[key].append(PassageRef(row, one.article.published))
        return found

    def is_named(self, article_id: str) -> bool:
        return article_id in self.stored and self.stored[article_id].named

    def content_hashes(self) -> dict[str, str]:
        return {name: one.article.content_hash for name, one in self.stored.items()}

    def vectors(self, filters: SearchFilter = NO_FILTER) -> Iterator[tuple[str, Vectors]]:
        for content_hash in dict.fromkeys(one.article.content_hash for one in self.matching(filters)):
            if content_hash in self.embedded:
                yield content_hash, self.embedded[content_hash]

    def has_vectors(self, content_hash: str) -> bool:
        return content_hash in self.embedded

    def put(
        self, article: Article, passages: Sequence[Passage], vectors: Vectors | None, *, named: bool
    ) -> str | None:
        if vectors is not None and len(vectors) != len(passages):
            raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
        replaced = self.drop(article.id)
        self.serial += 1
        numbered = tuple(enumerate(passages, start=self.rows + 1))
        self.rows += len(passages)
        stored = Stored(self.serial, _plain_day(article), numbered, named)
        # Another thread may be reading the old dictionary.
        self.stored = {**self.stored, article.id: stored}
        if vectors is not None and passages:
            self.embedded[article.content_hash] = vectors
        return replaced

    def describe(self, article: Article) -> None:
        one = self.stored[article.id]
        one.article = _plain_day(replace(article, text=one.article.text, title=one.article.title))

    def drop(self, article_id: str) -> str | None:
        dropped = self.stored.get(article_id)
        self.stored = {name: one for name, one in self.stored.items() if name != article_id}
        return dropped.article.content_hash if dropped else None

    def drop_orphans(self, content_hashes: Iterable[str]) -> list[VectorKey]:
        orphans = set(content_hashes) - set(self.content_hashes().values())
        self.annotations = {key: one for key, one in self.annotations.items() if key[0] not in orphans}
        gone = [name for name in orphans if name in self.embedded]
        return [(name, number) for name in gone for number in range(len(self.embedded.pop(name)))]

    def delete_vectors(self) -> None:
        self.embedded.clear()

    def meta(self, key: str) -> str | None:
        return self.notes.get(key)

    def set_meta(self, **values: str) -> None:
        self.notes.update(values)


def _plain_day(article: Article) -> Article:
    day = article.published
    return replace(article, published=day and date.fromisoformat(day.isoformat()[:10]), left_out=())


@dataclass(frozen=True)
class MemoryCatalog:
    record: MemoryRecord

    def entries(self, filters: SearchFilter = NO_FILTER) -> list[CatalogEntry]:
        found = sorted(
            self.record.matching(filters),
            key=lambda one: (
                one.article.published is None,
                -one.article.published.toordinal() if one.article.published else 0,
            ),
        )
        return [
            CatalogEntry(
                one.number, a.id, a.title, a.source, a.author, a.published, a.text[: a.body_start], a.path
            )
            for one in found
            for a in [one.article]
        ]

    def texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        yield from (
            (one.number, one.article.text) for one in self.record.matching(NO_FILTER) if one.number in numbers
        )

    def listing(self, words: str = "", *, offset: int = 0, limit: int = 50) -> Listing:
        wanted = folded_words(words)
        found = [
            _listed(one)
            for one in reversed(self.record.matching(NO_FILTER))
            if has_words(wanted, (one.article.id, one.article.title, one.article.source, one.article.author))
        ]
        return Listing(tuple(found[offset : offset + limit]), len(found))

    def listed(self, article_ids: Sequence[str]) -> tuple[ListedArticle, ...]:
        return tuple(_listed(self.record.stored[name]) for name in article_ids if name in self.record.stored)

    def sources(self) -> dict[str, int]:
        counted = Counter(one.article.source for one in self.record.stored.values() if one.article.source)
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _listed(one: Stored) -> ListedArticle:
    a = one.article
    return ListedArticle(a.id, a.title, a.source, a.author, a.published, len(one.passages))


@dataclass
class MemoryIndex:
    vectors: dict[VectorKey, Vectors] = field(default_factory=dict)

    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        near = ((key, float(other @ vector)) for key, other in self.vectors.items())
        return sorted(near, key=lambda pair: -pair[1])[:k]

    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        self.vectors.update((key, np.asarray(vector, dtype=np.float32)) for key, vector in items)

    def delete(self, keys: Iterable[VectorKey]) -> None:
        for key in keys:
            self.vectors.pop(key, None)

    def keys(self) -> Iterator[VectorKey]:
        yield from list(self.vectors)


@dataclass(frozen=True)
class MemoryAnnotations:
    record: MemoryRecord

    def read(self, content_hash: str, kind: str, model: str) -> str | None:
        made_by, annotation = self.record.annotations.get((content_hash, kind), ("", ""))
        return annotation if made_by == model else None

    def of(self, content_hash: str) -> list[tuple[str, str, str]]:
        every = sorted(self.record.annotations.items())
        return [(kind, *stored) for (of, kind), stored in every if of == content_hash]

    def keep(self, content_hash: str, kind: str, model: str, annotation: str) -> bool:
        if not self.record.find("content_hash", content_hash):
            return False
        self.record.annotations[content_hash, kind] = (model, annotation)
        return True


class MemoryStore:
    def __init__(self) -> None:
        self.record = MemoryRecord()
        self.index: VectorIndex = MemoryIndex()
        self.location = f"memory at {id(self)}"
        self._conversations = MemoryConversations()
        self._token_counts = MemoryTokenCounts()
        self._ledger = MemoryLedger()
        self.takes_many_writers = False
        self._sessions = MemorySessions()
        self._lock = RLock()

    def conversations(self) -> MemoryConversations:
        return self._conversations

    def feedback(self) -> MemoryFeedback:
        return MemoryFeedback(self._conversations)

    def conversation_copies(self) -> MemoryConversationCopies:
        return MemoryConversationCopies(self._conversations)

    def annotations(self) -> "MemoryAnnotations":
        return MemoryAnnotations(self.record)

    def ledger(self) -> MemoryLedger:
        return self._ledger

    def token_counts(self) -> MemoryTokenCounts:
        return self._token_counts

    def sessions(self) -> MemorySessions:
        return self._sessions

    def index_lag(self) -> int:
        return 0

    @contextmanager
    def writer(self, _progress: Progress, *, repair: bool = True, wait: float = 0) -> Iterator[None]:
        if not self._lock.acquire(timeout=wait):
            raise LibraryBusy("Another thread is writing. Wait until it is done, then run the command again.")
        try:
            yield
        finally:
            self._lock.release()

    def repair(self, progress: Progress) -> None:
        """Have nothing to repair: what is in memory is gone after a kill."""

    @contextmanager
    def recording(self) -> Iterator[None]:
        record = self.record
        before = (dict(record.stored), dict(record.embedded), dict(record.notes))
        finished = dict(self._ledger.inputs)
        try:
            yield
        except BaseException:
            record.stored, record.embedded, record.notes = before
            self._ledger.inputs.clear()
            self._ledger.inputs.update(finished)
            raise

    @contextmanager
    def indexing(self) -> Iterator[VectorIndex]:
        yield self.index

    def rebuild_index(self, progress: Progress = silent) -> list[str]:
        fresh = MemoryIndex()
        for content_hash, vectors in self.record.vectors():
            fresh.upsert(((content_hash, number), vector) for number, vector in enumerate(vectors))
        self.index = fresh
        return []

    def latest(self) -> AbstractContextManager[None]:
        return nullcontext()

    def servers(self) -> list[ServerState]:
        return []

    def problems(self) -> list[str]:
        return []

    def is_being_written(self) -> bool:
        return False

    def close(self) -> None:
        """Have nothing to close."""
