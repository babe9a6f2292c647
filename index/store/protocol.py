"""Protocols of storage: `Store` with its `Record` (`Catalog`, `FullText`) and its `VectorIndex`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from index.annotations import Annotations
from index.articles import Article
from index.conversation_copies import ConversationCopies
from index.conversations import Conversations
from index.embedding.embedder import Vectors
from index.feedback import Feedback
from index.filters import NO_FILTER, SearchFilter
from index.ledger import Ledger
from index.passages import Passage
from index.progress import Progress
from index.sessions import Sessions
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
from index.text.scripts import Phrase
from index.token_counts import TokenCounts


class Catalog(Protocol):
    """Lists of articles by their metadata."""

    def entries(self, filters: SearchFilter = NO_FILTER) -> list[CatalogEntry]:
        """Return the articles a filter allows, newest first, those without a date last."""

    def texts(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield the texts of the articles with these serial numbers, by number."""

    def listing(self, words: str = "", *, offset: int = 0, limit: int = 50) -> Listing:
        """List the articles whose title, source, author or id has every one of the words, last added first.

        Case and accents do not count, and a part of a word is enough.
        """

    def listed(self, article_ids: Sequence[str]) -> tuple[ListedArticle, ...]:
        """Return the articles of these ids in this order; one that is not there is left out."""

    def sources(self) -> dict[str, int]:
        """Return how many articles each source has, the largest first; articles without one are left out."""


class FullText(Protocol):
    """An inverted index over titles and passages. Terms are stemmed (Porter) and without accents."""

    def search(
        self, phrases: Sequence[Phrase], k: int, filters: SearchFilter = NO_FILTER
    ) -> list[tuple[PassageRef, float]]:
        """Return up to `k` passages that have any of the phrases with their BM25 scores > 0, best first."""

    def occurring(self, phrases: Sequence[Phrase]) -> set[Phrase]:
        """Return those of the phrases that a passage or title has."""

    def articles_with(self, all_of: Sequence[Sequence[Phrase]]) -> set[int]:
        """Return the serial numbers of the articles with a passage that has a phrase of each alternative."""

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return each word as a term of the index; "" for one that is none."""

    def state(self) -> bytes:
        """Return a value that changes whenever the index does."""

    def document_frequencies(self) -> list[tuple[str, int]]:
        """Return every term with the number of passages that have it."""

    def merge(self) -> None:
        """Merge the segments in which the index stored what was added; a kill leaves as many as are left."""


class Record(Protocol):
    """Articles, passages, vectors. Writing methods are for whoever holds the library's writer lock."""

    @property
    def catalog(self) -> Catalog:
        """The lists of its articles."""

    @property
    def full_text(self) -> FullText:
        """The inverted index over its passages."""

    def article(self, article_id: str) -> Article:
        """Return one article with its text. Raises ArticleNotFound."""

    def prefetch(self, keys: Iterable[LookupKey]) -> None:
        """Look up together, in the open transaction, what `find` and `has_vectors` are about to be asked for.

        It changes nothing but how long that takes; where a look-up costs nothing, it is not needed.
        """

    def find(self, field: LookupField, value: str) -> list[Article]:
        """Return the articles with this value, oldest entry first."""

    def articles(self, filters: SearchFilter = NO_FILTER) -> Iterator[Article]:
        """Yield the articles a filter allows, one at a time, oldest entry first."""

    def counts(self) -> tuple[int, int]:
        """Return how many articles and passages there are."""

    def estimate_passages(self, filters: SearchFilter = NO_FILTER) -> int:
        """Estimate how many passages a filter allows: the share of articles it allows, of all passages."""

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """Return an article's passages in order."""

    def passages_of(self, content_hash: str) -> tuple[Passage, ...]:
        """Return the passages that this content was split into; none where no article has it."""

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return the passages of these ids with their articles; one that was deleted is left out."""

    def refs(
        self, keys: Sequence[VectorKey], filters: SearchFilter = NO_FILTER
    ) -> dict[VectorKey, list[PassageRef]]:
        """Return the matching passages with each key's vector: several where articles share a content."""

    def is_named(self, article_id: str) -> bool:
        """Whether the article's source gave it its id, rather than this library."""

    def content_hashes(self) -> dict[str, str]:
        """Return the content hash with which each article was stored, by the article's id."""

    def vectors(self, filters: SearchFilter = NO_FILTER) -> Iterator[tuple[str, Vectors]]:
        """Yield the vectors of matching articles by content hash, each content's once.

        Their shape is (passages, dimensions), in the passages' order. Raises LibraryCorrupt.
        """

    def has_vectors(self, content_hash: str) -> bool:
        """Whether this content has been embedded."""

    def put(
        self, article: Article, passages: Sequence[Passage], vectors: Vectors | None, *, named: bool
    ) -> str | None:
        """Store an article in place of the one of its id, with its passages, full text and vectors.

        `vectors` is None where the record holds the same content's already. Returns what `drop` returns.
        """

    def describe(self, article: Article) -> None:
        """Store an article's source, author, date, address and path; its content is the same as before."""

    def drop(self, article_id: str) -> str | None:
        """Delete an article with its passages and full text; return its content hash, None if there is none.

        Its vectors and annotations stay, for another article may have the same content: `drop_orphans`
        deletes them.
        """

    def drop_orphans(self, content_hashes: Iterable[str]) -> list[VectorKey]:
        """Delete vectors and annotations of those contents that no article has; return the vectors' keys."""

    def delete_vectors(self) -> None:
        """Delete all vectors, before all are made again."""

    def meta(self, key: str) -> str | None:
        """Return a stored value of the library as a whole."""

    def set_meta(self, **values: str) -> None:
        """Store values of the library as a whole."""


