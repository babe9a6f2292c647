"""The record in PostgreSQL with what stands beside it, for the contract; its vector index is in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.store.postgres.annotations import PostgresAnnotations
from index.store.postgres.conversations import PostgresConversations
from index.store.postgres.database import PostgresDatabase
from index.store.postgres.feedback import PostgresFeedback
from index.store.postgres.ledger import PostgresLedger
from index.store.postgres.record import PostgresRecord
from index.store.postgres.sessions import PostgresSessions
from index.store.postgres.token_counts import PostgresTokenCounts
from tests.servers.postgres import PostgresPlace
from tests.store.memory import MemoryStore


class PostgresRecordStore(MemoryStore):
    def __init__(self, place: PostgresPlace) -> None:
        super().__init__()
        self.database = PostgresDatabase(place.address, schema=place.schema, create=True)
        self.record: Any = PostgresRecord(self.database)
        self.location = self.database.location

    def conversations(self) -> Any:
        return PostgresConversations(self.database)

    def feedback(self) -> Any:
        return PostgresFeedback(self.database)

    def annotations(self) -> Any:
        return PostgresAnnotations(self.database)

    def ledger(self) -> Any:
        return PostgresLedger(self.database)

    def token_counts(self) -> Any:
        return PostgresTokenCounts(self.database)

    def sessions(self) -> Any:
        return PostgresSessions(self.database)

    @contextmanager
    def recording(self) -> Iterator[None]:
        with self.database.writing():
            self.database.lock_articles()
            yield

    def close(self) -> None:
        self.database.close()
