"""Receipts of what was stored, and the account that is kept of them: what is done, and what went wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from index.errors import UnreadableArticle
from index.identity import IngestOutcome
from index.ledger import FinishedInput
from index.storing import OutcomeCallback, StoredArticle, StoringRun
from index.workers.inputs import Input
from index.workers.parcels import Parcel


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a parcel.

    Attributes:
        results: what became of each item, with the key of its input; articles are without their text.
        copies: the content hash of each copy, with the key of its input.
        sizes: those of the parcel.
    """

    results: tuple[tuple[str, StoredArticle | UnreadableArticle], ...]
    copies: tuple[tuple[str, str], ...]
    sizes: dict[str, int]


def store(parcel: Parcel, run: StoringRun) -> Receipt:
    """Store a parcel in one transaction."""
    stored = iter(run.store(parcel.articles))
    results = [
        (key, item if isinstance(item, UnreadableArticle) else next(stored)) for key, item in parcel.items
    ]
    copies = [
        (key, result.article.content_hash)
        for key, result in results
        if isinstance(result, StoredArticle) and result.is_copy
    ]
    return Receipt(tuple((key, _short(result)) for key, result in results), tuple(copies), parcel.sizes)


class Account:
    """The account of an addition.

    Attributes:
        errors: the errors of what could not be read or stored.
        copies: the content hashes of copies, with the keys of their inputs.
    """

    def __init__(self, inputs: Iterable[Input], report: OutcomeCallback) -> None:
        self.errors: list[UnreadableArticle] = []
        self.copies: list[tuple[str, str]] = []
        self._fingerprints = {one.key: one.fingerprint for one in inputs}
        self._open: dict[str, _Progress] = {}
        self._report = report

    def enter(self, receipt: Receipt) -> list[FinishedInput]:
        """Enter a receipt, and report it; return the inputs that it finishes.

        An input with an error is not among them, so that the error is told again after a kill; nor is one
        with a copy, which is read again lest the stored article was replaced.
        """
        self.copies += receipt.copies
        for key, result in receipt.results:
            self._of(key).enter(result)
            if isinstance(result, UnreadableArticle):
                self.errors.append(result)
            else:
                self._report(result.outcome, result.article)
        for key, size in receipt.sizes.items():
            self._of(key).size = size
        touched = dict.fromkeys([*(key for key, _ in receipt.results), *receipt.sizes])
        return list(self._finished(touched))

    def _of(self, key: str) -> "_Progress":
        return self._open.setdefault(key, _Progress())

    def _finished(self, keys: Iterable[str]) -> Iterator[FinishedInput]:
        for key in keys:
            progress = self._open[key]
            if progress.entered != progress.size:
                continue
            del self._open[key]
            fingerprint = self._fingerprints.get(key)
            if fingerprint is not None and progress.is_whole:
                added, updated, unchanged = (progress.outcomes[outcome] for outcome in IngestOutcome)
                yield FinishedInput(key, fingerprint, added, updated, unchanged)


@dataclass(slots=True)
class _Progress:
    """How far an input is: `size` is the number of its items once all are read."""

    entered: int = 0
    size: int | None = None
    is_whole: bool = True
    outcomes: Counter[IngestOutcome] = field(default_factory=Counter)

    def enter(self, result: StoredArticle | UnreadableArticle) -> None:
        self.entered += 1
        if isinstance(result, UnreadableArticle):
            self.is_whole = False
        else:
            self.outcomes[result.outcome] += 1
            self.is_whole = self.is_whole and not result.is_copy


def _short(result: StoredArticle | UnreadableArticle) -> StoredArticle | UnreadableArticle:
    if isinstance(result, UnreadableArticle):
        return result
    return replace(result, article=replace(result.article, text=""))
