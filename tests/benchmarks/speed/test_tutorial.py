from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks.speed import tutorial
from benchmarks.speed.articles import write_articles
from tests.benchmarks.quality.fakes import NEWS_ARTICLES, write

pytest.importorskip("langchain_text_splitters", reason="comes with `make bench`")


class FakeStore:
    """Notes how many chunks each write has."""

    def __init__(self) -> None:
        self.writes: list[int] = []

    def add_documents(self, chunks: list[Any]) -> None:
        self.writes.append(len(chunks))


def test_articles_are_read_as_they_are_kept(tmp_path: Path) -> None:
    write(tmp_path, "news/articles", NEWS_ARTICLES)
    write_articles(tmp_path, 2, tmp_path / "a.jsonl")
    documents = tutorial.read(tmp_path / "a.jsonl")
    assert [document.metadata["id"] for document in documents] == ["a", "b"]
    assert documents[0].page_content == NEWS_ARTICLES[0]["text"]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text("One.", encoding="utf-8")
    assert [document.page_content for document in tutorial.read(tmp_path / "texts")] == ["One."]


def test_chunks_are_written_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain_core.documents import Document

    monkeypatch.setattr(tutorial, "MOST_AT_ONCE", 2)
    store = FakeStore()
    made = tutorial.add(cast("Any", store), [Document("word " * 900)])
    assert made == sum(store.writes) >= 5
    assert max(store.writes) == 2
