"""The pipeline on Ray Data: read and split, embed, store; whoever is ahead waits for whoever is behind."""

import logging
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from index.embedding.embedder import Embedder, EmbedderFactory
from index.embedding.runtime import limit_processors
from index.errors import ArticleQAError, EmbedderMismatch, WorkersError
from index.library import Library
from index.storing import StoringRun
from index.workers.attempts import SharedAttempts
from index.workers.cluster import Capacity
from index.workers.inputs import Input
from index.workers.parcels import Hashes, Parcel, embedded, read
from index.workers.receipts import Receipt, store

if TYPE_CHECKING:
    from pyarrow import Table
    from ray import ObjectRef
    from ray.data import Dataset

BLOCK_BYTES = 1_000_000
"""Number of bytes from which on what a worker has made is handed on: about a parcel."""

STORING_ACTORS = 4
"""Number of processes that store at the same time, at most, where the store takes several."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What every worker is told.

    Attributes:
        make_embedder: what makes its embedder.
        fingerprint: that of the library's embedder.
        processors: the number of processors it may use.
        home: the variables of the home folder that a process of this machine has.
        known: the hashes of contents that the library holds.
        attempts: what counts how often each input was begun.
    """

    make_embedder: EmbedderFactory
    fingerprint: str
    processors: int
    home: dict[str, str]
    known: "ObjectRef[Hashes]"
    attempts: SharedAttempts


def parcels(groups: Sequence[Sequence[Input]], plan: Plan, capacity: Capacity) -> Iterator[Parcel]:
    """Yield what the workers make of groups of inputs, in the groups' order."""
    for parcel in _results(_prepared(groups, plan, capacity), keep_order=True):
        assert isinstance(parcel, Parcel)
        yield parcel


def receipts(
    groups: Sequence[Sequence[Input]], plan: Plan, capacity: Capacity, open_library: Callable[[], Library]
) -> Iterator[Receipt]:
    """Have several processes store what the workers make, and yield the receipts as they come."""
    import ray

    dataset = _prepared(groups, plan, capacity).map_batches(
        _Storing,
        fn_constructor_args=(open_library,),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=min(STORING_ACTORS, capacity.workers, len(groups))),
        num_cpus=0,
    )
    for receipt in _results(dataset, keep_order=False):
        assert isinstance(receipt, Receipt)
        yield receipt


def _prepared(groups: Sequence[Sequence[Input]], plan: Plan, capacity: Capacity) -> "Dataset":
    import ray

    items = [{"pickled": pickle.dumps(list(group))} for group in groups]
    dataset = ray.data.from_items(items, override_num_blocks=len(items))
    reading = dataset.map_batches(
        _Reading if capacity.gpus else _ReadingAndEmbedding,
        fn_constructor_args=(plan,),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=min(capacity.workers, len(items))),
        num_cpus=1,
    )
    if not capacity.gpus:
        return reading
    return reading.map_batches(
        _Embedding,
        fn_constructor_args=(plan,),
        batch_size=1,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=min(capacity.gpus, len(items))),
        num_gpus=1,
    )


def _results(dataset: "Dataset", *, keep_order: bool) -> Iterator[Any]:
    """Yield the rows of a dataset as they come; what goes wrong in a worker is raised here."""
    from ray.exceptions import RayError

    context = dataset.context
    context.execution_options.preserve_order = keep_order
    context.enable_progress_bars = False
    context.target_max_block_size = BLOCK_BYTES
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        for table in dataset.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield from _unpacked(table)
    except RayError as error:
        raise _translated(error) from error


class _Worker:
    """A worker's process; it opens its model when first asked: Ray hides what went wrong before."""

    def __init__(self, plan: Plan, *, gpu: bool = False) -> None:
        self.plan = plan
        self.gpu = gpu
        os.environ.update(plan.home)

    @cached_property
    def embedder(self) -> Embedder:
        limit_processors(self.plan.processors)
        embedder = self.plan.make_embedder(self.gpu)
        if embedder.fingerprint != self.plan.fingerprint:
            raise EmbedderMismatch(
                f"A worker embeds with {embedder.fingerprint}, but the library was made with "
                f"{self.plan.fingerprint}. Give every machine the same embedding model (QA_EMBEDDER)."
            )
        return embedder


class _Reading(_Worker):
    def __init__(self, plan: Plan) -> None:
        import ray

        super().__init__(plan)
        self.known: Hashes = ray.get(plan.known)
        self.attempts = plan.attempts

    def __call__(self, table: "Table") -> "Iterator[Table]":
        for group in _unpacked(table):
            inputs = self.attempts.hopeful(group)
            for parcel in read(inputs, self.known, self.embedder):
                yield _packed(self.finished(parcel))

    def finished(self, parcel: Parcel) -> Parcel:
        """Return the parcel as it is handed on."""
        return parcel


class _ReadingAndEmbedding(_Reading):
    def finished(self, parcel: Parcel) -> Parcel:
        """Return the parcel with its vectors: where there is no GPU, nobody waits for anybody else."""
        return embedded(parcel, self.embedder)


class _Embedding(_Worker):
    def __init__(self, plan: Plan) -> None:
        super().__init__(plan, gpu=True)

    def __call__(self, table: "Table") -> "Iterator[Table]":
        for parcel in _unpacked(table):
            yield _packed(embedded(parcel, self.embedder))


class _Storing:
    def __init__(self, open_library: Callable[[], Library]) -> None:
        self.open_library = open_library

    @cached_property
    def run(self) -> StoringRun:
        return StoringRun(self.open_library(), lambda _outcome, _article: None)

    def __call__(self, table: "Table") -> "Iterator[Table]":
        for parcel in _unpacked(table):
            with self.run.library.writer():
                receipt = store(parcel, self.run)
            yield _packed(receipt)


def _packed(value: object) -> "Table":
    import pyarrow

    return pyarrow.table({"pickled": pyarrow.array([pickle.dumps(value)], pyarrow.large_binary())})


def _unpacked(table: "Table") -> Iterator[Any]:
    """Yield the values of a table's rows, which our own processes made."""
    for pickled in table.column("pickled").to_pylist():
        yield pickle.loads(pickled)  # noqa: S301


def _translated(error: BaseException) -> ArticleQAError:
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__module__ == "index.errors" and isinstance(cause, ArticleQAError):
            # Ray adds lines of its own advice.
            return type(cause)(str(cause).splitlines()[0])
        cause = getattr(cause, "cause", None) or cause.__cause__
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return WorkersError(
        f"The workers stopped ({lines[-1][:300]}). What was stored is kept: run the command again, and it "
        "goes on."
    )
