"""The articles that a transaction has yet to store: they are gathered, and stored together by few statements.

A statement of PostgreSQL is planned and travels to the server each time. What is read of an article that
waits here is answered from here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from index.articles import Article
from index.embedding.embedder import Vectors
from index.passages import Passage
from index.store.postgres.changes import FullTextChanges, IndexChanges
from index.store.postgres.rows import COLUMNS, article_of, names_of, row_of
from index.store.postgres.terms import stored_terms
from index.store.postgres.text import stored
from index.store.postgres.transactions import Deferred, Transaction

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection

MOST_PASSAGES = 2_000
"""Number of passages from which on a batch is stored before its transaction ends."""

TOKENISED_AT_ONCE = 20
"""Number of articles whose terms are made together."""

Key = tuple[Literal["id", "path", "url", "content_hash", "vectors"], str]
"""A column and what is looked up in it; `vectors` for the content that they are of."""

_COLUMNS = f"{COLUMNS}, content_hash, named, names"
_TYPES = "text text text text text date text text int text bool text".split()
_GIVEN = ", ".join(f"%{'t' if kind == 'date' else 'b'}::{kind}[]" for kind in _TYPES)


class WaitingArticle(NamedTuple):
    """An article as `put` was given it."""

    article: Article
    passages: Sequence[Passage]
    named: bool


class ArticleBatch(Deferred):
    """Articles, none of which the tables hold, and their contents' vectors.

    Whoever adds to it holds the lock of all who write articles: so nobody else stores what was looked up and
    not found.
    """

    def __init__(self) -> None:
        self._articles: list[WaitingArticle] = []
        self._found_by: defaultdict[Key, list[WaitingArticle]] = defaultdict(list)
        self._vectors: dict[str, Vectors] = {}
        self._absent: set[Key] = set()
        self._passages = 0

    @property
    def is_full(self) -> bool:
        """Whether as many passages wait as are stored together."""
        return self._passages >= MOST_PASSAGES

    def look_up(self, connection: "Connection", keys: Iterable[Key]) -> None:
        """Remember which of these the tables lack."""
        asked = sorted(set(keys))
        found = connection.execute(
            "SELECT kind, value FROM unnest(%s::text[], %s::text[]) AS asked (kind, value) WHERE CASE kind "
            "WHEN 'id' THEN EXISTS (SELECT 1 FROM articles WHERE id = value) "
            "WHEN 'content_hash' THEN EXISTS (SELECT 1 FROM articles WHERE content_hash = value) "
            "WHEN 'path' THEN EXISTS "
            "(SELECT 1 FROM articles WHERE left(path, 256) = left(value, 256) AND path = value) "
            "WHEN 'url' THEN EXISTS "
            "(SELECT 1 FROM articles WHERE left(url, 256) = left(value, 256) AND url = value) "
            "ELSE EXISTS (SELECT 1 FROM vectors WHERE content_hash = value) END",
            ([kind for kind, _ in asked], [value for _, value in asked]),
        ).fetchall()
        self._absent.update(set(asked).difference(found))

    def lacks(self, key: Key) -> bool:
        """Whether the tables are known to lack this."""
        return key in self._absent

    def find(self, key: Key) -> list[WaitingArticle]:
        """Return the articles that wait with this value, the first put first."""
        return self._found_by.get(key, [])

    def has_vectors(self, content_hash: str) -> bool:
        """Whether vectors of this content wait."""
        return content_hash in self._vectors

    def add(self, waiting: WaitingArticle, vectors: Vectors | None) -> None:
        """Gather an article whose id neither the tables nor the batch hold."""
        article = waiting.article
        keys: list[Key] = [("id", stored(article.id)), ("content_hash", article.content_hash)]
        if article.path is not None:
            keys.append(("path", stored(article.path)))
        if article.url is not None:
            keys.append(("url", stored(article.url)))
        for key in keys:
            self._found_by[key].append(waiting)
        self._articles.append(waiting)
        self._passages += len(waiting.passages)
        if vectors is not None and waiting.passages:
            self._vectors[article.content_hash] = vectors

    def write(self, transaction: Transaction) -> None:
        """Store the articles and vectors."""
        if articles := self._articles:
            numbers = _insert_articles(transaction.connection, articles)
            ids = _insert_passages(transaction.connection, articles, numbers)
            _insert_terms(transaction, articles, ids)
        if vectors := self._vectors:
            _insert_vectors(transaction.connection, vectors)
            for content_hash, rows in vectors.items():
                transaction.changes(IndexChanges).add(content_hash, len(rows))


def as_stored(waiting: WaitingArticle) -> Article:
    """Return an article that waits as it is read once it is stored."""
    return article_of(row_of(waiting.article))


def _texts(waiting: WaitingArticle) -> list[str]:
    return [waiting.article.text[passage.start : passage.end] for passage in waiting.passages]


def _insert_articles(connection: "Connection", articles: Sequence[WaitingArticle]) -> list[int]:
    """Store articles; return their serial numbers."""
    rows = [
        (*row_of(article), article.content_hash, named, names_of(article)) for article, _, named in articles
    ]
    found: dict[str, int] = dict(
        connection.execute(
            f"INSERT INTO articles ({_COLUMNS}) SELECT {_COLUMNS} "  # noqa: S608
            f"FROM unnest({_GIVEN}) WITH ORDINALITY AS given ({_COLUMNS}, place) ORDER BY place "
            "RETURNING id, number",
            [list(column) for column in zip(*rows, strict=True)],
        ).fetchall()
    )
    return [found[str(row[0])] for row in rows]


def _insert_passages(
    connection: "Connection", articles: Sequence[WaitingArticle], numbers: Sequence[int]
) -> Iterator[int]:
    """Store passages; return an iterator over their ids."""
    rows = [
        (number, passage.number, passage.start, passage.end)
        for number, waiting in zip(numbers, articles, strict=True)
        for passage in waiting.passages
    ]
    if not rows:
        return iter(())
    found = connection.execute(
        "INSERT INTO passages (article, number, starts, ends) SELECT article, number, starts, ends "
        "FROM unnest(%b::bigint[], %b::int[], %b::int[], %b::int[]) WITH ORDINALITY "
        "AS given (article, number, starts, ends, place) ORDER BY place RETURNING article, number, id",
        [list(column) for column in zip(*rows, strict=True)],
    ).fetchall()
    ids = {(article, number): passage for article, number, passage in found}
    return iter([ids[article, number] for article, number, *_ in rows])


def _insert_terms(transaction: Transaction, articles: Sequence[WaitingArticle], ids: Iterator[int]) -> None:
    """Store the terms of passages with these ids; the server is at work on some while others are made."""
    changes = transaction.changes(FullTextChanges)
    with transaction.connection.cursor().copy("COPY full_text FROM STDIN") as copy:
        for start in range(0, len(articles), TOKENISED_AT_ONCE):
            some = articles[start : start + TOKENISED_AT_ONCE]
            terms = list(chain(*stored_terms([(each.article.title, _texts(each)) for each in some])))
            for passage, of_passage in zip(islice(ids, len(terms)), terms, strict=True):
                copy.write_row((passage, of_passage.text))
            changes.add(len(some), terms)


def _insert_vectors(connection: "Connection", vectors: dict[str, Vectors]) -> None:
    contents = sorted(vectors)
    connection.execute(
        "INSERT INTO vectors SELECT * FROM unnest(%b::text[], %b::int[], %b::bytea[]) "
        "ON CONFLICT (content_hash) DO UPDATE SET passages = excluded.passages, vectors = excluded.vectors",
        (
            contents,
            [len(vectors[content]) for content in contents],
            [vectors[content].astype(np.float32).tobytes() for content in contents],
        ),
    )
