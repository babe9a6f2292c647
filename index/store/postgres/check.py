"""Consistency check of a library's tables in PostgreSQL."""

from index.store.postgres.database import PostgresDatabase


def problems_of(database: PostgresDatabase) -> list[str]:
    """Return what is wrong with tables and full text, one line each with what to do."""
    [(lacking, articles, passages, orphans)] = database.fetch(
        "SELECT (SELECT count(*) FROM passages WHERE id NOT IN (SELECT passage FROM full_text)), "
        "(SELECT count(*) FROM articles), (SELECT count(*) FROM passages), "
        "(SELECT count(*) FROM vectors WHERE content_hash NOT IN (SELECT content_hash FROM articles))"
    )
    totals = database.fetch("SELECT articles, passages FROM totals")
    problems = []
    if lacking:
        problems.append(f"The full text lacks {lacking} passages. Remove and add the articles again.")
    if totals != [(articles, passages)] or _miscounted(database):
        problems.append("The counts of the full text are not right. Restore the database from a backup.")
    if orphans:
        problems.append(
            f"The vectors of {orphans} articles are of no article. Restore the database from a backup."
        )
    return problems


def _miscounted(database: PostgresDatabase) -> bool:
    """Whether a kept document frequency is another than the number of passages with the term."""
    return bool(
        database.fetch(
            "SELECT 1 FROM (SELECT term, count(*) AS passages FROM full_text, "
            'unnest(tsvector_to_array(lexemes(terms)) COLLATE "C") AS term GROUP BY term) AS counted '
            "FULL JOIN document_frequencies USING (term) "
            "WHERE counted.passages IS DISTINCT FROM document_frequencies.passages LIMIT 1"
        )
    )