class VectorIndex(Protocol):
    """An approximate nearest-neighbour index over the record's vectors. Any method raises LibraryError."""

    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        """Return up to `k` nearest vectors' keys with their cosine similarity, best first."""

    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        """Store vectors; storing one again changes nothing."""

    def delete(self, keys: Iterable[VectorKey]) -> None:
        """Delete vectors; one that is not there is no error."""

    def keys(self) -> Iterator[VectorKey]:
        """Yield the key of every vector."""


class Store(Protocol):
    """A record and a vector index that are kept consistent, with what else a library keeps."""

    @property
    def location(self) -> str:
        """The store's location as users read it: a folder, or an address without a password."""

    @property
    def record(self) -> Record:
        """The record, from which everything else can be made again."""

    @property
    def index(self) -> VectorIndex:
        """The vector index as last written, by whatever process."""

    @property
    def takes_many_writers(self) -> bool:
        """Whether several processes may hold `writer()` at once, each storing what it prepared."""

    def conversations(self) -> Conversations:
        """Return the conversations. Raises LibraryError where an older record cannot be upgraded."""

    def feedback(self) -> Feedback:
        """Return the feedback on them. Raises LibraryError where an older record cannot be upgraded."""

    def conversation_copies(self) -> ConversationCopies:
        """Return the conversations as a whole, for a copy. Raises LibraryError as `conversations` does."""

    def annotations(self) -> Annotations:
        """Return the annotations of the articles' contents."""

    def ledger(self) -> Ledger:
        """Return the ledger of additions by many workers."""

    def token_counts(self) -> TokenCounts:
        """Return the counts of language models' tokens."""

    def sessions(self) -> Sessions:
        """Return the sign-in sessions; `close` closes them. Raises LibraryError where they cannot be kept."""

    def writer(
        self, progress: Progress, *, repair: bool = True, wait: float = 0
    ) -> AbstractContextManager[None]:
        """Hold the writer lock; first upgrade an older record and `repair` what is not consistent.

        Raises:
            LibraryBusy: somebody else is writing, and still is after `wait` seconds.
        """

    def repair(self, progress: Progress) -> None:
        """Finish an interrupted write and upgrade an older record; where neither is possible, do nothing."""

    def recording(self) -> AbstractContextManager[None]:
        """Open a transaction on the record that `indexing` must follow.

        A kill before the end of `indexing` leaves the vector index to be rebuilt at the next opening.
        """

    def indexing(self) -> AbstractContextManager[VectorIndex]:
        """Open the vector index, to be made consistent with the record."""

    def rebuild_index(self, progress: Progress) -> list[str]:
        """Rebuild the vector index from the record; the caller holds the writer lock.

        Returns a line for each place where something is left of the old one that only a person can delete.
        """

    def index_lag(self) -> int:
        """Return how many contents' changes the record has that the vector index has not followed yet."""

    def latest(self) -> AbstractContextManager[None]:
        """Read what is stored now, and not what a replica has."""

    def servers(self) -> list[ServerState]:
        """Return the state of the record's servers where it is kept on several; none where it is not."""

    def problems(self) -> list[str]:
        """Check files and tables; return a line for each that is damaged, with what to do."""

    def is_being_written(self) -> bool:
        """Whether a writer has begun and not ended."""

    def close(self) -> None:
        """Close everything that is open."""
