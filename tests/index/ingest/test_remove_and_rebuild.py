"""Removing articles, and rebuilding all that is made of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import ingest
from index.check import check
from index.errors import ArticleNotFound
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from tests.fakes import WordEmbedder, article, numbered_article
from tests.index.ingest.ingest_helpers import add, found, texts


def test_removing_takes_everything_of_an_article_away(library: Library) -> None:
    add(library, [numbered_article(number, sentences=9) for number in range(4)])
    assert [made.id for made in ingest.remove(library, ["a2", "a0", "a2"])] == ["a2", "a0"]
    assert list(texts(library)) == ["a1", "a3"]
    assert found(library, "subject2") == []
    add(library, [numbered_article(2)])
    assert found(library, "subject2") == ["a2"]
    ingest.remove(library, list(texts(library)))
    assert library.record.counts() == (0, 0)
    assert hybrid_search(library, ["report"], 5) == ()


def test_removing_is_for_all_or_none(library: Library) -> None:
    add(library, [numbered_article(number) for number in range(3)])
    with pytest.raises(ArticleNotFound, match="nowhere"):
        ingest.remove(library, ["a0", "nowhere", "a1"])
    assert list(texts(library)) == ["a0", "a1", "a2"]


def test_rebuilding_embeds_nothing_again_and_tells_how_far_it_is(
    library: Library, embedder: WordEmbedder
) -> None:
    add(library, [numbered_article(number) for number in range(3)])
    embedder.embedded.clear()
    told: list[tuple[str, int, int]] = []
    ingest.rebuild(library, lambda *step: told.append(step))
    assert embedder.embedded == []
    assert told == [("Rebuilding the vector index", done, 3) for done in (1, 2, 3)]
    assert found(library, "subject1") == ["a1"]


def test_rebuilding_with_another_embedder_splits_and_embeds_all_again(library: Library) -> None:
    made = [numbered_article(number, sentences=9) for number in range(3)]
    add(library, [*made, article(made[0].text, id="copy", title=made[0].title), article("", id="empty")])
    add(library, [article("The lakes froze.", title="lakes", path="/gone/lakes.txt")])
    before = list(library.record.articles())
    passages = library.record.counts()[1]
    other = WordEmbedder(name="other", max_tokens=30, dimensions=64)
    with Library.open_for_rebuild(Path(library.location), other) as opened:
        ingest.rebuild(opened)
    with Library.open(Path(library.location), other) as opened:
        assert check(opened) == []
        assert list(opened.record.articles()) == before
        assert opened.record.counts()[1] > passages
        assert [opened.record.is_named(name) for name in ("a0", "copy", "lakes")] == [True, True, False]
        assert set(found(opened, "subject0")) == {"a0"}
        assert len(other.embedded) == len(set(other.embedded))
    with Library.open_for_rebuild(Path(library.location), WordEmbedder()) as opened:
        ingest.rebuild(opened)


def test_rebuilding_that_fails_leaves_the_library_as_it_was(library: Library) -> None:
    add(library, [numbered_article(number) for number in range(3)])
    other = WordEmbedder(name="other")

    def fail(texts: Sequence[str]) -> None:
        if "subject2" in texts[0]:
            raise MemoryError

    other.before_embedding = fail
    with Library.open_for_rebuild(Path(library.location), other) as opened, pytest.raises(MemoryError):
        ingest.rebuild(opened)
    assert found(library, "subject1") == ["a1"]
    assert library.fits_embedder()
