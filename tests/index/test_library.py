import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import library as library_module
from index import sync
from index.check import check
from index.errors import EmbedderMismatch, LibraryBusy, LibraryError, LibraryMissing
from index.filters import Filter
from index.library import Library
from index.search import search
from index.vectors import VectorIndex
from tests import processes
from tests.fakes import WordEmbedder, numbered_article
from tests.processes import at_work, told

ARTICLES = [numbered_article(number) for number in range(12)]
FIRST = f"{ARTICLES[3].title}\n{ARTICLES[3].text}"
"""What is embedded for the fourth article: nothing is nearer to it."""


@pytest.fixture(autouse=True)
def however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the vector index, as in a library of many articles."""
    monkeypatch.setattr(library_module, "FEW_PASSAGES", 0)


def make(folder: Path, count: int = 12) -> None:
    with Library.open(folder, WordEmbedder(), create=True) as library:
        sync.add(library, ARTICLES[:count])


def nearest(library: Library, k: int = 3) -> list[str]:
    found = library.nearest(library.embedder.embed_question(FIRST), k)
    return [content_hash for (content_hash, _), _ in found]


def test_a_missing_library_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="Run `qa add"):
        Library.open(tmp_path, WordEmbedder())
    assert list(tmp_path.iterdir()) == []


def test_among_few_passages_the_vector_index_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    monkeypatch.setattr(library_module, "FEW_PASSAGES", len(ARTICLES))
    with Library.open(tmp_path, WordEmbedder()) as library:
        with monkeypatch.context() as patch:
            patch.setattr(library_module, "VectorIndex", None)
            few = nearest(library)
        monkeypatch.setattr(library_module, "FEW_PASSAGES", len(ARTICLES) - 1)
        assert nearest(library) == few
        assert library._vectors


def test_another_embedder_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with pytest.raises(
        EmbedderMismatch, match=r"was made with .* words:256, not new:256\. .* qa rebuild --library"
    ):
        Library.open(tmp_path, WordEmbedder(name="new"))


def test_another_splitter_is_refused_with_the_command_that_rebuilds(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with Library.open(tmp_path, WordEmbedder()) as library:
        library.database.set_meta(splitter="0")
    with pytest.raises(
        EmbedderMismatch, match=r"split into passages by another version\. .* qa rebuild --library"
    ):
        Library.open(tmp_path, WordEmbedder())
    with Library.open_for_rebuild(tmp_path, WordEmbedder()) as library:
        sync.rebuild(library)
    Library.open(tmp_path, WordEmbedder()).close()


def test_the_index_and_the_scan_of_the_record_agree(tmp_path: Path) -> None:
    make(tmp_path)
    with Library.open(tmp_path, WordEmbedder()) as library:
        question = library.embedder.embed_question("subject3 case5x2 settled")
        by_index = library.nearest(question, 5)
        by_scan = library.nearest(question, 5, Filter.of(articles=[article.id for article in ARTICLES]))
        assert by_index[0][0] == by_scan[0][0]
        np.testing.assert_allclose([s for _, s in by_index], [s for _, s in by_scan], atol=1e-5)
        assert library.nearest(question, 5, Filter.of(sources=["nobody"])) == []


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        assert nearest(library) == []
        assert search(library, ["anything"], 5) == ()
        assert check(library) == []


# One writer at a time


def test_while_another_process_writes_writing_is_refused_and_reading_goes_on(tmp_path: Path) -> None:
    make(tmp_path, 6)
    with at_work(processes.hold_the_lock, tmp_path) as (line, _):
        assert told(line) == "writing"
        with Library.open(tmp_path, WordEmbedder()) as library:
            for write in (
                lambda: sync.add(library, ARTICLES),
                lambda: sync.remove(library, ["a1"]),
                lambda: sync.rebuild(library),
            ):
                with pytest.raises(LibraryBusy, match=r"Another process is writing .* Wait until it is done"):
                    write()
            assert search(library, [FIRST], 1)[0].article_id == "a3"
            assert check(library) == []
            line.send("stop")
            assert told(line) == "done"
            sync.add(library, ARTICLES)
            assert library.record.counts()[0] == 12


def test_another_thread_or_another_opening_is_refused_too(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with Library.open(tmp_path, WordEmbedder()) as library, Library.open(tmp_path, WordEmbedder()) as other:
        with library.writer(), ThreadPoolExecutor(1) as thread:
            with pytest.raises(LibraryBusy):
                thread.submit(sync.add, library, ARTICLES).result(20)
            with pytest.raises(LibraryBusy):
                sync.add(other, ARTICLES)
            with library.writer():
                pass
        sync.add(other, ARTICLES)
        assert check(library) == []


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with at_work(processes.hold_the_lock, tmp_path) as (line, _):
        assert told(line) == "writing"
    with Library.open(tmp_path, WordEmbedder()) as library:
        sync.add(library, ARTICLES)


# Several processes


def test_what_another_process_adds_and_removes_is_seen_by_an_open_reader(tmp_path: Path) -> None:
    make(tmp_path, 3)
    with Library.open(tmp_path, WordEmbedder()) as library:
        assert "a3" not in {hit.article_id for hit in search(library, [FIRST], 5)}
        with at_work(processes.add, tmp_path, ARTICLES, 4, "") as (line, _):
            assert (told(line), told(line)) == ("adding", "done")
        assert nearest(library)[0] == ARTICLES[3].content_hash
        assert search(library, [FIRST], 5)[0].article_id == "a3"
        with at_work(processes.remove, tmp_path, ["a3"], "") as (line, _):
            assert (told(line), told(line)) == ("removing", "done")
        assert ARTICLES[3].content_hash not in nearest(library, 50)
        assert "a3" not in {hit.article_id for hit in search(library, [FIRST], 50)}
        assert check(library) == []


def test_readers_elsewhere_keep_answering_while_this_process_adds_and_rebuilds(tmp_path: Path) -> None:
    make(tmp_path, 6)
    with (
        at_work(processes.keep_searching, tmp_path) as (line, _),
        Library.open(tmp_path, WordEmbedder()) as library,
    ):
        assert told(line) == "reading"

        def write() -> None:
            for count in range(7, 13):
                sync.add(library, ARTICLES[:count])
                sync.rebuild(library)

        writing = threading.Thread(target=write)
        writing.start()
        answered = 0
        while writing.is_alive() or not answered:
            line.send(FIRST)
            assert told(line)[0] == "a3"
            answered += 1
        writing.join()
        line.send("subject11")
        assert told(line)[0] == "a11"
        line.send("")
        assert check(library) == []


def test_threads_here_keep_answering_while_another_opening_adds_and_rebuilds(tmp_path: Path) -> None:
    make(tmp_path, 6)
    done = threading.Event()
    with Library.open(tmp_path, WordEmbedder()) as library, Library.open(tmp_path, WordEmbedder()) as writer:

        def read() -> int:
            answered = 0
            while not done.is_set() or not answered:
                assert search(library, [FIRST], 5)[0].article_id == "a3"
                assert nearest(library)[0] == ARTICLES[3].content_hash
                answered += 1
            return answered

        with ThreadPoolExecutor(3) as threads:
            reading = [threads.submit(read) for _ in range(3)]
            try:
                for count in range(7, 13):
                    sync.add(writer, ARTICLES[:count])
                    sync.rebuild(writer)
            finally:
                done.set()
            assert all(future.result(30) for future in reading)


def test_an_index_that_is_being_written_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, 4)
    with (
        Library.open(tmp_path, WordEmbedder()) as reader,
        Library.open(tmp_path, WordEmbedder()) as late,
        Library.open(tmp_path, WordEmbedder()) as writer,
    ):
        before = reader.vectors()
        with writer.writer():
            with writer.recording():
                orphans = writer.record.drop_orphans([writer.record.drop("a1") or ""])
            opened: list[Path] = []
            with monkeypatch.context() as patch:
                patch.setattr(library_module, "VectorIndex", opened.append)
                assert reader.vectors() is before
                assert nearest(late)[0] == nearest(reader)[0] == ARTICLES[3].content_hash
                assert opened == []
            with writer.indexing() as index:
                index.delete(orphans)
        assert reader.vectors() is not before
        assert check(late) == []


def test_an_index_that_is_switched_while_it_is_asked_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, 4)

    def find_nothing(_index: VectorIndex, _vector: object, _k: int) -> list[object]:
        monkeypatch.undo()
        with Library.open(tmp_path, WordEmbedder()) as writer:
            sync.rebuild(writer)
        return []

    with Library.open(tmp_path, WordEmbedder()) as library:
        library.vectors()
        monkeypatch.setattr(VectorIndex, "query", find_nothing)
        assert nearest(library)[0] == ARTICLES[3].content_hash


@pytest.mark.parametrize("dimensions", [256, 64])
def test_a_library_rebuilt_with_another_model_meanwhile_is_neither_read_nor_written_with_the_old(
    tmp_path: Path, dimensions: int
) -> None:
    make(tmp_path, 4)
    with Library.open(tmp_path, WordEmbedder()) as library:
        assert nearest(library)
        other = WordEmbedder(name="new", dimensions=dimensions)
        with Library.open_for_rebuild(tmp_path, other) as writer:
            sync.rebuild(writer)
        for use in (
            lambda: search(library, [FIRST], 3),
            lambda: sync.add(library, ARTICLES),
        ):
            with pytest.raises(EmbedderMismatch, match="qa rebuild"):
                use()
    with Library.open(tmp_path, other) as library:
        assert check(library) == []
        assert nearest(library)[0] == ARTICLES[3].content_hash


def test_an_index_that_fails_once_is_opened_again(tmp_path: Path) -> None:
    make(tmp_path, 4)
    with Library.open(tmp_path, WordEmbedder()) as library:
        library.vectors().close()
        assert nearest(library)[0] == ARTICLES[3].content_hash
        question = library.embedder.embed_question(FIRST)
        assert library.vectors().query(question, 1)[0][0] == (ARTICLES[3].content_hash, 0)


def test_a_writer_left_behind_by_a_killed_one_brings_the_index_in_step(tmp_path: Path) -> None:
    make(tmp_path, 3)
    with Library.open(tmp_path, WordEmbedder()) as library:
        with at_work(processes.add, tmp_path, ARTICLES[:6], 500, "recorded") as (line, _):
            assert told(line) == "adding"
            with pytest.raises(EOFError):
                told(line)
        assert search(library, [FIRST], 1)[0].article_id == "a3"
        sync.add(library, ARTICLES)
        assert check(library) == []


def test_after_an_error_of_the_index_the_next_writing_brings_it_in_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, 3)

    def fail(*_arguments: object) -> None:
        raise LibraryError("no space left")

    with Library.open(tmp_path, WordEmbedder()) as library:
        with monkeypatch.context() as patch:
            patch.setattr(VectorIndex, "upsert", fail)
            with pytest.raises(LibraryError, match="no space"):
                sync.add(library, ARTICLES[:6])
        assert check(library) == [
            "Another process is writing to the library. Wait until it is done, then check again."
        ]
        sync.add(library, ARTICLES)
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


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose graph is on the disk: Chroma writes it out after a thousand vectors."""
    folder = tmp_path_factory.mktemp("large") / "library"
    made = [*ARTICLES, *(numbered_article(number, sentences=160) for number in range(12, 42))]
    with Library.open(folder, WordEmbedder(), create=True) as library:
        sync.add(library, made)
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
    with Library.open_for_rebuild(folder, WordEmbedder()) as library:
        assert nearest(library)[0] == ARTICLES[3].content_hash
        assert search(library, [FIRST], 5)[0].article_id == "a3"
        assert "qa rebuild" in " ".join(check(library))
    with Library.open(folder, WordEmbedder()) as library:
        if "garbage" not in damage:
            assert check(library) == []
        assert nearest(library)[0] == ARTICLES[3].content_hash
        sync.rebuild(library)
        assert check(library) == []
        sync.add(library, [numbered_article(99)])
        assert check(library) == []


