"""The schema of a library's SQLite file, one migration a version: each adds to the one before, or changes it.

A migration runs inside a transaction: a kill changes nothing. What one did once is never edited, for there
are files that it made.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from index.text.scripts import analyse


def create_articles(connection: sqlite3.Connection) -> None:
    """Version 1: articles, their passages, vectors and full text."""
    _run(
        connection,
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        # The text is the last column: SQLite reads past it, page by page, to what stands behind it.
        "CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, "
        "source TEXT, author TEXT, published TEXT, url TEXT, path TEXT, body_start INTEGER NOT NULL, "
        "content_hash TEXT NOT NULL, named INTEGER NOT NULL, text TEXT NOT NULL)",
        "CREATE INDEX articles_by_hash ON articles (content_hash)",
        "CREATE INDEX articles_by_path ON articles (path)",
        "CREATE INDEX articles_by_url ON articles (url)",
        "CREATE TABLE passages (rowid INTEGER PRIMARY KEY, "
        "article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL, "
        "start INTEGER NOT NULL, end INTEGER NOT NULL, UNIQUE (article, number))",
        "CREATE TABLE vectors (content_hash TEXT NOT NULL, number INTEGER NOT NULL, vector BLOB NOT NULL, "
        "PRIMARY KEY (content_hash, number)) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE fulltext USING fts5 "
        "(title, text, content='', tokenize='porter unicode61 remove_diacritics 2')",
    )


def create_conversations(connection: sqlite3.Connection) -> None:
    """Version 2: conversations, their turns, and feedback on them."""
    _run(
        connection,
        "CREATE TABLE conversations (id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, "
        "started TEXT NOT NULL, changed TEXT NOT NULL)",
        "CREATE INDEX conversations_by_owner ON conversations (owner, changed)",
        "CREATE TABLE turns (conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, "
        "number INTEGER NOT NULL, asked TEXT NOT NULL, question BLOB NOT NULL, outcome BLOB NOT NULL, "
        "PRIMARY KEY (conversation, number))",
        "CREATE TABLE feedback (conversation TEXT NOT NULL, turn INTEGER NOT NULL, given TEXT NOT NULL, "
        "liked INTEGER NOT NULL, remark BLOB NOT NULL, PRIMARY KEY (conversation, turn), "
        "FOREIGN KEY (conversation, turn) REFERENCES turns ON DELETE CASCADE)",
    )


def analyse_other_scripts(connection: sqlite3.Connection) -> None:
    """Version 3: index the passages again whose words the analyser now cuts or stems; leave the others."""
    numbers = [number for (number,) in connection.execute("SELECT number FROM articles").fetchall()]
    for number in numbers:
        title, text = connection.execute(
            "SELECT title, text FROM articles WHERE number = ?", (number,)
        ).fetchone()
        if analyse(title) == title and analyse(text) == text:
            continue
        passages = connection.execute(
            "SELECT rowid, start, end FROM passages WHERE article = ?", (number,)
        ).fetchall()
        # A contentless FTS5 table forgets a row only when told what was in it.
        connection.executemany(
            "INSERT INTO fulltext (fulltext, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            [(rowid, title, text[start:end]) for rowid, start, end in passages],
        )
        connection.executemany(
            "INSERT INTO fulltext (rowid, title, text) VALUES (?, ?, ?)",
            [(rowid, analyse(title), analyse(text[start:end])) for rowid, start, end in passages],
        )


def index_filters(connection: sqlite3.Connection) -> None:
    """Version 4: indexes for filters, and the vectors of one content in one row.

    One row a content makes an exact search among 7,500 of 144,000 passages take 16 ms instead of 46.
    """
    _run(
        connection,
        "CREATE INDEX articles_by_source ON articles (source, published)",
        "CREATE INDEX articles_by_day ON articles (published, source)",
        "CREATE TABLE vectors_by_content (content_hash TEXT PRIMARY KEY, "
        "passages INTEGER NOT NULL, vectors BLOB NOT NULL)",
    )
    connection.executemany(
        "INSERT INTO vectors_by_content VALUES (?, ?, ?)",
        joined(connection.execute("SELECT * FROM vectors ORDER BY content_hash")),
    )
    _run(connection, "DROP TABLE vectors", "ALTER TABLE vectors_by_content RENAME TO vectors")


def create_annotations(connection: sqlite3.Connection) -> None:
    """Version 5: annotations of articles' contents."""
    _run(
        connection,
        "CREATE TABLE annotations (content_hash TEXT NOT NULL, kind TEXT NOT NULL, model TEXT NOT NULL, "
        "annotation TEXT NOT NULL, PRIMARY KEY (content_hash, kind))",
    )


def create_token_counts(connection: sqlite3.Connection) -> None:
    """Version 6: how many tokens of language models are used each day."""
    _run(
        connection, "CREATE TABLE token_counts (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL) WITHOUT ROWID"
    )


def create_ledger(connection: sqlite3.Connection) -> None:
    """Version 7: the inputs of an addition that are finished."""
    _run(
        connection,
        "CREATE TABLE ledger (input TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, added INTEGER NOT NULL, "
        "updated INTEGER NOT NULL, unchanged INTEGER NOT NULL) WITHOUT ROWID",
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    create_articles,
    create_conversations,
    analyse_other_scripts,
    index_filters,
    create_annotations,
    create_token_counts,
    create_ledger,
)

SCHEMA_VERSION = len(MIGRATIONS)


def _run(connection: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(statement)


def joined(rows: Iterable[tuple[str, int, bytes]]) -> Iterator[tuple[str, int, bytes]]:
    """Join the vectors of each content that stand in rows of their own, as up to version 3; its rows are
    together in their table."""
    for content_hash, of_content in groupby(rows, key=itemgetter(0)):
        vectors = [vector for _, _, vector in sorted(of_content)]
        yield content_hash, len(vectors), b"".join(vectors)
