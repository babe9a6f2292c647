import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import ingest
from index.check import check
from index.library import Library
from tests.fakes import WordEmbedder, article, numbered_article
from tests.index.local import database_of, opened_index


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        ingest.add(library, [numbered_article(number, sentences=9) for number in range(4)])
        ingest.add(library, [article("Lakes froze.", id="copy"), article("Lakes froze.", id="original")])
        yield library


def damage(library: Library, *statements: str) -> list[str]:
    """Damage the record as only a broken disk or a stranger's hand would."""
    with database_of(library).reading() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
    return check(library)


def test_a_sound_library_has_no_problems(library: Library, seed_library: Library) -> None:
    assert check(library) == []
    assert check(seed_library) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE articles SET text = text || ' More.' WHERE id = 'a1'", "The text of a1 was altered."),
        ("UPDATE articles SET title = 'Other' WHERE id = 'a1'", "The text of a1 was altered."),
        ("UPDATE articles SET body_start = 9 WHERE id = 'copy'", "The passages of copy do not cover it."),
        ("UPDATE passages SET start = start + 5 WHERE rowid = 2", "The passages of a0 do not cover it."),
        ("UPDATE passages SET end = end + 5000 WHERE rowid = 1", "The passages of a0 do not cover it."),
        ("DELETE FROM passages WHERE rowid = 1", "The passages of a0 do not cover it."),
        ("DELETE FROM passages WHERE rowid = 1", "The full text lacks 0 passages and has 1 too many."),
        ("DELETE FROM fulltext_docsize WHERE id = 1", "The full text lacks 1 passages and has 0 too many."),
        ("UPDATE fulltext_data SET block = zeroblob(40) WHERE id > 1000", "damaged"),
        ("DELETE FROM vectors WHERE passages > 1", "The record lacks the vectors of"),
        (
            "INSERT INTO vectors VALUES ('stray', 1, zeroblob(8))",
            "The vectors of 1 articles are of no article.",
        ),
        (
            "UPDATE vectors SET vectors = zeroblob(1024) WHERE passages = 1",
            "The vectors of 1 passages are spoilt.",
        ),
        (
            "UPDATE vectors SET vectors = x'010203' WHERE passages = 1",
            "The library's record holds a spoilt vector.",
        ),
    ],
)
def test_damage_to_the_record_is_told_with_the_next_step(
    library: Library, statement: str, problem: str
) -> None:
    problems = damage(library, statement)
    assert problem in " ".join(problems)
    for line in problems:
        assert "\n" not in line
        assert line.endswith(
            ("again.", "backup.", "Run `qa rebuild`.", "or move it away and add the articles again.")
        )


def test_a_vector_index_that_lacks_passages_is_told(library: Library) -> None:
    opened_index(library).delete([(numbered_article(2, sentences=9).content_hash, 0), ("not there", 0)])
    assert check(library) == ["The vector index lacks 1 passages and has 0 too many. Run `qa rebuild`."]
    ingest.rebuild(library)
    assert check(library) == []


def test_a_vector_index_that_has_too_many_passages_is_told(library: Library) -> None:
    vector = library.embedder.embed_question("stray")
    opened_index(library).upsert([(("stray", 0), vector), (("stray", 1), vector)])
    assert check(library) == ["The vector index lacks 0 passages and has 2 too many. Run `qa rebuild`."]
    ingest.rebuild(library)
    assert check(library) == []


def test_a_vector_index_that_holds_other_vectors_is_told(library: Library) -> None:
    opened_index(library).upsert(
        ((content_hash, number), np.roll(vector, 1))
        for content_hash, vectors in library.record.vectors()
        for number, vector in enumerate(vectors)
    )
    assert check(library) == ["The vector index does not find what is in it. Run `qa rebuild`."]
    ingest.rebuild(library)
    assert check(library) == []


def test_a_vector_index_that_is_gone_is_told(library: Library) -> None:
    folder = opened_index(library).folder
    library.close()
    shutil.rmtree(folder)
    [problem] = check(library)
    assert problem == f"The vector index {folder} is damaged. Run `qa rebuild`."
    ingest.rebuild(library)
    assert check(library) == []


def test_a_writer_at_work_is_told(library: Library) -> None:
    database_of(library).set_meta(unfinished="1")
    [problem] = check(library)
    assert problem.startswith("Another process is writing")
