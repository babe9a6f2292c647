"""Document frequencies and totals of the full text, changed once a transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from index.store.postgres.terms import StoredTerms
from index.store.postgres.transactions import Deferred, Transaction

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


class FullTextChanges(Deferred):
    """What a transaction adds to the counts and takes from them. Its caller holds the lock of articles."""

    def __init__(self) -> None:
        self._frequencies: Counter[str] = Counter()
        self._articles = self._passages = self._terms = 0

    def add(self, articles: int, passages: Sequence[StoredTerms]) -> None:
        """Count the passages of so many articles by their terms."""
        self._frequencies.update(chain.from_iterable(passage.different for passage in passages))
        self._articles += articles
        self._passages += len(passages)
        self._terms += sum(passage.length for passage in passages)

    def take(self, passages: Sequence[str]) -> None:
        """Count the passages of one article no longer."""
        terms = [passage.split() for passage in passages]
        self._frequencies.subtract(chain.from_iterable(map(set, terms)))
        self._articles -= 1
        self._passages -= len(passages)
        self._terms -= sum(map(len, terms))

    def write(self, transaction: Transaction) -> None:
        """Write the changes."""
        connection = transaction.connection
        connection.execute(
            "UPDATE totals SET changes = changes + 1, articles = articles + %s, passages = passages + %s, "
            "terms = terms + %s",
            (self._articles, self._passages, self._terms),
        )
        changed = sorted((term, number) for term, number in self._frequencies.items() if number)
        connection.execute(
            # Terms have no blanks. One text is quicker to hand over than an array of so many.
            "INSERT INTO document_frequencies "
            "SELECT * FROM unnest(string_to_array(%s, ' '), string_to_array(%s, ' ')::bigint[]) "
            "ON CONFLICT (term) DO UPDATE SET passages = document_frequencies.passages + excluded.passages",
            (" ".join(term for term, _ in changed), " ".join(str(number) for _, number in changed)),
        )
        fewer = [term for term, number in changed if number < 0]
        if fewer:
            connection.execute(
                "DELETE FROM document_frequencies WHERE term = ANY(%s) AND passages <= 0", (fewer,)
            )


class IndexChanges(Deferred):
    """The contents whose vectors a transaction adds or deletes, for every vector index that follows."""

    def __init__(self) -> None:
        self._contents: dict[str, int] = {}

    def add(self, content_hash: str, passages: int) -> None:
        """Add a content that has, or had, this many vectors."""
        self._contents[content_hash] = max(passages, self._contents.get(content_hash, 0))

    def write(self, transaction: Transaction) -> None:
        """Write the changes.

        One that somebody is just applying is waited for: else it would not see that there is more.
        """
        note_changes(transaction.connection, self._contents)


def note_changes(connection: "Connection", contents: Mapping[str, int], index: str | None = None) -> None:
    """Note contents, with how many of their vectors an index may hold, for one index that is registered or
    for all."""
    if not contents:
        return
    rows = sorted(contents.items())
    connection.execute(
        "INSERT INTO index_changes SELECT name, content, vectors FROM vector_indexes "
        "CROSS JOIN unnest(%s::text[], %s::integer[]) AS changed (content, vectors) "
        "WHERE coalesce(name = %s, true) ORDER BY name, content ON CONFLICT (index_name, content_hash) "
        "DO UPDATE SET passages = greatest(index_changes.passages, excluded.passages)",
        ([content for content, _ in rows], [passages for _, passages in rows], index),
    )
