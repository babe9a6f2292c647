"""Examples of relevance: a subject, a window of an article's sentences, and which of them are about it.

Subjects and whole requests are marked by reading (`subject_marks.jsonl` and `request_marks.jsonl` name
articles of the public data and sentences in them, and hold no text of theirs); questions of the reading
comprehension sets mark the sentence that answers them.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.passages import sentences
from qa.relevance.windows import Window, window, windows
from training.datasets import training_rows
from training.relevance.as_requests import as_request

SUBJECT_MARKS = Path(__file__).parent / "subject_marks.jsonl"
REQUEST_MARKS = Path(__file__).parent / "request_marks.jsonl"

ASKED_SHARE = 0.5
"""Share of the marked subjects that are read as a whole request on them."""

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
class Marks:
    """A subject or a whole request, with the starts of the sentences that bear on it or may."""

    article: str
    subject: str
    about: frozenset[int]
    doubtful: frozenset[int]


def marked_subjects(*, held_out: bool) -> list[Marks]:
    """Return the marked subjects of the articles that are held out, or of the others."""
    kept = held_out_articles()
    return [one for one in _marks(SUBJECT_MARKS) if (one.article in kept) == held_out]


def marked_requests(*, held_out: bool) -> list[Marks]:
    """Return the marked requests of the articles that are held out, or of the others."""
    kept = held_out_articles()
    return [one for one in _marks(REQUEST_MARKS) if (one.article in kept) == held_out]


def held_out_articles() -> frozenset[str]:
    """Return one of so many marked articles, to evaluate on."""
    articles = dict.fromkeys(one.article for file in (SUBJECT_MARKS, REQUEST_MARKS) for one in _marks(file))
    return frozenset(list(articles)[::HELD_OUT_EVERY])


def _marks(file: Path) -> list[Marks]:
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Marks(row["article"], row["subject"], frozenset(row["about"]), frozenset(row["doubtful"]))
        for row in rows
    ]


def articles_of(data: Path) -> dict[str, dict[str, Any]]:
    """Return the public news articles by id."""
    with gzip.open(data / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def marked_examples(
    data: Path, *, held_out: bool, rng: random.Random | None = None
) -> list[RelevanceExample]:
    """Return the windows of marked articles with the labels of their sentences.

    With `rng` the first window of an article ends anywhere, and some subjects are asked for in a whole
    request, so that each epoch reads others.
    """
    articles = articles_of(data)
    found: list[RelevanceExample] = []
    for one in marked_subjects(held_out=held_out):
        is_asked = rng and rng.random() < ASKED_SHARE
        asked = as_request(one.subject, rng) if rng and is_asked else one.subject
        found += _windows_of(one, asked, articles[one.article], rng)
    for one in marked_requests(held_out=held_out):
        found += _windows_of(one, one.subject, articles[one.article], rng)
    return found


def _windows_of(
    marks: Marks, asked: str, row: dict[str, Any], rng: random.Random | None
) -> Iterator[RelevanceExample]:
    text, places = row["text"], sentences(row["text"], 0)
    skipped = rng.randrange(4) if rng else 0
    for read in windows(row.get("title") or "", text, places[skipped:]):
        starts = [places[skipped + number][0] for number in read.sentences]
        labels = tuple(-1.0 if start in marks.doubtful else float(start in marks.about) for start in starts)
        yield RelevanceExample(asked, read, labels, marks.article)


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
