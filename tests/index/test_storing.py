"""Storing of what was prepared elsewhere, by somebody who did not know the library."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import ingest
from index.articles import Article
from index.check import check
from index.identity import IngestOutcome
from index.library import Library
from index.preparation import PreparedArticle, hashed, with_passages, with_vectors
from index.storing import StoringRun
from tests.fakes import WordEmbedder, article, numbered_article
from tests.store.memory import memory_library


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder, create=True) as library:
        yield library
        assert check(library) == []


def prepared(*articles: Article) -> list[PreparedArticle]:
    """Articles as a worker hands them on."""
    worker = WordEmbedder()
    return with_vectors([with_passages(hashed(one), worker) for one in articles], worker)


def stored(library: Library, batch: list[PreparedArticle]) -> list[tuple[str, str]]:
    became: list[tuple[str, str]] = []

    def report(outcome: IngestOutcome, article: Article) -> None:
        became.append((outcome.value, article.id))

    with library.writer():
        StoringRun(library, report).store(batch)
    return became


def test_it_is_stored_as_one_process_would(library: Library, embedder: WordEmbedder) -> None:
    made = [numbered_article(number) for number in range(3)]
    assert stored(library, prepared(*made)) == [("added", one.id) for one in made]
    assert embedder.embedded == []
    alone = memory_library(WordEmbedder(), *made)
    assert library.record.content_hashes() == alone.record.content_hashes()
    vectors, theirs = dict(library.record.vectors()), dict(alone.record.vectors())
    assert vectors.keys() == theirs.keys()
    assert all(np.array_equal(vectors[name], theirs[name]) for name in vectors)
    assert [library.record.passages(one.id) for one in made] == [
        alone.record.passages(one.id) for one in made
    ]


def test_stored_once_more_it_changes_nothing(library: Library) -> None:
    batch = prepared(numbered_article(1), article("Lakes froze.", path="/news/lakes.txt"))
    stored(library, batch)
    assert [outcome for outcome, _ in stored(library, batch)] == ["unchanged", "unchanged"]
    assert library.record.counts()[0] == 2


def test_the_same_content_twice_in_a_batch_is_stored_once(library: Library) -> None:
    copies = prepared(*(article("Lakes froze.", path=f"/news/{name}.txt") for name in "ab"))
    assert stored(library, copies) == [("added", "a"), ("unchanged", "a")]


def test_names_made_in_a_batch_differ(library: Library) -> None:
    batch = prepared(*(article(text, path=f"/{text}/news.txt") for text in ("Lakes", "Rivers")))
    assert stored(library, batch) == [("added", "news"), ("added", "news-2")]


def test_what_was_known_when_it_was_prepared_and_is_gone_is_embedded_late(
    library: Library, embedder: WordEmbedder
) -> None:
    ingest.add(library, [article("Lakes froze.", id="a")])
    batch = [hashed(article("Lakes froze.", id="b")), *prepared(article("Rivers.", id="a"))]
    ingest.remove(library, ["a"])
    embedder.embedded.clear()
    assert stored(library, batch) == [("added", "b"), ("added", "a")]
    assert len(embedder.embedded) == 1


def test_what_the_library_has_is_not_embedded_late(library: Library, embedder: WordEmbedder) -> None:
    ingest.add(library, [article("Lakes froze.", id="a")])
    embedder.embedded.clear()
    assert stored(library, [hashed(article("Lakes froze.", id="b"))]) == [("added", "b")]
    assert library.record.passages("b") == library.record.passages("a") != ()
    assert embedder.embedded == []


def test_a_batch_that_fails_leaves_the_run_as_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.add(library, [article("Lakes.", path="/news/a.txt")])
    with library.writer():
        run = StoringRun(library, ingest.ignore_outcome)
        copy, new_version = prepared(
            article("Lakes.", path="/news/b.txt"), article("Rivers.", path="/news/a.txt")
        )
        with monkeypatch.context() as broken:
            broken.setattr(library.record, "put", fail)
            with pytest.raises(MemoryError):
                run.store([copy, new_version])
        assert run.copies == {}
        run.store([copy, new_version])
    assert {one.text for one in library.record.articles()} == {"Lakes.", "Rivers."}


def fail(*_arguments: object, **_named: object) -> str | None:
    raise MemoryError


def test_an_article_without_a_body_has_no_vectors_to_make(library: Library, embedder: WordEmbedder) -> None:
    assert stored(library, [replace(hashed(article("", id="a")), passages=())]) == [("added", "a")]
    assert embedder.embedded == []