@pytest.mark.parametrize("damage", ["data cut off", "all gone", "database cut off"])
def test_writing_to_a_damaged_index_mends_it_first(tmp_path: Path, large: Path, damage: str) -> None:
    folder = tmp_path / "library"
    shutil.copytree(large, folder)
    with Library.open(folder, WordEmbedder()) as library:
        DAMAGES[damage](folder / "vectors-0")
        sync.add(library, [numbered_article(99)])
        assert check(library) == []


def test_rebuilding_a_damaged_index_builds_it_once(tmp_path: Path) -> None:
    make(tmp_path, 3)
    shutil.rmtree(tmp_path / "vectors-0")
    with Library.open_for_rebuild(tmp_path, WordEmbedder()) as library:
        sync.rebuild(library)
        assert library.vectors().folder.name == "vectors-1"


def test_the_index_is_not_opened_again_for_what_this_library_wrote(tmp_path: Path) -> None:
    make(tmp_path, 3)
    with Library.open(tmp_path, WordEmbedder()) as library:
        index = library.vectors()
        sync.add(library, ARTICLES)
        assert library.vectors() is index


def test_nobody_elses_folder_is_removed(tmp_path: Path) -> None:
    make(tmp_path, 1)
    (tmp_path / "vectors-of-mine").mkdir()
    (tmp_path / "vectors-7").mkdir()
    with Library.open(tmp_path, WordEmbedder()) as library:
        sync.rebuild(library)
    assert sorted(path.name for path in tmp_path.glob("vectors-*")) == ["vectors-1", "vectors-of-mine"]
