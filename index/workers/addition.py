"""An addition by many workers: what they prepare is stored, accounted for, and noted in the ledger."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.embedding.embedder import EmbedderFactory
from index.errors import UnreadableArticle
from index.ingest import add
from index.library import Library
from index.storing import OutcomeCallback, StoringRun
from index.workers.attempts import SharedAttempts
from index.workers.cluster import HOME, Capacity, Workers, running
from index.workers.inputs import GROUP_ARTICLES, Input, finished, grouped, load
from index.workers.parcels import known_hashes
from index.workers.pipeline import Plan, parcels, receipts
from index.workers.receipts import Account, Receipt, store

GROUPS_PER_WORKER = 4
"""Number of groups of inputs for each worker, about, so that no one is left with all the work."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works on an addition.

    Attributes:
        workers: how many read and embed, and where.
        make_embedder: what makes a worker's embedder.
        open_library: what opens the library for a process that stores; None where only this one is to.
    """

    workers: Workers
    make_embedder: EmbedderFactory
    open_library: Callable[[], Library] | None = None


class Addition:
    """An addition of inputs to a library. Killed at any point, it goes on when it is begun again.

    What it stores is what `index.ingest.add` would, in the same order where one process stores.

    Attributes:
        finished: the inputs that it had finished before it was stopped, and that are the same still.
        left: those that are left, each once.
    """

    def __init__(self, library: Library, inputs: Sequence[Input]) -> None:
        known = finished(inputs, library.store.ledger())
        self.finished = tuple(known.values())
        self.left = [one for one in {one.key: one for one in inputs}.values() if one.key not in known]
        self._library = library

    def run(self, crew: Crew, report: OutcomeCallback) -> list[UnreadableArticle]:
        """Add what is left; report every article once it is stored; return the errors of the unreadable.

        Raises:
            LibraryBusy: somebody else is writing.
            WorkersError: the workers cannot be had, or went away.
        """
        account = Account(self.left, report)
        ledger = self._library.store.ledger()
        with self._library.writer():
            if self.left:
                with running(crew.workers) as capacity:
                    for receipt in self._receipts(crew, capacity):
                        if done := account.enter(receipt):
                            ledger.finish(done)
            if self.left and crew.open_library is not None:
                self._library.record.full_text.merge()
        self._read_lost_copies(account, report)
        ledger.forget([*(one.key for one in self.left), *(one.name for one in self.finished)])
        return account.errors

    def _receipts(self, crew: Crew, capacity: Capacity) -> Iterator[Receipt]:
        plan = self._plan(crew, capacity)
        groups = self._groups(capacity.workers)
        if crew.open_library is not None:
            yield from receipts(groups, plan, capacity, crew.open_library)
            return
        run = StoringRun(self._library, lambda _outcome, _article: None)
        for parcel in parcels(groups, plan, capacity):
            yield store(parcel, run)
        run.merge()

    def _plan(self, crew: Crew, capacity: Capacity) -> Plan:
        import ray

        known = known_hashes(self._library.record.content_hashes().values())
        fingerprint = self._library.embedder.fingerprint
        is_here = crew.workers.address is None
        home = {name: os.environ[name] for name in HOME if is_here and name in os.environ}
        return Plan(
            crew.make_embedder,
            fingerprint,
            capacity.processors,
            home,
            known=ray.put(known),
            attempts=SharedAttempts(),
        )

    def _groups(self, workers: int) -> list[list[Input]]:
        articles = sum(one.articles for one in self.left)
        fair = -(-articles // (workers * GROUPS_PER_WORKER))
        return list(grouped(self.left, min(GROUP_ARTICLES, fair)))

    def _read_lost_copies(self, account: Account, report: OutcomeCallback) -> None:
        """Add copies whose stored article was replaced meanwhile by another process that stores."""
        record = self._library.record
        lost = {key for key, content in account.copies if not record.find("content_hash", content)}
        for one in self.left:
            if one.key in lost:
                account.errors += add(self._library, load(one), report)
