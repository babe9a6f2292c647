"""Real commands and real workers: `qa add` of the same folder twice at once, and Ray's workers killed."""

import json
import os
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.faults.courses import Course, Setting, half
from benchmarks.faults.holdings import holding
from index.articles import Article
from index.embedding.embedder import Embedder
from index.errors import ArticleQAError
from index.identity import IngestOutcome
from index.library import Library
from index.store.place import SharedPlace
from index.workers.addition import Addition, Crew
from index.workers.cluster import Workers
from index.workers.inputs import of_file
from tests.fakes import WordEmbedder
from tests.faults import LONGEST
from tests.processes import at_work
from tests.qa_commands import complaint, qa_command

WORKERS = 2

MOST_RESTARTS = 30
"""Number of times that an addition is begun again before it is taken never to end."""

LISTS = 40
"""Number of files that the workers are given: lists of articles."""


def twice(setting: Setting) -> list[Course]:
    """Run two real `qa add` of the same folder at once; every round adds more articles to a folder."""
    courses = [
        Course(setting.place()),
        Course(setting.place(setting.servers())),
        Course(setting.folder / "library-twice"),
    ]
    for number, course in enumerate(courses):
        rounds = range(number, setting.kills, len(courses))
        articles = setting.folder / f"twice-{number}"
        articles.mkdir()
        for part in range(len(rounds)):
            for one in setting.articles[part :: len(rounds)]:
                (articles / Path(one.path or "").name).write_text(_file(one), encoding="utf-8")
            commands = [qa_command(course.place, "add", str(articles)) for _ in range(2)]
            course.said += [said for command in commands if (said := complaint(command))]
            course.kills += 1
        course.said += [said for said in [complaint(qa_command(course.place, "add", str(articles)))] if said]
        alone = setting.folder / f"alone-{number}"
        assert not complaint(qa_command(alone, "add", str(articles)))
        course.expected = holding(alone)
    return courses


def workers(setting: Setting) -> list[Course]:
    """Kill any of the processes in which Ray works, those that store among them where they do."""
    lists = _lists(setting)
    courses = [
        _worked(half(setting), lists, setting.place()),
        _worked(half(setting), lists, setting.place(setting.servers())),
    ]
    alone = setting.folder / "alone-of-workers"
    assert not complaint(qa_command(alone, "add", *map(str, lists)))
    for course in courses:
        course.expected = holding(alone)
    return courses


def _worked(setting: Setting, lists: Sequence[Path], place: SharedPlace) -> Course:
    course = Course(place)
    said = ""
    while said != "done":
        assert course.restarts <= MOST_RESTARTS, course.said
        said = _worked_once(setting, course, lists)
        if said != "done":
            course.restarts += 1
            course.said.append(said)
    return course


def _worked_once(setting: Setting, course: Course, lists: Sequence[Path]) -> str:
    """Add by workers, some of which are killed; return how it ends."""
    try:
        with at_work(_add_by_workers, course.place, list(lists)) as (line, _kill):
            driver = _said(line)
            _said(line)
            while course.kills < setting.kills and not line.poll(setting.moment() / 2):
                course.kills += _kill_one(setting, driver)
            return str(_said(line))
    except (EOFError, AssertionError):
        # Ray ends the driver's process where its own are late, as on a machine with too much to do.
        return "the process that adds ended without a word"


def _said(line: Connection) -> Any:
    assert line.poll(LONGEST), "the process that adds hangs"
    return line.recv()


def _kill_one(setting: Setting, driver: int) -> int:
    from psutil import Process  # type: ignore[import-untyped]

    found = [one for one in Process(driver).children(recursive=True) if one.name().startswith("ray::")]
    for one in setting.chance.sample(found, min(1, len(found))):
        one.kill()
    return min(1, len(found))


def _add_by_workers(line: Connection, folder: Any, *arguments: Any) -> None:
    """Add by workers; say the process's number, then that something is stored, then how it ends."""
    line.send(os.getpid())
    told: list[str] = []

    def report(_outcome: IngestOutcome, article: Article) -> None:
        if not told:
            told.append(article.id)
            line.send("storing")

    try:
        with Library.open(folder, WordEmbedder(), create=True) as library:
            crew = Crew(Workers(WORKERS), _words, partial(_open, folder) if folder.chroma else None)
            errors = Addition(library, [of_file(one) for one in arguments[0]]).run(crew, report)
        if not told:
            line.send("storing")
        line.send("done" if not errors else f"{len(errors)} errors: {errors[0]}")
    except ArticleQAError as error:
        line.send("storing")
        line.send(f"{type(error).__name__}: {error}")


def _words(_gpu: bool) -> Embedder:
    return WordEmbedder()


def _open(place: SharedPlace) -> Library:
    return Library.open(place, WordEmbedder())


def _lists(setting: Setting) -> list[Path]:
    files = []
    for number in range(LISTS):
        file = setting.folder / f"list-{number}.jsonl"
        rows = [
            {"id": one.path, "title": one.title, "text": one.text} for one in setting.articles[number::LISTS]
        ]
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        files.append(file)
    return files


def _file(article: Article) -> str:
    return f"{article.title}\n\n{article.text}"
