"""Whether a library is what its record says: for `qa check`."""

from index.library import Library
from index.record import Key


def check(library: Library) -> list[str]:
    """Return what is wrong, one line each, with what to do; nothing where all is well."""
    return [*_damaged(library), *_inexact(library), *_out_of_step(library)]


def _damaged(library: Library) -> list[str]:
    with library.database.reading() as connection:
        lines = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        passages, entries = connection.execute(
            "SELECT (SELECT count(*) FROM passages), (SELECT count(*) FROM fulltext)"
        ).fetchone()
    problems = [f"The record is damaged: {line}. Restore it from a backup." for line in lines if line != "ok"]
    if passages != entries:
        problems.append(
            f"The full text has {entries} entries for {passages} passages. Remove and add the articles again."
        )
    return problems


def _inexact(library: Library) -> list[str]:
    """Every passage is a slice in order; every non-blank character of a body is in one."""
    problems = []
    for article in library.record.articles():
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
    expected: set[Key] = {
        (article.content_hash, passage.number)
        for article in library.record.articles()
        for passage in library.record.passages(article.id)
    }
    recorded = {key for key, _ in library.record.vectors()}
    indexed = set(library.vectors().keys())
    problems = []
    if recorded != expected:
        problems.append(
            f"The record lacks the vectors of {len(expected - recorded)} passages and has "
            f"{len(recorded - expected)} too many. Remove and add the articles again."
        )
    if indexed != expected:
        problems.append(
            f"The vector index lacks {len(expected - indexed)} passages and has {len(indexed - expected)} too "
            "many. Run `qa rebuild`."
        )
    return problems
