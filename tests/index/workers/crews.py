"""Crews of two workers, and what becomes of an addition."""

import os
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from index.articles import Article
from index.errors import UnreadableArticle
from index.identity import IngestOutcome
from index.library import Library
from index.store.place import Place
from index.workers.addition import Addition, Crew
from index.workers.cluster import Workers
from index.workers.inputs import Input, of_file
from tests.fakes import WordEmbedder
from tests.index.workers.embedders import told_embedder

STOPS_AT = 10
"""Number of articles after which a slow addition waits: some are left, however fast the machine is."""


def crew(told: Path, *, deadly: str = "", deaths: int = 0, pause: float = 0) -> Crew:
    """Two workers, whose texts are told in a file."""
    return Crew(Workers(2), partial(told_embedder, told, deadly, deaths, pause))


def opened(place: Place) -> Library:
    return Library.open(place, WordEmbedder())


def add(
    library: Library, inputs: Sequence[Input], workers: Crew
) -> tuple[Counter[str], list[UnreadableArticle]]:
    """Add inputs; return how many articles became what, and the errors."""
    outcomes: Counter[str] = Counter()

    def report(outcome: IngestOutcome, _article: Article) -> None:
        outcomes[outcome.value] += 1

    errors = Addition(library, inputs).run(workers, report)
    return outcomes, errors


def add_slowly(line: Connection, folder: Path, files: list[Path], told: Path) -> None:
    """Add files in a process of its own; say its number and each article stored; stop at the tenth."""
    stored = count(1)
    with Library.open(folder, WordEmbedder(), create=True) as library:

        def report(_outcome: IngestOutcome, article: Article) -> None:
            line.send(article.id)
            if next(stored) == STOPS_AT:
                line.recv()

        line.send(os.getpid())
        Addition(library, [of_file(file) for file in files]).run(crew(told, pause=0.02), report)
