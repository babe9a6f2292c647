"""Killed at any point, a library loses nothing, doubles nothing, and needs no repair by hand."""

import time
from pathlib import Path

import pytest

from index import ingest
from index.articles import Article
from index.check import check
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from tests import processes
from tests.fakes import WordEmbedder, numbered_article
from tests.index.local import database_of, opened_index
from tests.processes import at_work, told

POINTS = ["not yet recorded", "recorded", "indexing", "indexed"]


def articles(count: int, *, sentences: int = 4) -> list[Article]:
    return [numbered_article(number, sentences=sentences) for number in range(count)]


def ids(made: list[Article]) -> list[str]:
    return [article.id for article in made]


def assert_holds(library: Library, expected: list[Article]) -> None:
    """Each article once, in the record, the full text and the vector index, and found by its word."""
    assert check(library) == []
    assert sorted(article.id for article in library.record.articles()) == sorted(ids(expected))
    for article in expected[:: max(1, len(expected) // 12)]:
        subject = article.text.split("report on ")[1].split()[0]
        hits = hybrid_search(library, [subject], 50)
        assert hits[0].article_id == article.id
        assert len({(hit.article_id, hit.start) for hit in hits}) == len(hits)
        [(nearest, _)] = opened_index(library).query(library.embedder.embed_question(hits[0].text), 1)
        assert nearest[0] == article.content_hash


def assert_whole_after_all(folder: Path, expected: list[Article], held: list[Article]) -> None:
    """What was added is there after opening; adding all again completes it and no more."""
    with Library.open(folder, WordEmbedder()) as library:
        assert not database_of(library).meta("unfinished")
        assert_holds(library, held)
        assert [path.name for path in folder.glob("vectors-*")] == [opened_index(library).folder.name]
        added: list[str] = []

        def report(outcome: ingest.IngestOutcome, article: Article) -> None:
            if outcome is ingest.IngestOutcome.ADDED:
                added.append(article.id)

        ingest.add(library, expected, report)
        assert added == [name for name in ids(expected) if name not in ids(held)]
        assert_holds(library, expected)


def held_in(folder: Path, expected: list[Article]) -> list[Article]:
    """What of the expected articles a library holds; they were recorded in order."""
    if not (folder / "library.sqlite").exists():
        return []
    with Library.open(folder, WordEmbedder(), create=True) as library:
        found = [article.id for article in library.record.articles()]
    assert found == ids(expected)[: len(found)]
    return expected[: len(found)]


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("before", [0, 7])
def test_killed_while_adding_at_a_point(tmp_path: Path, point: str, before: int) -> None:
    made = articles(16)
    if before:
        with Library.open(tmp_path, WordEmbedder(), create=True) as library:
            ingest.add(library, made[:before])
    with at_work(processes.add, tmp_path, made, 5, point) as (line, _):
        assert told(line) == "adding"
        with pytest.raises(EOFError):
            told(line)
    held = held_in(tmp_path, made)
    assert (len(held) > before) is (point != "not yet recorded")
    assert_whole_after_all(tmp_path, made, held)


@pytest.mark.parametrize("point", POINTS)
def test_killed_while_an_article_is_updated_it_is_the_old_or_the_new_one(tmp_path: Path, point: str) -> None:
    old, new = articles(6), [*articles(6)[:3], *(numbered_article(n, sentences=9) for n in range(3, 6))]
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        ingest.add(library, old)
    with at_work(processes.add, tmp_path, new, 500, point) as (line, _):
        assert told(line) == "adding"
        with pytest.raises(EOFError):
            told(line)
    with Library.open(tmp_path, WordEmbedder()) as library:
        assert_holds(library, old if point == "not yet recorded" else new)
        ingest.add(library, new)
        assert_holds(library, new)


@pytest.mark.parametrize("point", POINTS[:2])
def test_killed_while_removing_all_or_none_are_removed(tmp_path: Path, point: str) -> None:
    made = articles(6)
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        ingest.add(library, made)
    with at_work(processes.remove, tmp_path, ids(made[2:5]), point) as (line, _):
        assert told(line) == "removing"
        with pytest.raises(EOFError):
            told(line)
    assert_whole_after_all(tmp_path, made, made if point == "not yet recorded" else made[:2] + made[5:])


@pytest.mark.parametrize("point", ["indexing", "indexed", "switched"])
@pytest.mark.parametrize("model", ["words", "other words"])
def test_killed_while_rebuilding_nothing_is_lost(tmp_path: Path, point: str, model: str) -> None:
    made = articles(6)
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        ingest.add(library, made)
    with at_work(processes.rebuild, tmp_path, model, point) as (line, _):
        assert told(line) == "rebuilding"
        with pytest.raises(EOFError):
            told(line)
    with Library.open(tmp_path, WordEmbedder(name=model)) as library:
        assert_holds(library, made)
        assert [path.name for path in tmp_path.glob("vectors-*")] == [opened_index(library).folder.name]


@pytest.mark.parametrize(
    ("count", "sentences", "at_once", "kills"),
    [(40, 4, 6, 8), (72, 60, 400, 6)],
    ids=["small batches", "while the graph is written to disk"],
)
def test_killed_at_any_moment_of_adding(
    tmp_path: Path, count: int, sentences: int, at_once: int, kills: int
) -> None:
    made = articles(count, sentences=sentences)
    with at_work(processes.add, tmp_path / "whole", made, at_once, "") as (line, _):
        assert told(line) == "adding"
        began = time.monotonic()
        assert told(line) == "done"
        takes = time.monotonic() - began
    for moment in range(kills):
        folder = tmp_path / str(moment)
        with at_work(processes.add, folder, made, at_once, "") as (line, kill):
            assert told(line) == "adding"
            time.sleep(takes * moment / kills)
            kill()
        assert_whole_after_all(folder, made, held_in(folder, made))


def test_killed_again_and_again_it_gets_there(tmp_path: Path) -> None:
    made = articles(40)
    pause = 0.01
    while True:
        with at_work(processes.add, tmp_path, made, 6, "") as (line, kill):
            assert told(line) == "adding"
            if line.poll(pause):
                break
            kill()
        pause *= 1.3
    assert_whole_after_all(tmp_path, made, made)
