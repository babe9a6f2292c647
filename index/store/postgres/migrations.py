"""The schema of a library in PostgreSQL, one migration a version: each adds to the one before, or changes it.

A migration runs inside a transaction: a kill changes nothing. What one did once is never edited, for there
are schemas that it made. Text sorts as SQLite sorts it, by its bytes (collation "C").
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.store.postgres.transactions import Connection


def create_articles(connection: "Connection") -> None:
    """Version 1: articles, their passages, vectors and annotations.

    A key of an index holds 2,700 bytes at most: addresses, paths and sources are indexed by their beginnings.
    """
    _run(
        connection,
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE articles (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        'id TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL, source TEXT COLLATE "C", author TEXT, '
        'published DATE, url TEXT COLLATE "C", path TEXT COLLATE "C", body_start INTEGER NOT NULL, '
        'content_hash TEXT COLLATE "C" NOT NULL, named BOOLEAN NOT NULL, '
        "names TEXT NOT NULL, text TEXT NOT NULL, "
        "CONSTRAINT articles_by_id EXCLUDE USING hash (id WITH =))",
        "CREATE INDEX articles_by_hash ON articles (content_hash)",
        "CREATE INDEX articles_by_path ON articles (left(path, 256))",
        "CREATE INDEX articles_by_url ON articles (left(url, 256))",
        "CREATE INDEX articles_by_source ON articles (left(source, 256), published)",
        "CREATE INDEX articles_by_day ON articles (published)",
        "CREATE TABLE passages (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        "article BIGINT NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL, "
        "starts INTEGER NOT NULL, ends INTEGER NOT NULL, UNIQUE (article, number))",
        'CREATE TABLE vectors (content_hash TEXT COLLATE "C" PRIMARY KEY, passages INTEGER NOT NULL, '
        "vectors BYTEA NOT NULL)",
        # Numbers as these do not compress.
        "ALTER TABLE vectors ALTER COLUMN vectors SET STORAGE EXTERNAL",
        'CREATE TABLE annotations (content_hash TEXT COLLATE "C" NOT NULL, kind TEXT NOT NULL, '
        "model TEXT NOT NULL, annotation TEXT NOT NULL, PRIMARY KEY (content_hash, kind))",
    )


def create_full_text(connection: "Connection") -> None:
    """Version 2: the terms of each passage in their order, an inverted index of them, and their counts."""
    _run(
        connection,
        # At its true cost the planner would rather compute it for every passage than ask the index for the
        # many that have a common term. A function in SQL would be inlined, and lose what it is said to cost.
        "CREATE FUNCTION lexemes(terms TEXT) RETURNS TSVECTOR LANGUAGE plpgsql "
        "IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN "
        "array_to_tsvector(array_remove(array_remove(string_to_array(terms, ' '), ''), E'\\n')); END $$",
        "CREATE TABLE full_text (passage BIGINT PRIMARY KEY REFERENCES passages ON DELETE CASCADE, "
        "terms TEXT NOT NULL)",
        "CREATE INDEX full_text_by_lexeme ON full_text USING gin (lexemes(terms))",
        'CREATE TABLE document_frequencies (term TEXT COLLATE "C" PRIMARY KEY, passages BIGINT NOT NULL)',
        "CREATE TABLE totals (changes BIGINT NOT NULL, articles BIGINT NOT NULL, "
        "passages BIGINT NOT NULL, terms BIGINT NOT NULL)",
        "INSERT INTO totals VALUES (0, 0, 0, 0)",
    )


def create_conversations(connection: "Connection") -> None:
    """Version 3: conversations, their turns, and feedback on them."""
    _run(
        connection,
        "CREATE TABLE conversations (number BIGINT GENERATED ALWAYS AS IDENTITY, "
        'id TEXT COLLATE "C" PRIMARY KEY, owner TEXT COLLATE "C" NOT NULL, title TEXT NOT NULL, '
        "started TIMESTAMPTZ NOT NULL, changed TIMESTAMPTZ NOT NULL)",
        "CREATE INDEX conversations_by_owner ON conversations (owner, changed)",
        'CREATE TABLE turns (conversation TEXT COLLATE "C" NOT NULL '
        "REFERENCES conversations ON DELETE CASCADE, "
        "number INTEGER NOT NULL, asked TIMESTAMPTZ NOT NULL, question BYTEA NOT NULL, "
        "outcome BYTEA NOT NULL, PRIMARY KEY (conversation, number))",
        "CREATE TABLE feedback (number BIGINT GENERATED ALWAYS AS IDENTITY, "
        'conversation TEXT COLLATE "C" NOT NULL, turn INTEGER NOT NULL, given TIMESTAMPTZ NOT NULL, '
        "liked BOOLEAN NOT NULL, remark BYTEA NOT NULL, PRIMARY KEY (conversation, turn), "
        "FOREIGN KEY (conversation, turn) REFERENCES turns ON DELETE CASCADE)",
    )


def create_token_counts(connection: "Connection") -> None:
    """Version 4: how many tokens of language models are used each day."""
    _run(connection, "CREATE TABLE token_counts (day DATE PRIMARY KEY, tokens BIGINT NOT NULL)")


def create_sessions(connection: "Connection") -> None:
    """Version 5: sign-in sessions by the hash of their token."""
    _run(
        connection,
        'CREATE TABLE sign_ins (token TEXT COLLATE "C" PRIMARY KEY, name TEXT NOT NULL, '
        "account TEXT NOT NULL, until DOUBLE PRECISION NOT NULL)",
        "CREATE INDEX sign_ins_by_end ON sign_ins (until)",
    )


def create_vector_indexes(connection: "Connection") -> None:
    """Version 6: the vector indexes that follow the record, and the contents that each has yet to follow."""
    _run(
        connection,
        "CREATE TABLE vector_indexes "
        "(name TEXT COLLATE \"C\" PRIMARY KEY, notes JSONB NOT NULL DEFAULT '{}')",
        'CREATE TABLE index_changes (index_name TEXT COLLATE "C" NOT NULL '
        'REFERENCES vector_indexes ON DELETE CASCADE, content_hash TEXT COLLATE "C" NOT NULL, '
        "PRIMARY KEY (index_name, content_hash))",
    )


def create_ledger(connection: "Connection") -> None:
    """Version 7: the inputs of an addition that are finished."""
    _run(
        connection,
        'CREATE TABLE ledger (input TEXT COLLATE "C" PRIMARY KEY, fingerprint TEXT NOT NULL, '
        "added BIGINT NOT NULL, updated BIGINT NOT NULL, unchanged BIGINT NOT NULL)",
    )


def count_index_changes(connection: "Connection") -> None:
    """Version 8: how many vectors of a content an index may hold that has yet to follow."""
    _run(connection, "ALTER TABLE index_changes ADD COLUMN passages INTEGER NOT NULL DEFAULT 0")


def spare_work_of_adding(connection: "Connection") -> None:
    """Version 9: room beside each document frequency for its next version, which then needs no new key."""
    _run(connection, "ALTER TABLE document_frequencies SET (fillfactor = 50)")


def hash_indexed_terms(connection: "Connection") -> None:
    """Version 10: the inverted index holds hashes of terms: comparing texts was most of its work."""
    _run(
        connection,
        # Like `lexemes` it costs more than it does, and is not in SQL.
        "CREATE FUNCTION term_hashes(terms TEXT) RETURNS BIGINT[] LANGUAGE plpgsql "
        "IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN ARRAY(SELECT hashtextextended(unnest("
        "string_to_array(replace(btrim(terms, E' \\n'), E' \\n ', ' '), ' ')), 0)); END $$",
        "CREATE INDEX full_text_by_term ON full_text USING gin (term_hashes(terms))",
        "DROP INDEX full_text_by_lexeme",
    )


MIGRATIONS: "tuple[Callable[[Connection], None], ...]" = (
    create_articles,
    create_full_text,
    create_conversations,
    create_token_counts,
    create_sessions,
    create_vector_indexes,
    create_ledger,
    count_index_changes,
    spare_work_of_adding,
    hash_indexed_terms,
)

SCHEMA_VERSION = len(MIGRATIONS)


def _run(connection: "Connection", *statements: str) -> None:
    for statement in statements:
        connection.execute(statement)
