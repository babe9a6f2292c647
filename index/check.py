"""Whether a library is what its record says: for `qa check`."""

import numpy as np

from index.errors import LibraryError
from index.library import Library
from index.record import Key

PROBES = 100
"""Passages whose vectors are looked for in the vector index, spread evenly: its own lists may be whole where
its graph is not."""


def check(library: Library) -> list[str]:
    """Return what is wrong, one line each, with what to do; nothing where all is well."""
    problems: list[str] = []
    for examine in (_damaged, _inexact, _out_of_step, _unfindable):
        try:
            problems += examine(library)
        except LibraryError as error:
            problems.append(str(error))
    return list(dict.fromkeys(problems))


def _damaged(library: Library) -> list[str]:
    """The file is sound, and every passage is in the full text."""
    with library.database.reading() as connection:
        lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        lacking, extra = connection.execute(
            "SELECT (SELECT count(*) FROM passages WHERE rowid NOT IN (SELECT rowid FROM fulltext)), "
            "(SELECT count(*) FROM fulltext WHERE rowid NOT IN (SELECT rowid FROM passages))"
        ).fetchone()
        # SQLite's own check looks into a full text only since its version 3.44.
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


def _out_of_step(library: Library) -> list[str]:
    """The record and the vector index hold the vectors of the same passages."""
    if library.database.meta("unfinished"):
        return ["Another process is writing to the library. Wait until it is done, then check again."]
    with library.database.reading() as connection:
        expected: set[Key] = set(
            connection.execute(
                "SELECT content_hash, passages.number FROM passages JOIN articles ON article = articles.number"
            )
        )
        recorded: set[Key] = set(connection.execute("SELECT content_hash, number FROM vectors"))
    indexed = set(library.vectors().keys())
    problems = []
    if recorded != expected:
        problems.append(
            f"The record lacks the vectors of {len(expected - recorded)} passages and has "
            f"{len(recorded - expected)} too many. Remove and add the articles again."
        )
    if indexed != expected:
        problems.append(
            f"The vector index lacks {len(expected - indexed)} passages and has "
            f"{len(indexed - expected)} too many. Run `qa rebuild`."
        )
    return problems


def _unfindable(library: Library) -> list[str]:
    """Vectors are of unit length, and the vector index finds them where they are."""
    every = max(1, library.record.counts()[1] // PROBES)
    spoilt = lost = 0
    for place, (_key, vector) in enumerate(library.record.vectors()):
        if not np.isclose(np.linalg.norm(vector), 1.0, atol=1e-3):
            spoilt += 1
        elif place % every == 0:
            nearest = library.vectors().query(vector, 1)
            lost += not nearest or nearest[0][1] < 0.999
    problems = []
    if spoilt:
        problems.append(
            f"The record's vectors of {spoilt} passages are spoilt. Remove and add the articles again."
        )
    if lost:
        problems.append("The vector index does not find what is in it. Run `qa rebuild`.")
    return problems
