"""The outbox of a record in PostgreSQL, when a connection is lost while somebody applies it."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.embedding.embedder import Vectors
from index.passages import Passage
from index.store.opening import open_store
from index.store.postgres.outbox import Outbox
from index.store.shared import SharedStore
from index.store.values import VectorKey
from tests.fakes import numbered_article
from tests.servers.postgres import administer
from tests.servers.shared_places import shared_place
from tests.store.memory import MemoryIndex


@dataclass
class OvertakenIndex(MemoryIndex):
    """An index to which something is done just before it is first written to."""

    overtake: Callable[[], None] = lambda: None
    written: list[VectorKey] = field(default_factory=list)

    def upsert(self, items: Iterable[tuple[VectorKey, Vectors]]) -> None:
        listed = list(items)
        if listed and not self.written:
            self.written = [key for key, _ in listed]
            self.overtake()
        super().upsert(listed)


def lose_connections() -> None:
    administer(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'article-qa'"
    )


def test_who_lost_the_connection_and_was_overtaken_does_not_leave_what_was_removed(tmp_path: Path) -> None:
    place = shared_place(tmp_path)
    with closing(open_store(place, create=True)) as store:
        assert isinstance(store, SharedStore)
        outbox = Outbox(store.database, "overtaken")
        outbox.register({})
        made, kept = numbered_article(1), numbered_article(2)
        with store.recording():
            for one in (made, kept):
                vectors = np.ones((1, 8), dtype=np.float32)
                store.record.put(one, [Passage(0, 0, len(one.text))], vectors, named=True)
        index = OvertakenIndex()

        def overtake() -> None:
            lose_connections()
            with closing(open_store(place)) as other:
                assert isinstance(other, SharedStore)
                with other.recording():
                    other.record.drop(made.id)
                    other.record.drop_orphans([made.content_hash])
                Outbox(other.database, "overtaken").apply(index)

        index.overtake = overtake
        outbox.apply(index)
        assert (made.content_hash, 0) in index.written
        assert set(index.keys()) == {(kept.content_hash, 0)}
        assert outbox.lag() == 0
