"""`qa add --workers`, as far as it is not Ray's: who reads and embeds is this process."""

import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import fsspec
import pytest

from index.ledger import FinishedInput
from index.store.local import LocalStore
from index.storing import StoringRun
from index.workers import addition
from index.workers.addition import Addition, Crew
from index.workers.cluster import Capacity
from index.workers.inputs import of_file
from index.workers.parcels import embedded, known_hashes, read
from index.workers.receipts import Receipt, store
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Run, one_problem
from ui.cli import parser


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch, words: WordEmbedder) -> None:
    def receipts(self: Addition, _crew: Crew, _capacity: Capacity) -> Iterator[Receipt]:
        run = StoringRun(self._library, lambda _outcome, _article: None)
        for parcel in read([(one, True) for one in self.left], known_hashes([]), words):
            yield store(embedded(parcel, words), run)

    monkeypatch.setattr(addition, "running", lambda _workers: nullcontext(Capacity(1, 1, 0)))
    monkeypatch.setattr(Addition, "_receipts", receipts)


@pytest.mark.usefixtures("in_this_process")
def test_it_says_what_one_process_says(qa: Run, folder: Path, tmp_path: Path) -> None:
    samples.write(tmp_path, "news/void.txt", "")
    samples.write(tmp_path, "news/mail.eml", "From: Bo")
    ran = qa("add", "--workers", "2", folder)
    library = tmp_path / "library"
    assert ran.out.splitlines()[0] == (
        f"2 added, 0 updated, 0 unchanged; the library at {library} holds 2 articles."
    )
    assert "mail.eml" in ran.out
    assert "void.txt: empty" in one_problem(ran)
    again = qa("add", "--library", tmp_path / "alone", folder)
    assert ran.out.replace(str(library), "X") == again.out.replace(str(tmp_path / "alone"), "X")


@pytest.mark.usefixtures("in_this_process")
def test_what_was_added_before_it_was_stopped_is_told(qa: Run, folder: Path, filled: Path) -> None:
    boat = of_file(folder / "boat.txt")
    with closing(LocalStore(filled)) as stopped:
        stopped.ledger().finish([FinishedInput(boat.key, boat.fingerprint or "", 1, 0, 0)])
    told = "0 added, 0 updated, 1 unchanged; 1 article before it was stopped; the library"
    assert qa("add", "--workers", "1", folder).out.startswith(told)
    assert "0 added, 0 updated, 2 unchanged; the library" in qa("add", "--workers", "1", folder).out


@pytest.mark.usefixtures("in_this_process")
def test_objects_of_a_storage_are_added_by_workers_alone(qa: Run) -> None:
    storage = fsspec.filesystem("memory")
    storage.pipe("/news/boats.txt", b"Havnia sold its boats to Bo Berg.")
    storage.pipe("/news/mail.eml", b"From: Bo")
    assert "is read with --workers" in one_problem(qa("add", "memory://news"))
    ran = qa("add", "--workers", "1", "memory://news")
    assert ran.status == 0, ran.err
    assert "1 added" in ran.out
    assert "mail.eml" in ran.out
    assert [card["path"] for card in qa("list", "--json").json] == ["memory:///news/boats.txt"]


@pytest.mark.usefixtures("in_this_process")
def test_a_file_by_its_address_is_the_file(qa: Run, folder: Path) -> None:
    qa("add", folder)
    assert "0 added, 0 updated, 2 unchanged" in qa("add", "--workers", "1", f"file://{folder}").out


def test_without_ray_it_says_how_to_install_it(
    qa: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert 'pip install "article-qa[ray]"' in one_problem(qa("add", "--workers", "2", folder))


@pytest.mark.parametrize("number", ["0", "-1", "two", "1000000"])
def test_a_number_of_workers_is_one_that_somebody_means(number: str) -> None:
    with pytest.raises(SystemExit) as caught:
        parser().parse_args(["add", "--workers", number, "news"])
    assert caught.value.code == 2
