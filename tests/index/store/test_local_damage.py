"""A vector index that fails or is damaged is answered without, and mended."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import ingest
from index.check import check
from index.errors import LibraryError
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from index.store.chroma.folder import ChromaIndex
from tests.fakes import WordEmbedder, numbered_article
from tests.index.local import opened_index
from tests.index.numbered_library import ARTICLES, FIRST, make, nearest

pytestmark = pytest.mark.usefixtures("however_few")


def test_an_index_that_fails_once_is_opened_again(tmp_path: Path) -> None:
    make(tmp_path, 4)
    with Library.open(tmp_path, WordEmbedder()) as library:
        opened_index(library).close()
        assert nearest(library)[0] == ARTICLES[3].content_hash
        question = library.embedder.embed_question(FIRST)
        assert opened_index(library).query(question, 1)[0][0] == (ARTICLES[3].content_hash, 0)


def test_after_an_error_of_the_index_the_next_writing_brings_it_in_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, 3)

    def fail(*_arguments: object) -> None:
        raise LibraryError("no space left")

    with Library.open(tmp_path, WordEmbedder()) as library:
        with monkeypatch.context() as patch:
            patch.setattr(ChromaIndex, "upsert", fail)
            with pytest.raises(LibraryError, match="no space"):
                ingest.add(library, ARTICLES[:6])
        assert check(library) == [
            "Another process is writing to the library. Wait until it is done, then check again."
        ]
        ingest.add(library, ARTICLES)
        assert check(library) == []
        assert nearest(library)[0] == ARTICLES[3].content_hash


# The vector index, damaged by hand


def segment(vectors: Path) -> Path:
    [folder] = [path for path in vectors.iterdir() if path.is_dir()]
    return folder


def garbage(file: Path, start: int = 0) -> None:
    content = bytearray(file.read_bytes())
    content[start:] = bytes((number * 37) % 251 for number in range(len(content) - start))
    file.write_bytes(content)


def cut_off(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])


DAMAGES: dict[str, Callable[[Path], None]] = {
    "data cut off": lambda vectors: cut_off(segment(vectors) / "data_level0.bin", 1000),
    "data emptied": lambda vectors: cut_off(segment(vectors) / "data_level0.bin", 0),
    "header cut off": lambda vectors: cut_off(segment(vectors) / "header.bin", 10),
    "header emptied": lambda vectors: cut_off(segment(vectors) / "header.bin", 0),
    "graph gone": lambda vectors: shutil.rmtree(segment(vectors)),
    "ids gone": lambda vectors: (segment(vectors) / "index_metadata.pickle").unlink(),
    "all gone": shutil.rmtree,
    "all emptied": lambda vectors: [shutil.rmtree(vectors), vectors.mkdir()],  # type: ignore[dict-item,func-returns-value]
    "database is garbage": lambda vectors: garbage(vectors / "chroma.sqlite3"),
    "half the database is garbage": lambda vectors: garbage(vectors / "chroma.sqlite3", 100_000),
    "database cut off": lambda vectors: cut_off(vectors / "chroma.sqlite3", 50_000),
    "database emptied": lambda vectors: cut_off(vectors / "chroma.sqlite3", 0),
    "database gone": lambda vectors: (vectors / "chroma.sqlite3").unlink(),
}


def embedder() -> WordEmbedder:
    """An embedder of few dimensions, for many passages."""
    return WordEmbedder(dimensions=64)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose graph is on the disk: Chroma writes it out after a thousand vectors."""
    folder = tmp_path_factory.mktemp("large") / "library"
    made = [*ARTICLES, *(numbered_article(number, sentences=160) for number in range(12, 42))]
    with Library.open(folder, embedder(), create=True) as library:
        ingest.add(library, made)
        assert library.record.counts()[1] > 1100
        assert (segment(folder / "vectors-0") / "index_metadata.pickle").exists()
    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_search_answers_over_a_damaged_index_and_opening_mends_it(
    tmp_path: Path, large: Path, damage: str
) -> None:
    folder = tmp_path / "library"
    shutil.copytree(large, folder)
    DAMAGES[damage](folder / "vectors-0")
    with Library.open_for_rebuild(folder, embedder()) as library:
        assert nearest(library)[0] == ARTICLES[3].content_hash
        assert hybrid_search(library, [FIRST], 5)[0].article_id == "a3"
        assert "qa rebuild" in " ".join(check(library))
    with Library.open(folder, embedder()) as library:
        assert nearest(library)[0] == ARTICLES[3].content_hash
        if "garbage" in damage:
            ingest.rebuild(library)
        assert check(library) == []
        ingest.add(library, [numbered_article(99)])
        assert nearest(library)[0] == ARTICLES[3].content_hash


@pytest.mark.parametrize("damage", ["data cut off", "all gone", "database cut off"])
def test_writing_to_a_damaged_index_mends_it_first(tmp_path: Path, large: Path, damage: str) -> None:
    folder = tmp_path / "library"
    shutil.copytree(large, folder)
    with Library.open(folder, embedder()) as library:
        DAMAGES[damage](folder / "vectors-0")
        ingest.add(library, [numbered_article(99)])
        assert check(library) == []


def test_rebuilding_a_damaged_index_builds_it_once(tmp_path: Path) -> None:
    make(tmp_path, 3)
    shutil.rmtree(tmp_path / "vectors-0")
    with Library.open_for_rebuild(tmp_path, WordEmbedder()) as library:
        ingest.rebuild(library)
        assert opened_index(library).folder.name == "vectors-1"
