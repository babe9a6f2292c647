"""Examples of relevance: a subject, a window of an article's sentences, and which of them are about it.

Subjects are marked by reading (`subject_marks.jsonl` names articles of the public data and sentences in them,
and holds no text of theirs); questions of the reading comprehension sets mark the sentence that answers them.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from index.passages import sentences
from qa.relevance.windows import Window, window, windows
from training.datasets import training_rows

MARKS = Path(__file__).parent / "subject_marks.jsonl"

HELD_OUT_EVERY = 5
"""One of so many marked articles is held out to evaluate on."""

QUESTIONS = {"squad2": 1000, "squadshifts_new_wiki": 1000, "qed": 400}
"""Number of questions of each reading comprehension set that are learnt from."""

MOST_BEFORE = 6
"""Number of sentences before an answer that are read, at most."""


@dataclass(frozen=True, slots=True)
class RelevanceExample:
    """A subject and a window.

    Attributes:
        labels: 1.0 for each sentence of the window that is about the subject, 0.0 for others; negative
            where that is not known.
        origin: the article or the set it comes from.
    """

    subject: str
    window: Window
    labels: tuple[float, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class MarkedSubject:
    """A subject with the starts of the sentences that are about it, and of those that may be."""

    article: str
    subject: str
    about: frozenset[int]
    doubtful: frozenset[int]


def marked_subjects(*, held_out: bool) -> list[MarkedSubject]:
    """Return the marked subjects of the articles that are held out, or of the others."""
    rows = [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]
    found = []
    for number, (article, own) in enumerate(groupby(rows, key=lambda row: str(row["article"]))):
        if (number % HELD_OUT_EVERY == 0) == held_out:
            found += [
                MarkedSubject(article, row["subject"], frozenset(row["about"]), frozenset(row["doubtful"]))
                for row in own
            ]
    return found


def articles_of(data: Path) -> dict[str, dict[str, Any]]:
    """Return the public news articles by id."""
    with gzip.open(data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def marked_examples(
    data: Path, *, held_out: bool, rng: random.Random | None = None
) -> list[RelevanceExample]:
    """Return the windows of marked articles with the labels of their sentences.

    With `rng` the first window of an article ends anywhere, so that each epoch cuts them in other places.
    """
    articles = articles_of(data)
    found: list[RelevanceExample] = []
    for one in marked_subjects(held_out=held_out):
        row = articles[one.article]
        text, places = row["text"], sentences(row["text"], 0)
        skipped = rng.randrange(4) if rng else 0
        for read in windows(row.get("title") or "", text, places[skipped:]):
            starts = [places[skipped + number][0] for number in read.sentences]
            labels = tuple(-1.0 if start in one.doubtful else float(start in one.about) for start in starts)
            found.append(RelevanceExample(one.subject, read, labels, one.article))
    return found


def question_examples(data: Path, rng: random.Random) -> list[RelevanceExample]:
    """Return questions with the sentence that answers them, or with none that does."""
    found: list[RelevanceExample] = []
    for name, number in QUESTIONS.items():
        known = training_rows(data, name)
        for row in rng.sample(known, min(number, len(known))):
            found += _of_question(row, name, rng)
    return found


def _of_question(row: dict[str, Any], name: str, rng: random.Random) -> Iterator[RelevanceExample]:
    context, places = row["context"], sentences(row["context"], 0)
    found = [context.find(answer) for answer in row["answers"]]
    told = {n for n, (start, end) in enumerate(places) if any(start <= first < end for first in found)}
    if not places or (found and not told):
        return
    first = max(0, min(told, default=rng.randrange(len(places))) - rng.randrange(MOST_BEFORE))
    read = next(windows(row.get("title") or "", context, places[first:]), None)
    if read is None:
        return
    numbers = [first + number for number in read.sentences]
    read = window(row.get("title") or "", context, places, numbers)
    labels = tuple(float(number in told) for number in numbers)
    yield RelevanceExample(" ".join(row["question"].split()), read, labels, name)
