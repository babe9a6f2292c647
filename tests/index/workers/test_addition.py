"""Many workers make the library that one process makes, whoever of them is killed."""

import gzip
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from index import ingest
from index.check import check
from index.errors import EmbedderMismatch
from index.library import Library
from index.loaders import find_files, load_file
from index.workers import addition, cluster
from index.workers.addition import Addition
from index.workers.attempts import MOST_ATTEMPTS
from index.workers.cluster import Capacity, Workers
from index.workers.inputs import of_file
from tests.fakes import WordEmbedder
from tests.index.local import opened_index
from tests.index.workers.crews import STOPS_AT, add, add_slowly, crew, opened
from tests.index.workers.embedders import other_embedder
from tests.processes import at_work, told
from tests.servers.shared_places import shared_place

# Ray sets its own settings that it deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")


@pytest.fixture(scope="module", autouse=True)
def ray_of_this_file() -> Iterator[Capacity]:
    """Ray is started once, which takes seconds, and told of a GPU that is not there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_OVERRIDE_RESOURCES", '{"GPU": 1}')
        with cluster.running(Workers(2)) as capacity:
            yield capacity


@pytest.fixture(autouse=True)
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addition, "GROUP_ARTICLES", 4)
    monkeypatch.setattr(cluster, "_capacity", lambda _workers: Capacity(2, 1, 0))


@pytest.fixture
def news(tmp_path: Path) -> list[Path]:
    """Files of several formats, lists of articles, one bad line, an empty file, a copy."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(12):
        (folder / f"report{number}.txt").write_text(story(number), encoding="utf-8")
    (folder / "same.md").write_text("# Boats\n\nHavnia sold its boats to Bo Berg.", encoding="utf-8")
    (folder / "same-again.md").write_text("# Boats\n\nHavnia sold its boats to Bo Berg.", encoding="utf-8")
    (folder / "void.txt").write_text("")
    lines = [json.dumps({"id": f"s{number}", "text": story(100 + number)}) for number in range(6)]
    (folder / "shard.jsonl").write_text("\n".join([*lines[:3], "{no json", *lines[3:]]), encoding="utf-8")
    with gzip.open(folder / "shard2.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": story(200 + number)}) + "\n" for number in range(6))
    return find_files(folder)


def story(number: int) -> str:
    parts = [f"In part {part} of {number} the case{number}x{part} was settled in Aahus." for part in range(6)]
    return f"Report {number}\n\n" + "\n\n".join(parts)


def held(library: Library) -> list[object]:
    """All that a library holds, but for what differs by when it was made."""
    record = library.record
    vectors = {name: made.tobytes() for name, made in record.vectors()}
    keys = sorted(opened_index(library).keys())
    return [
        [replace(one, left_out=()) for one in record.articles()],
        [record.passages(one.id) for one in record.articles()],
        record.content_hashes(),
        vectors,
        keys,
    ]


def made_by_one_process(folder: Path, files: list[Path]) -> list[object]:
    with Library.open(folder, WordEmbedder(), create=True) as library:
        ingest.add(library, [item for file in files for item in load_file(file)])
        return held(library)


def test_it_is_the_library_that_one_process_makes(tmp_path: Path, news: list[Path]) -> None:
    expected = made_by_one_process(tmp_path / "alone", news)
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        # Those that are given twice are read once.
        inputs = [of_file(file) for file in [*news, *news[:3]]]
        outcomes, errors = add(library, inputs, crew(tmp_path / "told"))
        assert check(library) == []
        assert held(library) == expected
        assert outcomes == {"added": 25, "unchanged": 1}
        assert sorted(error.where.rpartition("/")[2] for error in errors) == ["shard.jsonl:4", "void.txt"]
        assert library.store.ledger().finished([str(file) for file in news]) == {}


def test_added_again_nothing_is_embedded_and_what_changed_is_replaced(
    tmp_path: Path, news: list[Path]
) -> None:
    texts = tmp_path / "told"
    made_by_one_process(tmp_path / "library", news)
    news[0].write_text(story(300), encoding="utf-8")
    with Library.open(tmp_path / "library", WordEmbedder()) as library:
        outcomes, _ = add(library, [of_file(file) for file in news], crew(texts))
        assert outcomes == {"updated": 1, "unchanged": 25}
        assert set(texts.read_text(encoding="utf-8").splitlines()) == {"Report0"}
        assert check(library) == []


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, news: list[Path]) -> None:
    expected = made_by_one_process(tmp_path / "alone", news)
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        killed = crew(tmp_path / "told", deadly="case5x2", deaths=1)
        outcomes, errors = add(library, [of_file(file) for file in news], killed)
        assert (tmp_path / "told.deaths").read_text() == "x"
        assert held(library) == expected
        assert (outcomes.total(), len(errors)) == (26, 2)


def test_an_input_that_kills_every_worker_is_named_and_the_others_are_added(
    tmp_path: Path, news: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addition, "GROUP_ARTICLES", 1)
    files = [file for file in news if file.name.startswith("report")][:4]
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        deadly = crew(tmp_path / "told", deadly="case1x2", deaths=50)
        outcomes, [error] = add(library, [of_file(file) for file in files], deadly)
        assert outcomes == {"added": 3}
        assert error.where.endswith("report1.txt")
        assert f"went away {MOST_ATTEMPTS} times" in error.reason
        assert len((tmp_path / "told.deaths").read_text()) == MOST_ATTEMPTS + 1


