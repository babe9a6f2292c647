"""A search while the servers of the vector index are gone: by words, and it tells so."""

import pytest

from index.embedding.embedder import Vectors
from index.errors import IndexUnreachable, LibraryError
from index.filters import SearchFilter
from index.library import Library
from index.retrieval import vector_search as vector_search_module
from index.retrieval.hybrid_search import hybrid_search
from index.store.values import VectorKey
from tests.fakes import WordEmbedder, article, numbered_article
from tests.store.memory import MemoryIndex, MemoryStore, memory_library


class GoneIndex(MemoryIndex):
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        raise IndexUnreachable("The server is gone. Start it.")


class DamagedIndex(MemoryIndex):
    def query(self, vector: Vectors, k: int) -> list[tuple[VectorKey, float]]:
        raise LibraryError("The index is damaged. Run `qa rebuild`.")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_PASSAGES", 0)
    made = [numbered_article(number) for number in range(9)]
    return memory_library(WordEmbedder(), *made, article("Otters swam in Aahus.", id="otters"))


def with_index(library: Library, index: MemoryIndex) -> Library:
    assert isinstance(library.store, MemoryStore)
    library.store.index = index
    return library.for_question()


def test_among_many_vectors_words_choose_and_the_search_tells(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = hybrid_search(library, ["subject4"], 3)
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_FETCHED", 0)
    missing = with_index(library, GoneIndex())
    assert hybrid_search(missing, ["subject4"], 3)[0].text == found[0].text
    assert hybrid_search(missing, ["subject4"], 3)[0].cosine == pytest.approx(found[0].cosine)
    assert missing.missed_index
    assert not library.missed_index
    only = SearchFilter.of(articles=["otters"])
    assert [hit.article_id for hit in hybrid_search(missing, ["swam"], 3, only)] == ["otters"]
    assert hybrid_search(missing, ["volcano"], 3) == ()


@pytest.mark.parametrize(("index", "most"), [(GoneIndex(), 20_000), (DamagedIndex(), 0)])
def test_few_vectors_and_those_of_a_damaged_index_are_all_compared(
    library: Library, monkeypatch: pytest.MonkeyPatch, index: MemoryIndex, most: int
) -> None:
    found = [hit.text for hit in hybrid_search(library, ["subject4"], 5)]
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_FETCHED", most)
    asked = with_index(library, index)
    assert [hit.text for hit in hybrid_search(asked, ["subject4"], 5)] == found
    assert not asked.missed_index
