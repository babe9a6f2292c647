"""The set-up of every part: the data, libraries of it, one embedder and one reader."""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol, TypeVar

from benchmarks.data import Row, half_of, rows
from benchmarks.quality.stores import FOLDER, stored_in
from benchmarks.token_counting import CountingReaderModel
from index import ingest
from index.articles import Article
from index.embedding.embedder import Embedder
from index.library import Library
from index.loaders import find_files, load_file
from qa.assistant import Assistant
from qa.engine import Engine
from qa.evaluation import Evaluation, Question, evaluate
from qa.reader import Reader

ANSWER_ALWAYS = 0.0
"""Threshold that no answer is below; the answers under other thresholds follow from their confidences."""


class HasId(Protocol):
    """An object with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


One = TypeVar("One", bound=HasId)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the data is, how much of it is measured, and what answers.

    Attributes:
        every: only every so many questions are asked.
        half: "A" or "B", to ask only the questions whose id falls into that half; None for all.
        cache: the folder in which large libraries are kept from one run to the next; None to keep none.
        counted: the network of the reader, where it counts what it reads; from nothing in each `ask`.
        store: the kind of store that is asked.
    """

    data: Path
    embedder: Embedder
    reader: Reader
    every: int = 1
    half: str | None = None
    cache: Path | None = None
    counted: CountingReaderModel | None = None
    store: str = FOLDER

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a set, whole."""
        return list(rows(self.data, name))

    def sampled_rows(self, sampled: Sequence[Row]) -> list[Row]:
        """Return the rows that are asked."""
        return [row for row in sampled if self._in_half(str(row["id"]))][:: self.every]

    def sampled(self, questions: Sequence[One]) -> list[One]:
        """Return the questions that are asked."""
        return [question for question in questions if self._in_half(question.id)][:: self.every]

    def _in_half(self, name: str) -> bool:
        return self.half is None or half_of(name) == self.half

    @contextmanager
    def assistant(
        self, articles: Path | Iterable[Row], *, name: str = "", threshold: float = ANSWER_ALWAYS
    ) -> Iterator[Assistant]:
        """Give an assistant on a library of articles: a file or folder of them, or rows as of a JSONL file.

        Args:
            name: under which the library is kept in the cache, where there is one.
        """
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="article-qa-")))
            folder = self.cache / name if self.cache and name else scratch / "library"
            if not isinstance(articles, Path):
                lines = "".join(json.dumps(row) + "\n" for row in articles)
                articles = scratch / "articles.jsonl"
                articles.write_text(lines, encoding="utf-8")
            folder.mkdir(parents=True, exist_ok=True)
            library = stack.enter_context(Library.open(folder, self.embedder, create=True))
            synchronise(library, articles)
            asked = stack.enter_context(stored_in(self.store, library, scratch))
            yield Assistant(asked, self.reader, threshold=threshold)

    def ask(self, questions: Sequence[Question], system: Engine, *, quietly: bool = False) -> Evaluation:
        """Ask all questions, saying now and then how far that is."""
        if self.counted:
            self.counted.reset()
        return evaluate(questions, system, None if quietly else say_progress)


def synchronise(library: Library, articles: Path) -> None:
    """Bring a library in step with a file or folder of articles; exit where one cannot be read."""
    read = [article for file in find_files(articles) for article in load_file(file)]
    counted = count(1)
    unreadable = ingest.add(library, read, lambda _change, _article: say_progress(next(counted), len(read)))
    if unreadable:
        sys.exit(f"{unreadable[0]} Measuring on a part of the articles would mislead.")
    named = {article.id for article in read if isinstance(article, Article)}
    left = [article.id for article in library.record.articles() if article.id not in named]
    if left and "" not in named:
        ingest.remove(library, left)


def say_progress(done: int, total: int) -> None:
    """Say on the error stream how far the work is, every hundred."""
    if not done % 100:
        print(f"  {done} of {total}", file=sys.stderr, flush=True)
