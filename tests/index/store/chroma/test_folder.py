import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.store.chroma.folder import ChromaIndex, intact, remove_folder, sizes
from index.store.values import VectorKey


def unit_vectors(count: int, dimensions: int = 32) -> Vectors:
    vectors = np.random.default_rng(0).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def keyed(vectors: Vectors) -> list[tuple[VectorKey, Vectors]]:
    return [((f"hash{number % 3}", number), vector) for number, vector in enumerate(vectors)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = ChromaIndex(tmp_path / "vectors")
    yield index
    index.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index whose graph is on the disk."""
    folder = tmp_path_factory.mktemp("large") / "vectors"
    index = ChromaIndex(folder)
    index.upsert(keyed(unit_vectors(1200)))
    index.close()
    return folder


@pytest.fixture
def copied(large: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to do as one likes with."""
    return Path(shutil.copytree(large, tmp_path / "vectors"))


def test_more_than_one_write_may_hold_is_stored_in_parts(index: ChromaIndex) -> None:
    vectors = unit_vectors(6000, 8)
    index.upsert(iter(keyed(vectors)))
    assert len(list(index.keys())) == 6000
    index.delete(key for key, _ in keyed(vectors)[:5900])
    assert len(list(index.keys())) == 100


def test_two_open_in_one_process_do_not_disturb_each_other(tmp_path: Path) -> None:
    vectors = unit_vectors(6)
    first = ChromaIndex(tmp_path / "vectors")
    first.upsert(keyed(vectors[:3]))
    second = ChromaIndex(tmp_path / "vectors")
    assert len(second.query(vectors[0], 10)) == 3
    first.upsert(keyed(vectors))
    third = ChromaIndex(tmp_path / "vectors")
    assert len(third.query(vectors[0], 10)) == 6
    second.close()
    first.close()
    assert len(third.query(vectors[0], 10)) == 6
    third.close()


@pytest.mark.parametrize("count", [10, 2500])
def test_the_sizes_noted_are_those_found_after_others_read(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "vectors"
    index = ChromaIndex(folder)
    index.upsert(keyed(unit_vectors(count)))
    index.delete([("hash0", 3)])
    noted = sizes(folder)
    for _ in range(2):
        reader = ChromaIndex(folder)
        reader.query(unit_vectors(1)[0], 5)
        assert intact(folder, noted)
        reader.close()
    index.close()
    assert intact(folder, noted)
    assert intact(folder, "")


@pytest.mark.parametrize("damage", ["header.bin", "data_level0.bin", "length.bin", "chroma.sqlite3"])
@pytest.mark.parametrize("how", ["cut off", "gone"])
def test_a_file_that_was_cut_off_or_is_gone_is_noticed(copied: Path, damage: str, how: str) -> None:
    folder, noted = copied, sizes(copied)
    [file] = folder.rglob(damage)
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-7])
    assert not intact(folder, noted)
    remove_folder(folder)
    assert not folder.exists()
    assert not intact(folder, noted)
    remove_folder(folder)


def test_an_index_that_is_deleted_while_it_is_looked_at_is_not_intact(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, noted = copied, sizes(copied)
    scandir = os.scandir

    def delete_and_scan(path: Path) -> object:
        """Delete the index when its folder was listed and a folder in it is to be."""
        if Path(path) != folder:
            monkeypatch.undo()
            remove_folder(folder)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", delete_and_scan)
    assert not intact(folder, noted)
    assert not folder.exists()


def test_a_graph_that_everybody_makes_anew_is_not_noted(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    vectors = unit_vectors(20)
    index = ChromaIndex(folder)
    index.upsert(keyed(vectors))
    index.close()
    noted = sizes(folder)
    [header] = folder.rglob("header.bin")
    header.write_bytes(b"")
    assert intact(folder, noted)
    index = ChromaIndex(folder)
    assert len(index.query(vectors[0], 50)) == 20
    index.close()


def test_what_is_no_index_gives_a_clear_error_and_can_be_mended(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"garbage " * 4000)
    for _ in range(2):
        with pytest.raises(LibraryError, match=r"The vector index .* cannot be used .* Run `qa rebuild`\."):
            ChromaIndex(folder)
    (folder / "chroma.sqlite3").unlink()
    index = ChromaIndex(folder)
    index.upsert(keyed(unit_vectors(2)))
    assert len(list(index.keys())) == 2
    index.close()


def test_a_closed_index_gives_a_clear_error(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "vectors")
    index.close()
    index.close()
    with pytest.raises(LibraryError):
        index.query(unit_vectors(1)[0], 1)


def test_a_full_disk_is_told_with_what_to_do(index: ChromaIndex) -> None:
    def fail(_collection: object) -> None:
        raise RuntimeError("error returned from database: (code: 13) database or disk is full")

    with pytest.raises(LibraryError, match="Make room on the disk, then run `qa rebuild`"):
        index.ask(fail)
