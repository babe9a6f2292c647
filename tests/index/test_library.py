from pathlib import Path

import numpy as np
import pytest

from index import ingest
from index.check import check
from index.errors import EmbedderMismatch, LibraryMissing
from index.filters import SearchFilter
from index.library import Library
from index.retrieval import vector_search as vector_search_module
from index.retrieval.hybrid_search import hybrid_search
from index.retrieval.vector_search import vector_search
from index.store.chroma import current_index as current_index_module
from tests.fakes import WordEmbedder
from tests.index.local import current_index, database_of, opened_index
from tests.index.numbered_library import ARTICLES, make, nearest

pytestmark = pytest.mark.usefixtures("however_few")


def test_a_missing_library_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="Run `qa add"):
        Library.open(tmp_path, WordEmbedder())
    assert list(tmp_path.iterdir()) == []


def test_among_few_passages_the_vector_index_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    monkeypatch.setattr(vector_search_module, "MAX_EXACT_PASSAGES", len(ARTICLES))
    with Library.open(tmp_path, WordEmbedder()) as library:
        with monkeypatch.context() as patch:
            patch.setattr(current_index_module, "ChromaIndex", None)
            few = nearest(library)
        monkeypatch.setattr(vector_search_module, "MAX_EXACT_PASSAGES", len(ARTICLES) - 1)
        assert nearest(library) == few
        assert current_index(library)._opened


def test_another_embedder_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with pytest.raises(
        EmbedderMismatch, match=r"was made with .* words:256, not new:256\. .* qa rebuild --library"
    ):
        Library.open(tmp_path, WordEmbedder(name="new"))


def test_another_splitter_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with Library.open(tmp_path, WordEmbedder()) as library:
        database_of(library).set_meta(splitter="0")
    with pytest.raises(
        EmbedderMismatch, match=r"split into passages by another version\. .* qa rebuild --library"
    ):
        Library.open(tmp_path, WordEmbedder())
    with Library.open_for_rebuild(tmp_path, WordEmbedder()) as library:
        ingest.rebuild(library)
    Library.open(tmp_path, WordEmbedder()).close()


def test_the_index_and_the_scan_of_the_record_agree(tmp_path: Path) -> None:
    make(tmp_path)
    with Library.open(tmp_path, WordEmbedder()) as library:
        question = library.embedder.embed_question("subject3 case5x2 settled")
        by_index = vector_search(library, question, 5)
        by_scan = vector_search(
            library, question, 5, SearchFilter.of(articles=[article.id for article in ARTICLES])
        )
        assert by_index[0][0] == by_scan[0][0]
        np.testing.assert_allclose([s for _, s in by_index], [s for _, s in by_scan], atol=1e-5)
        assert vector_search(library, question, 5, SearchFilter.of(sources=["nobody"])) == []


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        assert nearest(library) == []
        assert hybrid_search(library, ["anything"], 5) == ()
        assert check(library) == []


def test_the_index_is_not_opened_again_for_what_this_library_wrote(tmp_path: Path) -> None:
    make(tmp_path, 3)
    with Library.open(tmp_path, WordEmbedder()) as library:
        index = opened_index(library)
        ingest.add(library, ARTICLES)
        assert opened_index(library) is index


def test_nobody_elses_folder_is_removed(tmp_path: Path) -> None:
    make(tmp_path, 1)
    (tmp_path / "vectors-of-mine").mkdir()
    (tmp_path / "vectors-7").mkdir()
    with Library.open(tmp_path, WordEmbedder()) as library:
        ingest.rebuild(library)
    assert sorted(path.name for path in tmp_path.glob("vectors-*")) == ["vectors-1", "vectors-of-mine"]
