"""Adding to and removing from a library while others use it: one change at a time, with its progress."""

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from queue import Empty, Queue
from typing import TypeVar

from index import ingest
from index.articles import Article
from index.errors import ArticleQAError, LibraryBusy, UnreadableArticle
from index.ingest import IngestOutcome
from index.library import Library
from index.loaders import MAX_NAMED, count_articles, load_address, load_file
from ui.chat.uploads import Upload
from ui.leftovers import advice_for

UPLOADED = "uploaded/"
"""Prefix of the path of an article that was uploaded; after it stands the file's name, by which its next
version is recognised. The path of a file on this machine is absolute and does not begin so."""

BATCH_SIZE = 32
"""Number of articles of one file stored together; between two batches, others may add and remove."""

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process that is writing to the library."""

MAX_PROBLEMS = 20
"""Number of problems of one file that are shown one by one."""

UNEXPECTED = "something went wrong; the server’s log says more"

BUSY = "the library is being changed elsewhere just now; what is missing can be added again in a moment"

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """The progress of adding one file or address.

    Attributes:
        total: articles it is thought to hold.
        counts: how many of its articles were added, updated, and there already.
        problems: what could not be added, and why; at most `MAX_PROBLEMS`, `failed` counts all.
        article: the id of the last article that was stored.
        left_out: what could not be read of articles that were stored, a sentence each; at most `MAX_NAMED`,
            `fields_left_out` counts all.
    """

    name: str
    begun: bool = False
    done: bool = False
    total: int = 1
    counts: tuple[int, int, int] = (0, 0, 0)
    problems: tuple[str, ...] = ()
    failed: int = 0
    article: str | None = None
    left_out: tuple[str, ...] = ()
    fields_left_out: int = 0

    @property
    def stored(self) -> int:
        """The number of articles that are in the library now."""
        return sum(self.counts)

    @property
    def only_article(self) -> str | None:
        """The id of the article of a source that is done and held just one."""
        return self.article if self.done and self.stored == 1 else None

    def with_article(
        self, outcome: IngestOutcome, article: Article, left_out: Sequence[str] = ()
    ) -> "SourceProgress":
        """Return the progress after one more article, without what was `left_out` of it."""
        added, updated, unchanged = (
            count + (kind is outcome) for kind, count in zip(IngestOutcome, self.counts, strict=True)
        )
        return replace(
            self,
            counts=(added, updated, unchanged),
            article=article.id,
            left_out=(*self.left_out, *left_out)[:MAX_NAMED],
            fields_left_out=self.fields_left_out + len(left_out),
        )

    def with_problem(self, problem: str) -> "SourceProgress":
        """Return the progress after one more problem."""
        return replace(self, problems=(*self.problems, problem)[:MAX_PROBLEMS], failed=self.failed + 1)


class LibraryWriter:
    """Writer of a library for all users of the chat, whose changes are made one after another."""

    def __init__(self, library: Library, *, shared: bool = False) -> None:
        """Write to a library; where the chat is `shared`, only addresses of the open web are fetched."""
        self.library = library
        self._shared = shared
        self._turn = threading.Lock()

    def add(self, sources: Sequence[Upload | Path | str]) -> Iterator[tuple[SourceProgress, ...]]:
        """Add uploads, files and web addresses; yield how far each has come, whenever one comes further.

        What cannot be read or stored is told as a problem of its source and stops nothing else.
        """
        every = [SourceProgress(_name(source)) for source in sources]
        for number, source in enumerate(sources):
            for progress in self._add_one(source, every[number]):
                every[number] = progress
                yield tuple(every)

    def remove(self, article_id: str) -> Article:
        """Remove an article and return it. Raises ArticleNotFound, LibraryBusy."""
        with self._turn:
            return ingest.remove(self.library, [article_id], wait=LOCK_TIMEOUT)[0]

    def _add_one(self, source: Upload | Path | str, progress: SourceProgress) -> Iterator[SourceProgress]:
        file = source.file if isinstance(source, Upload) else source
        if isinstance(file, Path):
            progress = replace(progress, total=count_articles(file))
        progress = replace(progress, begun=True)
        yield progress
        try:
            articles = _articles(source, only_public=self._shared)
            while batch := list(islice(articles, BATCH_SIZE)):
                progress = self._store(batch, progress, file)
                yield progress
        except LibraryBusy:
            progress = progress.with_problem(BUSY)
        except ArticleQAError as error:
            progress = progress.with_problem(_shown(str(error), file, progress.name))
        except Exception:
            _log.exception("Adding %s failed.", progress.name)
            progress = progress.with_problem(UNEXPECTED)
        yield replace(progress, done=True)

    def _store(
        self, batch: Sequence[Article | UnreadableArticle], progress: SourceProgress, file: Path | str | None
    ) -> SourceProgress:
        stored: list[tuple[IngestOutcome, Article]] = []
        errors = [item for item in batch if isinstance(item, UnreadableArticle)]
        articles = [item for item in batch if isinstance(item, Article)]
        if articles:
            with self._turn:
                errors += ingest.add(
                    self.library,
                    articles,
                    lambda outcome, article: stored.append((outcome, article)),
                    wait=LOCK_TIMEOUT,
                )
        for error in errors:
            progress = progress.with_problem(_shown(str(error), file, progress.name))
        for outcome, article in stored:
            left_out = [_shown(field, file, progress.name) for field in article.left_out]
            progress = progress.with_article(outcome, article, left_out)
        return progress


def follow(steps: Iterable[T], pause: float = 0.2) -> Iterator[T]:
    """Go through `steps` in a thread of their own; yield the latest one, at most one every `pause` seconds.

    They are gone through to the end even if nobody follows any more, as when a page is closed.
    """
    reached: Queue[tuple[T | None, bool]] = Queue()

    def go() -> None:
        try:
            for step in steps:
                reached.put((step, False))
        finally:
            reached.put((None, True))

    threading.Thread(target=go, name="adding", daemon=True).start()
    ended = False
    while not ended:
        latest, ended = reached.get()
        while not ended:
            try:
                following, ended = reached.get_nowait()
            except Empty:
                break
            latest = latest if ended else following
        if latest is not None:
            yield latest
        if not ended:
            time.sleep(pause)


def _name(source: Upload | Path | str) -> str:
    return source if isinstance(source, str) else source.name


def _articles(source: Upload | Path | str, *, only_public: bool) -> Iterator[Article | UnreadableArticle]:
    match source:
        case Upload(file=Path() as file):
            return _renamed(file, source.name)
        case Upload():
            raise UnreadableArticle(source.name, source.problem or "did not arrive; try it again")
        case Path():
            return load_file(source)
        case _:
            return iter([load_address(source, only_public=only_public)])


def _renamed(file: Path, name: str) -> Iterator[Article | UnreadableArticle]:
    """Yield the articles of an uploaded file with the path they keep; where it lies now will soon be gone."""
    for item in load_file(file):
        if isinstance(item, Article) and item.path:
            yield replace(item, path=f"{UPLOADED}{name}{item.path.removeprefix(str(file))}")
        else:
            yield item


def _shown(said: str, file: Path | str | None, name: str) -> str:
    """Return a message on a source under the name its user knows it by, and what to do with the file."""
    for place in (str(file), f"{UPLOADED}{name}"):
        said = said.replace(place, name)
    advice = advice_for(file) if isinstance(file, Path) else ""
    return "; ".join(filter(None, (said.removeprefix(f"{name}: "), advice)))
