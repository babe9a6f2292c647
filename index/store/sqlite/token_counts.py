"""Counts of language models' tokens in SQLite."""

from datetime import date

from typing_extensions import override

from index.store.sqlite.database import Database
from index.token_counts import TokenCounts


class SqliteTokenCounts(TokenCounts):
    """Counts in one SQLite file; that of an older version is upgraded by the first that is written."""

    def __init__(self, database: Database) -> None:
        """Store counts in `database`."""
        self._database = database

    @override
    def reserve(self, day: date, tokens: int, most: int) -> bool:
        self._database.upgrade()
        with self._database.writing() as connection:
            return bool(
                connection.execute(
                    "INSERT INTO token_counts SELECT ?, ? WHERE ? <= ? ON CONFLICT (day) DO UPDATE "
                    "SET tokens = tokens + excluded.tokens WHERE tokens + excluded.tokens <= ?",
                    (day.isoformat(), tokens, tokens, most, most),
                ).rowcount
            )

    @override
    def correct(self, day: date, tokens: int) -> None:
        self._database.upgrade()
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO token_counts VALUES (?, max(0, ?)) ON CONFLICT (day) DO UPDATE "
                "SET tokens = max(0, tokens + ?)",
                (day.isoformat(), tokens, tokens),
            )

    @override
    def used(self, day: date) -> int:
        if self._database.is_older():
            return 0
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT tokens FROM token_counts WHERE day = ?", (day.isoformat(),)
            ).fetchone()
        return row[0] if row else 0
