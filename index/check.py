"""Whether a library is what its record says: for `qa check`."""

import sqlite3
from itertools import islice

import numpy as np

from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.library import Library
from index.record import Key

PROBES = 100
"""Passages whose vectors are looked for in the vector index, spread evenly: its own lists may be whole where
its graph is not."""


def check(library: Library) -> list[str]:
    """Return what is wrong, one line each, with what to do; nothing where all is well."""
    problems: list[str] = []
    for examine in (_damaged, _inexact, _unembedded, _out_of_step):
        try:
            problems += examine(library)
        except LibraryError as error:
            problems.append(str(error))
    return problems


def _damaged(library: Library) -> list[str]:
    """The file is sound, and every passage is in the full text."""
    with library.database.reading() as connection:
        lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        lacking, extra = connection.execute(
            "SELECT (SELECT count(*) FROM passages WHERE rowid NOT IN (SELECT rowid FROM fulltext)), "
            "(SELECT count(*) FROM fulltext WHERE rowid NOT IN (SELECT rowid FROM passages))"
        ).fetchone()
        if sqlite3.sqlite_version_info < (3, 44):  # since then the check above looks into the full text, too
            connection.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    problems = [f"The record is damaged: {line}. Restore it from a backup." for line in lines if line != "ok"]
    if lacking or extra:
        problems.append(
            f"The full text lacks {lacking} passages and has {extra} too many. "
            "Remove and add the articles again."
        )
    return problems


def _inexact(library: Library) -> list[str]:
    """Every article is as it was added; every non-blank character of its body is in one passage, in order."""
    with library.database.reading() as connection:
        added = dict(connection.execute("SELECT id, content_hash FROM articles"))
    problems = []
    for article in library.record.articles():
        if article.content_hash != added.get(article.id, article.content_hash):
            problems.append(f"The text of {article.id} was altered. Remove it and add it again.")
        left = article.body_start
        whole = True
        for passage in library.record.passages(article.id):
            whole &= left <= passage.start < passage.end <= len(article.text)
            whole &= not article.text[left : passage.start].strip()
            left = passage.end
        if not whole or article.text[left:].strip():
            problems.append(f"The passages of {article.id} do not cover it. Remove it and add it again.")
    return problems


def _unembedded(library: Library) -> list[str]:
    """The record has a vector of unit length for every passage, and no other."""
    expected = _expected(library)
    recorded: set[Key] = set()
    spoilt = 0
    with library.database.reading() as connection:
        for content_hash, number, vector in connection.execute("SELECT * FROM vectors"):
            recorded.add((content_hash, number))
            spoilt += len(vector) % 4 != 0 or not _is_unit(np.frombuffer(vector, dtype=np.float32))
    problems = []
    if recorded != expected:
        problems.append(
            f"The record lacks the vectors of {len(expected - recorded)} passages and has "
            f"{len(recorded - expected)} too many. Remove and add the articles again."
        )
    if spoilt:
        problems.append(f"The vectors of {spoilt} passages are spoilt. Remove and add the articles again.")
    return problems


def _out_of_step(library: Library) -> list[str]:
    """The vector index has the same passages as the record, and finds them."""
    if library.database.meta("unfinished"):
        return ["Another process is writing to the library. Wait until it is done, then check again."]
    expected, indexed = _expected(library), set(library.vectors().keys())
    if indexed != expected:
        return [
            f"The vector index lacks {len(expected - indexed)} passages and has "
            f"{len(indexed - expected)} too many. Run `qa rebuild`."
        ]
    probes = islice(library.record.vectors(), None, None, max(1, len(expected) // PROBES))
    if any(_is_unit(vector) and not _is_found(library, vector) for _, vector in probes):
        return ["The vector index does not find what is in it. Run `qa rebuild`."]
    return []


def _expected(library: Library) -> set[Key]:
    """Return what vectors there should be."""
    with library.database.reading() as connection:
        return set(
            connection.execute(
                "SELECT content_hash, passages.number "
                "FROM passages JOIN articles ON article = articles.number"
            )
        )


def _is_unit(vector: Vectors) -> bool:
    return bool(abs(np.linalg.norm(vector) - 1) < 1e-3)


def _is_found(library: Library, vector: Vectors) -> bool:
    """Whether the vector index finds this vector, or another passage's that is the same."""
    nearest = library.vectors().query(vector, 1)
    return bool(nearest) and nearest[0][1] > 0.999
