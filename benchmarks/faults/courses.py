"""Courses of additions: articles are added, with disturbances at random moments, until all are there."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from benchmarks.faults.holdings import Holding
from index.articles import Article
from index.library import Library
from index.store.place import Place, SharedPlace
from tests.fakes import WordEmbedder
from tests.faults import Adding, adding
from tests.servers.chroma_servers import ChromaProcess
from tests.servers.postgres import PostgresProcess

AT_ONCE = 60
"""Number of passages that are stored in a transaction: of about twenty articles."""

KNOWN_AGAIN = 40
"""Number of articles that are there and are given again to an addition that begins again."""

MAX_BEGINNINGS = 30
"""Number of beginnings in a row without a disturbance after which an addition is taken never to end."""

Disturbance = Callable[[Adding], None]


@dataclass
class Setting:
    """What every kind of fault has at hand.

    Attributes:
        articles: what is added.
        kills: how many disturbances there are to be.
        pace: seconds between two of them, in the mean.
        expected: what a library holds that was filled without a fault.
        chance: what chooses the moments.
    """

    folder: Path
    articles: Sequence[Article]
    kills: int
    pace: float
    chance: random.Random
    database: PostgresProcess
    expected: Holding
    opened: ExitStack = field(default_factory=ExitStack)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def place(self, servers: Sequence[ChromaProcess] = ()) -> SharedPlace:
        """Return a place that nobody uses."""
        name = f"library_{next(self._numbers)}"
        chroma = tuple(server.address for server in servers)
        return SharedPlace(self.database.address, self.folder / name, name, chroma)

    def servers(self) -> list[ChromaProcess]:
        """Start two Chroma servers, which end with the setting."""
        made = [ChromaProcess(self.folder / f"chroma-{next(self._numbers)}") for _ in range(2)]
        for server in made:
            self.opened.callback(server.kill)
        return made

    def moment(self) -> float:
        """Return the seconds until the next disturbance."""
        return self.chance.uniform(0.02, 2 * self.pace)


@dataclass
class Course:
    """What happened while articles were added.

    Attributes:
        place: where.
        kills: how many disturbances there were.
        restarts: how often the addition was begun again.
        said: the errors that it ended with.
        expected: what the library is to hold; None for what the setting says.
    """

    place: Place
    kills: int = 0
    restarts: int = 0
    said: list[str] = field(default_factory=list)
    expected: Holding | None = None


def run(setting: Setting, place: Place, disturb: Disturbance) -> Course:
    """Add the setting's articles with disturbances; after each end by a fault begin again.

    What is left is then given, and some of what is there; at last everything once more.
    """
    course, left = Course(place), list(setting.articles)
    in_a_row = 0
    while left:
        with adding(place, left, at_once=AT_ONCE) as work:
            kills = course.kills
            while course.kills < setting.kills and work.is_at_work(setting.moment()):
                disturb(work)
                course.kills += 1
            said = work.outcome()
        in_a_row = 0 if course.kills > kills else in_a_row + 1
        assert in_a_row < MAX_BEGINNINGS, said
        if said != "done":
            course.restarts += 1
            course.said += [] if said == "killed" else [said]
        left = _left(setting, place)
    with adding(place, setting.articles, at_once=AT_ONCE) as work:
        work.ends()
    return course


def _left(setting: Setting, place: Place) -> list[Article]:
    with Library.open(place, WordEmbedder(), create=True) as library:
        there = {article.path for article in library.record.articles()}
    left = [one for one in setting.articles if one.path not in there]
    if not left:
        return []
    again = [replace(one) for one in setting.articles if one.path in there]
    return setting.chance.sample(again, min(KNOWN_AGAIN, len(again))) + left


def half(setting: Setting) -> Setting:
    """Return the setting with half of the disturbances, half as often."""
    return replace(setting, kills=-(-setting.kills // 2), pace=setting.pace * 2)
