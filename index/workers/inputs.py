"""The inputs of an addition: files, objects and addresses, with fingerprints, in groups for workers."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.articles import Article
from index.errors import UnreadableArticle
from index.ledger import FinishedInput, Ledger
from index.loaders import count_articles, is_object_address, load_address, load_file, load_object
from index.loaders.object_storage import StoredObject

GROUP_ARTICLES = 128
"""Number of articles that a worker takes at a time, about: those of one batch."""

BYTES_PER_ARTICLE = {".gz": 1_500, ".jsonl": 4_000}
"""Number of bytes of an article in a list of them, about: of an object it is not worth counting its lines."""

LEDGER_BATCH = 1_000
"""Number of inputs that the ledger is asked about at a time."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file, an object or an address of the web.

    Attributes:
        name: its path as it was given, or its address.
        key: its absolute path or address.
        fingerprint: what tells this version of it from another; None where nothing does.
        articles: an estimate of the number of its articles.
    """

    name: str
    key: str
    fingerprint: str | None
    articles: int = 1


def of_file(file: Path) -> Input:
    """Return a file as an input."""
    try:
        status = file.stat()
        fingerprint = f"{status.st_size} bytes, {status.st_mtime_ns} ns"
    except (OSError, ValueError):
        fingerprint = None
    return Input(str(file), os.path.abspath(file), fingerprint, count_articles(file))  # noqa: PTH100


def of_object(stored: StoredObject) -> Input:
    """Return an object as an input."""
    size = next((size for end, size in BYTES_PER_ARTICLE.items() if stored.address.lower().endswith(end)), 0)
    articles = max(1, stored.size // size) if size else 1
    return Input(stored.address, stored.address, stored.version, articles)


def of_address(address: str) -> Input:
    """Return an address of the web as an input: whether its page has changed is not known."""
    return Input(address, address, None)


def load(given: Input) -> Iterator[Article | UnreadableArticle]:
    """Yield the articles of an input, and the error of each that cannot be read."""
    if is_object_address(given.name):
        yield from load_object(given.name)
    elif given.name.lower().startswith(("http://", "https://")):
        try:
            yield load_address(given.name)
        except UnreadableArticle as error:
            yield error
    else:
        yield from load_file(Path(given.name))


def finished(inputs: Sequence[Input], ledger: Ledger) -> dict[str, FinishedInput]:
    """Return the inputs that an addition had finished before it was stopped, and that are the same still."""
    known: dict[str, FinishedInput] = {}
    for start in range(0, len(inputs), LEDGER_BATCH):
        some = inputs[start : start + LEDGER_BATCH]
        noted = ledger.finished([one.key for one in some])
        known.update(
            (one.key, noted[one.key])
            for one in some
            if one.key in noted and noted[one.key].fingerprint == one.fingerprint
        )
    return known


def grouped(inputs: Iterable[Input], articles: int = GROUP_ARTICLES) -> Iterator[list[Input]]:
    """Group inputs, in order, until each group has about this many articles; a large file stands alone."""
    group: list[Input] = []
    for one in inputs:
        if group and sum(other.articles for other in group) + one.articles > articles:
            yield group
            group = []
        group.append(one)
    if group:
        yield group