def test_a_killed_driver_goes_on_where_it_was(tmp_path: Path, news: list[Path]) -> None:
    expected = made_by_one_process(tmp_path / "alone", news)
    folder, texts = tmp_path / "library", tmp_path / "told"
    with at_work(add_slowly, folder, news, texts) as (line, kill):
        driver = told(line)
        stored = {told(line) for _ in range(STOPS_AT)}
        # Two small ones notice a minute later.
        own = {
            number
            for number in descendants(driver)
            if (started := command(number)) and b"Agent" not in started
        }
        assert own
        kill()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{number}").exists() for number in own):
        assert time.monotonic() < until, "Ray outlives who started it"
        time.sleep(0.2)
    texts.unlink()
    with Library.open(folder, WordEmbedder()) as library:
        assert check(library) == []
        begun = Addition(library, [of_file(file) for file in news])
        assert begun.finished
        kept = {one.id for one in library.record.articles()}
        assert stored <= kept
        outcomes, errors = add(library, [of_file(file) for file in news], crew(texts))
        assert held(library) == expected
        assert len(errors) == 2
        assert outcomes["added"] == 25 - len(kept)
        # What was finished was not even read.
        assert outcomes.total() == 26 - sum(one.added for one in begun.finished)
        titles = [title for title in texts.read_text(encoding="utf-8").splitlines() if title]
        assert 0 < len(titles) < len(expected[3]) * 6  # type: ignore[arg-type]


def test_several_processes_store_in_postgresql_and_on_chroma_servers_what_one_stores(
    tmp_path: Path, news: list[Path]
) -> None:
    place = shared_place(tmp_path / "shared", on_servers=True)
    with Library.open(tmp_path / "alone", WordEmbedder(), create=True) as alone:
        ingest.add(alone, [item for file in news for item in load_file(file)])
        expected = {one.text: one.title for one in alone.record.articles()}
        vectors = {name: made.tobytes() for name, made in alone.record.vectors()}
        keys = sorted(opened_index(alone).keys())
    with Library.open(place, WordEmbedder(), create=True) as library:
        storing = replace(crew(tmp_path / "told"), open_library=partial(opened, place))
        outcomes, errors = add(library, [of_file(file) for file in news], storing)
        assert (outcomes, len(errors)) == ({"added": 25, "unchanged": 1}, 2)
        assert {one.text: one.title for one in library.record.articles()} == expected
        assert library.record.counts()[0] == len(expected)
        assert {name: made.tobytes() for name, made in library.record.vectors()} == vectors
        assert sorted(library.store.index.keys()) == keys
        assert library.store.index_lag() == 0


def test_ray_hears_and_talks_to_this_machine_alone() -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("only Linux tells a process's sockets by files")
    addresses = {
        address
        for number in descendants(os.getpid())
        for kind in ("tcp", "tcp6", "udp", "udp6")
        for address in addresses_of(number, kind)
    }
    loopback = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
    nobody = {"0" * 8, "0" * 32, "0000000000000000FFFF000000000000"}
    assert addresses
    assert {local for local, _ in addresses} <= loopback
    assert {remote for _, remote in addresses} <= loopback | nobody


def addresses_of(number: int, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a process's sockets, its own and the other's, in hexadecimals."""
    with suppress(OSError):
        links = [str(link.readlink()) for link in Path(f"/proc/{number}/fd").iterdir()]
        own = {link[len("socket:[") : -1] for link in links if link.startswith("socket:")}
        for line in Path(f"/proc/{number}/net/{kind}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[9] in own:
                yield columns[1].partition(":")[0], columns[2].partition(":")[0]


def descendants(parent: int) -> set[int]:
    children = {number for number, other in parents() if other == parent}
    return children.union(*map(descendants, children))


def command(number: int) -> bytes:
    """Return the command line of a process; nothing of one that has ended meanwhile."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{number}/cmdline").read_bytes()
    return b""


def parents() -> Iterator[tuple[int, int]]:
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            with suppress(OSError):
                yield int(path.name), int((path / "stat").read_text().rpartition(")")[2].split()[1])


def test_a_worker_with_another_model_is_refused_in_one_line(
    tmp_path: Path, news: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_capacity", lambda _workers: Capacity(1, 1, 0))
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        other = replace(crew(tmp_path / "told"), make_embedder=other_embedder)
        with pytest.raises(EmbedderMismatch, match="A worker embeds with other words") as caught:
            add(library, [of_file(news[0])], other)
        assert "\n" not in str(caught.value)
        assert library.record.counts() == (0, 0)


def test_where_there_is_a_gpu_it_embeds_and_others_read(
    tmp_path: Path, news: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = made_by_one_process(tmp_path / "alone", news)
    monkeypatch.setattr(cluster, "_capacity", lambda _workers: Capacity(1, 1, 1))
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        add(library, [of_file(file) for file in news], crew(tmp_path / "told"))
        assert held(library) == expected
