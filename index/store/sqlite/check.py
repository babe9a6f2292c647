"""Integrity check of a library's SQLite file."""

import sqlite3

from index.store.sqlite.database import Database


def problems_of(database: Database) -> list[str]:
    """Return what is wrong with pages, tables and full text, one line each with what to do."""
    with database.reading() as connection:
        lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        lacking, extra, orphans = connection.execute(
            "SELECT (SELECT count(*) FROM passages WHERE rowid NOT IN (SELECT rowid FROM fulltext)), "
            "(SELECT count(*) FROM fulltext WHERE rowid NOT IN (SELECT rowid FROM passages)), "
            "(SELECT count(*) FROM vectors WHERE content_hash NOT IN (SELECT content_hash FROM articles))"
        ).fetchone()
        if sqlite3.sqlite_version_info < (3, 44):  # since then the check above looks into the full text, too
            connection.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    problems = [f"The record is damaged: {line}. Restore it from a backup." for line in lines if line != "ok"]
    if lacking or extra:
        problems.append(
            f"The full text lacks {lacking} passages and has {extra} too many. "
            "Remove and add the articles again."
        )
    if orphans:
        problems.append(
            f"The vectors of {orphans} articles are of no article. Move the library away and add them again."
        )
    return problems
