"""A library that others read and write at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import ingest
from index.check import check
from index.errors import EmbedderMismatch, LibraryBusy
from index.library import Library
from index.retrieval.hybrid_search import hybrid_search
from index.store.chroma import current_index
from index.store.chroma.folder import ChromaIndex
from tests import processes
from tests.fakes import WordEmbedder
from tests.index.local import opened_index
from tests.index.numbered_library import ARTICLES, FIRST, make, nearest
from tests.processes import at_work, told

pytestmark = pytest.mark.usefixtures("however_few")


# One writer at a time


def test_while_another_process_writes_writing_is_refused_and_reading_goes_on(tmp_path: Path) -> None:
    make(tmp_path, 6)
    with at_work(processes.hold_the_lock, tmp_path) as (line, _):
        assert told(line) == "writing"
        with Library.open(tmp_path, WordEmbedder()) as library:
            for write in (
                lambda: ingest.add(library, ARTICLES),
                lambda: ingest.remove(library, ["a1"]),
                lambda: ingest.rebuild(library),
            ):
                with pytest.raises(LibraryBusy, match=r"Another process is writing .* Wait until it is done"):
                    write()
            assert hybrid_search(library, [FIRST], 1)[0].article_id == "a3"
            assert check(library) == []
            line.send("stop")
            assert told(line) == "done"
            ingest.add(library, ARTICLES)
            assert library.record.counts()[0] == 12


def test_another_thread_or_another_opening_is_refused_too(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with Library.open(tmp_path, WordEmbedder()) as library, Library.open(tmp_path, WordEmbedder()) as other:
        with library.writer(), ThreadPoolExecutor(1) as thread:
            with pytest.raises(LibraryBusy):
                thread.submit(ingest.add, library, ARTICLES).result(20)
            with pytest.raises(LibraryBusy):
                ingest.add(other, ARTICLES)
            with library.writer():
                pass
        ingest.add(other, ARTICLES)
        assert check(library) == []


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    make(tmp_path, 1)
    with at_work(processes.hold_the_lock, tmp_path) as (line, _):
        assert told(line) == "writing"
    with Library.open(tmp_path, WordEmbedder()) as library:
        ingest.add(library, ARTICLES)


# Several processes


def test_what_another_process_adds_and_removes_is_seen_by_an_open_reader(tmp_path: Path) -> None:
    make(tmp_path, 3)
    with Library.open(tmp_path, WordEmbedder()) as library:
        assert "a3" not in {hit.article_id for hit in hybrid_search(library, [FIRST], 5)}
        with at_work(processes.add, tmp_path, ARTICLES, 4, "") as (line, _):
            assert (told(line), told(line)) == ("adding", "done")
        assert nearest(library)[0] == ARTICLES[3].content_hash
        assert hybrid_search(library, [FIRST], 5)[0].article_id == "a3"
        with at_work(processes.remove, tmp_path, ["a3"], "") as (line, _):
            assert (told(line), told(line)) == ("removing", "done")
        assert ARTICLES[3].content_hash not in nearest(library, 50)
        assert "a3" not in {hit.article_id for hit in hybrid_search(library, [FIRST], 50)}
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
                ingest.add(library, ARTICLES[:count])
                ingest.rebuild(library)

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
                assert hybrid_search(library, [FIRST], 5)[0].article_id == "a3"
                assert nearest(library)[0] == ARTICLES[3].content_hash
                answered += 1
            return answered

        with ThreadPoolExecutor(3) as threads:
            reading = [threads.submit(read) for _ in range(3)]
            try:
                for count in range(7, 13):
                    ingest.add(writer, ARTICLES[:count])
                    ingest.rebuild(writer)
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
        before = opened_index(reader)
        with writer.writer():
            with writer.store.recording():
                orphans = writer.record.drop_orphans([writer.record.drop("a1") or ""])
            opened: list[Path] = []
            with monkeypatch.context() as patch:
                patch.setattr(current_index, "ChromaIndex", opened.append)
                assert opened_index(reader) is before
                assert nearest(late)[0] == nearest(reader)[0] == ARTICLES[3].content_hash
                assert opened == []
            with writer.store.indexing() as index:
                index.delete(orphans)
        assert opened_index(reader) is not before
        assert check(late) == []


def test_an_index_that_is_switched_while_it_is_asked_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, 4)

    def find_nothing(_index: ChromaIndex, _vector: object, _k: int) -> list[object]:
        monkeypatch.undo()
        with Library.open(tmp_path, WordEmbedder()) as writer:
            ingest.rebuild(writer)
        return []

    with Library.open(tmp_path, WordEmbedder()) as library:
        opened_index(library)
        monkeypatch.setattr(ChromaIndex, "query", find_nothing)
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
            ingest.rebuild(writer)
        for use in (
            lambda: hybrid_search(library, [FIRST], 3),
            lambda: ingest.add(library, ARTICLES),
        ):
            with pytest.raises(EmbedderMismatch, match="qa rebuild"):
                use()
    with Library.open(tmp_path, other) as library:
        assert check(library) == []
        assert nearest(library)[0] == ARTICLES[3].content_hash


def test_a_writer_left_behind_by_a_killed_one_brings_the_index_in_step(tmp_path: Path) -> None:
    make(tmp_path, 3)
    with Library.open(tmp_path, WordEmbedder()) as library:
        with at_work(processes.add, tmp_path, ARTICLES[:6], 500, "recorded") as (line, _):
            assert told(line) == "adding"
            with pytest.raises(EOFError):
                told(line)
        assert hybrid_search(library, [FIRST], 1)[0].article_id == "a3"
        ingest.add(library, ARTICLES)
        assert check(library) == []
