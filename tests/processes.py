"""Work on a library in other processes, to kill them or to watch them."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from index import ingest
from index.articles import Article
from index.embedding.embedder import Vectors
from index.errors import ArticleQAError
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from index.store.chroma import current_index
from index.store.chroma.collection import ChromaCollection
from index.store.chroma.folder import ChromaIndex
from index.store.local import LocalStore
from index.store.place import Place
from index.store.shared import SharedStore
from index.store.values import VectorKey
from tests.fakes import WordEmbedder
from tests.forks import FORKS


class Work(Protocol):
    """What another process does: with a library's folder, and a line to the test."""

    def __call__(self, line: Connection, folder: Any, *arguments: Any) -> None: ...


@contextmanager
def at_work(work: Work, folder: Place, *arguments: Any) -> Iterator[tuple[Connection, Callable[[], None]]]:
    """Give the line to another process, and what kills it; it is killed at the end if it is still there."""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=work, args=(there, folder, *arguments), daemon=True)

    def kill() -> None:
        process.kill()
        process.join(20)
        assert process.exitcode in {0, -signal.SIGKILL}

    process.start()
    there.close()
    try:
        yield here, kill
    finally:
        kill()
        here.close()


def told(line: Connection) -> Any:
    """Return what the other process says next."""
    assert line.poll(60), "the other process says nothing"
    return line.recv()


def kill_oneself(*_arguments: object, **_options: object) -> None:
    """End like a process that is killed: at once, without any tidying."""
    os.kill(os.getpid(), signal.SIGKILL)


def add(line: Connection, folder: Place, articles: list[Article], at_once: int, kill: str) -> None:
    """Add articles in batches of passages; die at the point named, if any; say an error that ends it."""
    ingest.BATCH_PASSAGES = at_once
    try:
        with Library.open(folder, WordEmbedder(), create=True) as library:
            _die(kill)
            line.send("adding")
            ingest.add(library, articles)
    except ArticleQAError as error:
        line.send(f"{type(error).__name__}: {error}")
    else:
        line.send("done")


def rebuild(line: Connection, folder: Path, model: str, kill: str) -> None:
    """Rebuild a library's vector index; die at the point named, if any."""
    with Library.open_for_rebuild(folder, WordEmbedder(name=model)) as library:
        _die(kill)
        line.send("rebuilding")
        ingest.rebuild(library)
    line.send("done")


def remove(line: Connection, folder: Path, ids: list[str], kill: str) -> None:
    """Remove articles; die at the point named, if any."""
    with Library.open(folder, WordEmbedder()) as library:
        _die(kill)
        line.send("removing")
        ingest.remove(library, ids)
    line.send("done")


def hold_the_lock(line: Connection, folder: Path) -> None:
    """Write until told to stop."""
    with Library.open(folder, WordEmbedder()) as library, library.writer():
        line.send("writing")
        line.recv()
    line.send("done")


def keep_searching(line: Connection, folder: Path) -> None:
    """Answer every query on the line with the ids of the articles found."""
    with Library.open(folder, WordEmbedder()) as library:
        line.send("reading")
        while query := line.recv():
            line.send([hit.article_id for hit in hybrid_search(library, [query], 5)])


_upsert = ChromaIndex.upsert


def _half_upsert(index: ChromaIndex, items: Iterator[tuple[VectorKey, Vectors]]) -> None:
    listed = list(items)
    _upsert(index, listed[: len(listed) // 2])
    kill_oneself()


_upsert_any = ChromaCollection.upsert


def _half_upsert_of_any(index: ChromaCollection, items: Iterator[tuple[VectorKey, Vectors]]) -> None:
    """Die in the middle of what a process that adds is the first to write."""
    listed = list(items)
    _upsert_any(index, listed[: len(listed) // 2])
    if listed:
        kill_oneself()


def _die_after_switch(index: current_index.CurrentIndex) -> None:
    """The writer removes leftovers when it begins, when there are none, and after it switched."""
    if index.leftovers():
        kill_oneself()


_POINTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "not yet recorded": (LocalStore, "recording", kill_oneself),
    "recorded": (LocalStore, "indexing", kill_oneself),
    "indexing": (ChromaIndex, "upsert", _half_upsert),
    "indexed": (current_index, "sizes", kill_oneself),
    "shared: not yet recorded": (SharedStore, "recording", kill_oneself),
    "shared: recorded": (SharedStore, "indexing", kill_oneself),
    "shared: indexing": (ChromaCollection, "upsert", _half_upsert_of_any),
    "switched": (current_index.CurrentIndex, "remove_leftovers", _die_after_switch),
}


def _die(point: str) -> None:
    if point:
        setattr(*_POINTS[point])
