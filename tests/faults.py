"""Faults while articles are added to a library that several machines share, and what must hold after each.

made = fault_articles(5_000)
with adding(place, made) as work:       # another process adds; `work.kill()` ends it as SIGKILL does
    time.sleep(2)
    server.kill(); server.start()       # tests.servers.chroma_servers.ChromaProcess
    work.ends()
assert_whole(place, made)               # each article once, each of its vectors once, nothing behind
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from index.articles import Article
from index.check import check
from index.library import Library
from index.store.place import Place, SharedPlace
from tests import processes
from tests.fakes import WordEmbedder, numbered_article
from tests.processes import at_work, told

LONGEST = 600
"""Seconds after which a process that adds is taken to hang."""


@dataclass(frozen=True)
class Adding:
    """A process that adds articles.

    Attributes:
        kill: ends it at once.
    """

    line: Connection
    kill: Callable[[], None]

    def is_at_work(self, seconds: float = 0) -> bool:
        """Whether it still adds after so many seconds."""
        return not self.line.poll(seconds)

    def outcome(self) -> str:
        """Wait until it ends; return "done", "killed", or the error that it ended with."""
        assert self.line.poll(LONGEST), "the process that adds hangs"
        try:
            return str(self.line.recv())
        except EOFError:
            return "killed"

    def ends(self) -> None:
        """Wait until it has added all."""
        said = self.outcome()
        assert said == "done", said

    def is_killed(self) -> None:
        """Wait until it has killed itself at the point that it was told."""
        said = self.outcome()
        assert said == "killed", said


@contextmanager
def adding(
    place: Place, articles: Sequence[Article], *, at_once: int = 60, die: str = ""
) -> Iterator[Adding]:
    """Add articles in another process, `at_once` passages in a transaction; with `die`, it ends at that point
    of `tests.processes`."""
    others = _sessions(place)
    with at_work(processes.add, place, list(articles), at_once, die) as (line, kill):

        def kill_with_its_sessions() -> None:
            kill()
            end = time.monotonic() + LONGEST
            while _sessions(place) - others:
                assert time.monotonic() < end, "what the process sent last never ends"
                time.sleep(0.02)

        said = told(line)
        assert said == "adding", said
        yield Adding(line, kill_with_its_sessions)


def _sessions(place: Place) -> set[int]:
    """Return the sessions of a database: a process that is killed may have sent a commit that comes later."""
    if not isinstance(place, SharedPlace):
        return set()
    import psycopg

    clients = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
    with psycopg.connect(place.address) as connection:
        rows = connection.execute(f"{clients} AND pid <> pg_backend_pid()")
        return {pid for (pid,) in rows}


def fault_articles(count: int, *, sentences: int = 4) -> list[Article]:
    """Make articles as files are added: identified by their paths, each with a word of its own."""
    made = (numbered_article(number, sentences=sentences) for number in range(count))
    return [replace(one, id="", path=f"/nowhere/{one.id}.txt") for one in made]


def held(place: SharedPlace) -> list[str]:
    """Return the paths of the articles that the record holds, after whatever was left undone is done."""
    with Library.open(place, WordEmbedder(), create=True) as library:
        return [article.path or "" for article in library.record.articles()]


def assert_whole(place: SharedPlace, expected: Sequence[Article]) -> None:
    """Each article is there once, and the index holds each of its vectors once and no other."""
    with Library.open(place, WordEmbedder()) as library:
        assert_follows(library)
        paths = Counter(article.path for article in library.record.articles())
        assert paths == Counter(article.path for article in expected)
        problems = check(library)
        assert not problems, problems


def assert_follows(library: Library) -> None:
    """The index is not behind, and what it holds is exactly what the record says of each content."""
    assert library.store.index_lag() == 0
    recorded = [(name, number) for name, rows in library.record.vectors() for number in range(len(rows))]
    assert Counter(library.store.index.keys()) == Counter(recorded)


def takes(place: Place, articles: Sequence[Article], *, at_once: int = 60) -> float:
    """Return how many seconds an addition takes that nothing disturbs."""
    with adding(place, articles, at_once=at_once) as work:
        began = time.monotonic()
        work.ends()
        return time.monotonic() - began
