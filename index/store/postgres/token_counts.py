"""Counts of language models' tokens in PostgreSQL."""

from datetime import date

from typing_extensions import override

from index.store.postgres.database import PostgresDatabase
from index.token_counts import TokenCounts


class PostgresTokenCounts(TokenCounts):
    """Counts in one schema."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Store counts in `database`."""
        self._database = database

    @override
    def reserve(self, day: date, tokens: int, most: int) -> bool:
        return self._database.run(
            lambda connection: bool(
                connection.execute(
                    "INSERT INTO token_counts SELECT %s::date, %s::bigint WHERE %s <= %s "
                    "ON CONFLICT (day) DO UPDATE SET tokens = token_counts.tokens + excluded.tokens "
                    "WHERE token_counts.tokens + excluded.tokens <= %s",
                    (day, tokens, tokens, most, most),
                ).rowcount
            )
        )

    @override
    def correct(self, day: date, tokens: int) -> None:
        # Not run again where a connection is lost: given back twice, tokens that were used would not count.
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO token_counts VALUES (%s, greatest(0, %s)) "
                "ON CONFLICT (day) DO UPDATE SET tokens = greatest(0, token_counts.tokens + %s)",
                (day, tokens, tokens),
            )

    @override
    def used(self, day: date) -> int:
        rows = self._database.fetch_from_replica("SELECT tokens FROM token_counts WHERE day = %s", (day,))
        return rows[0][0] if rows else 0
