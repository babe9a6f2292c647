import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.filters import SyntheticEmbedder
from benchmarks.scale import __main__ as scale
from benchmarks.scale import own_process
from benchmarks.scale.chart import PANELS, PICTURE, RESULTS, scale_chart, scale_figure
from benchmarks.scale.own_process import add, search
from benchmarks.scale.passages import (
    COMMON,
    FUNCTION_WORDS,
    KERNEL,
    KERNEL_SHARE,
    WORDS_A_PASSAGE,
    draw_ranks,
    misspelt,
    prepared_articles,
    queries,
    without_terms,
    word,
)
from benchmarks.scale.processes import family, memory_of, processor_time_of
from benchmarks.scale.pruning import SIZES, left_out
from benchmarks.scale.results import Point, from_json, slope, to_json, to_markdown
from benchmarks.scale.searches import filters_for, nearest
from benchmarks.scale.sides import Side, local_side
from benchmarks.scale.stores import TimedSharedStore, TimedStore, open_timed, place_of
from benchmarks.speed.processes import Ran, told_in
from index.store.place import SharedPlace
from index.store.sqlite.full_text import MOST_CANDIDATES
from tests.servers.shared_places import shared_place

KINDS = 14
"""Number of kinds of searches."""


def point(passages: int, milliseconds: float = 2.0) -> Point:
    return Point(
        passages=passages,
        added=passages,
        adding={"record": 0.001 * passages, "full text": 0.002 * passages, "index": 0.001 * passages},
        processor=1.5,
        searches={name: [milliseconds, milliseconds] for name in ("hybrid", "keyword, common words")},
        recall=0.99,
        memory={"adding": 900.0, "searching": 100.0 + passages / 100, "PostgreSQL": 20.0},
        disk={"record": passages / 100, "index": passages / 200},
        load=(1.5, 2.0),
    )


def test_the_same_articles_come_in_every_run_and_their_passages_are_where_they_say() -> None:
    embedder = SyntheticEmbedder()
    made = prepared_articles(100, 3, embedder)
    again = prepared_articles(100, 3, embedder)
    assert [one.content_hash for one in made] == [one.content_hash for one in again]
    assert len({one.content_hash for one in made}) == 3
    for one in made:
        texts = [one.article.text[passage.start : passage.end] for passage in one.passages or ()]
        assert "\n\n".join(texts) == one.article.text
        assert {len(text.split()) for text in texts} == {150}
        assert one.vectors is not None and np.allclose(np.linalg.norm(one.vectors, axis=1), 1)


def test_the_vocabulary_grows_as_the_square_root_of_the_text() -> None:
    chance = np.random.default_rng(1)
    sizes = [len(np.unique(draw_ranks(chance, count))) for count in (100_000, 1_000_000)]
    assert 2.5 < sizes[1] / sizes[0] < 4.5


def test_every_rank_has_a_word_of_its_own_that_is_written_in_letters() -> None:
    words = [word(rank) for rank in range(1, 5000)]
    assert len(set(words)) == len(words)
    assert all(one.isalpha() for one in words)


def test_common_words_are_in_many_passages_and_misspelt_ones_in_none() -> None:
    texts = [
        set(one.article.text[passage.start : passage.end].split())
        for one in prepared_articles(0, 30, SyntheticEmbedder())
        for passage in one.passages or ()
    ]
    for rank in (FUNCTION_WORDS, COMMON):
        assert 0.03 < sum(word(rank) in text for text in texts) / len(texts) < 0.35
    for query in queries("common", 5):
        assert len(query.split()) == 3
    for query in queries("mixed", 5):
        assert len(query.split()) == 8
        assert misspelt(query).split()[:-1] == query.split()[:-1]
        assert not any(misspelt(query).split()[-1] in text for text in texts)


def test_an_article_without_terms_is_as_large_and_nothing_finds_it() -> None:
    [one] = prepared_articles(0, 1, SyntheticEmbedder())
    bare = without_terms(one)
    assert len(bare.article.text) == len(one.article.text)
    assert not any(character.isalnum() for character in bare.article.text)


@pytest.fixture(params=["local", "servers"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TimedStore]:
    if request.param == "local":
        opened = open_timed(place_of(str(tmp_path)))
    else:
        opened = TimedSharedStore(shared_place(tmp_path, on_servers=True), create=True)
    yield opened
    opened.close()


def test_a_library_grows_to_a_size_and_is_searched_in_every_way(store: TimedStore) -> None:
    assert add(store, 30)["passages"] == 30
    told = add(store, 200)
    assert told["passages"] == 170
    assert store.record.counts() == (20, 200)
    assert {name for name, value in told.items() if value < 0} == set()
    assert told["record"] + told["full text"] >= store.recording_seconds > 0
    assert told["index"] == store.indexing_seconds > 0
    found = search(store, 2)
    assert len(found["milliseconds"]) == KINDS
    assert {len(times) for times in found["milliseconds"].values()} == {2}
    assert 0.9 < found["recall"] <= 1
    assert store.record.counts() == (20, 200)


def test_the_nearest_of_all_vectors_are_found(store: TimedStore) -> None:
    add(store, 50)
    embedder = SyntheticEmbedder()
    [first, *_] = prepared_articles(0, 5, embedder)
    assert first.vectors is not None
    assert nearest(store.record, first.vectors[3:4], 1) == [{(first.content_hash, 3)}]


def test_filters_name_articles_that_are_there() -> None:
    assert filters_for(7)["20 articles"].articles == tuple(f"a{number}" for number in range(7))
    assert len(filters_for(1000)["20 articles"].articles) == 20


def test_a_place_is_a_folder_or_a_database_with_its_servers() -> None:
    assert place_of("some/folder") == Path("some/folder")
    shared = place_of("postgresql://host/name", "http://127.0.0.1:1,http://127.0.0.1:2")
    assert isinstance(shared, SharedPlace)
    assert [one.port for one in shared.chroma] == [1, 2]


def test_a_process_s_memory_and_time_are_its_own_and_its_children_s() -> None:
    assert os.getpid() in family(os.getpid())
    if Path("/proc/self/smaps_rollup").exists():
        assert memory_of(os.getpid()) > 10
        assert processor_time_of(os.getpid()) > 0
    assert family(2**30) == [2**30]
    assert memory_of(2**30) == 0


class Processes:
    """Processes that have already run: they grow to what is asked of them."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, ...]] = []

    def __call__(self, *arguments: str) -> Ran:
        self.ran.append(arguments)
        if arguments[2] == "add":
            return Ran(
                1.0, 300.0, {"passages": 60, "record": 1.0, "full text": 2.0, "index": 3.0, "processor": 4.0}
            )
        return Ran(1.0, 200.0, {"milliseconds": {"hybrid": [1.0, 2.0]}, "peak_mb": 150.0, "recall": 1.0})


def test_a_size_is_added_and_searched_by_a_process_each(tmp_path: Path) -> None:
    processes = Processes()
    side = Side(("here",), lambda: {"record": 2_000_000, "index": 1_000_000}, {"server": os.getpid()})
    found = scale.measured("local", side, 100, 7, processes)
    assert [one[2:] for one in processes.ran] == [("add", "100", "here"), ("search", "7", "here")]
    assert (found.passages, found.added, found.rate) == (100, 60, 10)
    assert found.disk == {"record": 2.0, "index": 1.0}
    assert found.memory["adding"] == 300 and found.memory["searching"] == 150
    assert found.whole_memory == pytest.approx(150 + found.memory["server"])


def test_a_run_that_goes_on_measures_only_what_is_larger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def process(*arguments: str) -> Ran:
        capsys.readouterr()
        own_process.main(*arguments[2:])
        return Ran(1.0, 100.0, told_in(capsys.readouterr().out))

    flags = ["--stores", "local", "--into", str(tmp_path), "--queries", "2"]
    files = ["--json", str(tmp_path / "results.json"), "--plot", str(tmp_path / "scale.png")]
    assert scale.main(["--sizes", "30", *flags, *files], process) == 0
    [first] = from_json((tmp_path / "results.json").read_text())["local"]
    assert scale.main(["--sizes", "30,60", *flags, *files], process) == 0
    points = from_json((tmp_path / "results.json").read_text())["local"]
    assert [one.passages for one in points] == [30, 60]
    assert (points[0], points[1].added) == (first, 30)
    assert (tmp_path / "scale.png").read_bytes().startswith(b"\x89PNG")
    with local_side(tmp_path) as side:
        assert side.files()["record"] > 0


@pytest.mark.parametrize("wrong", [["--sizes", "15"], ["--sizes", "0"], ["--stores", "cloud"]])
def test_what_cannot_be_measured_is_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        scale.main(wrong)
    assert refused.value.code == 2


def test_points_come_back_from_json_as_they_were() -> None:
    points = {"local": [point(100), point(1000)], "servers": []}
    text = to_json(points, {"cores": 2})
    assert from_json(text) == points
    assert json.loads(text)["slopes"]["local"]["disk"] == pytest.approx(1)


def test_a_slope_is_the_power_that_a_value_grows_with() -> None:
    points = [point(100, 2.0), point(10_000, 20.0)]
    assert slope(points, lambda one: one.p50("hybrid")) == pytest.approx(0.5)
    assert slope(points[:1], lambda one: one.p50("hybrid")) is None
    assert slope(points, lambda one: 0.0) is None


def test_the_table_has_a_column_for_each_size_and_a_row_for_each_figure() -> None:
    lines = to_markdown({"local": [point(100), point(10_000)], "servers": []}).splitlines()
    assert lines[0] == "| SQLite + Chroma in a folder | 100 | 10,000 | slope |"
    assert "| added in a second, passages | 250 | 250 | -0.00 |" in lines or (
        "| added in a second, passages | 250 | 250 | 0.00 |" in lines
    )
    assert "| hybrid, ms (p50 / p95) | 2.0 / 2.0 | 2.0 / 2.0 | 0.00 |" in lines


def test_every_point_of_every_side_is_drawn() -> None:
    points = {"local": [point(100), point(10_000)], "servers": [point(100, 5.0)]}
    figure = scale_figure(points)
    assert [axes.get_title() for axes in figure.axes] == list(PANELS)
    drawn = [np.asarray(line.get_xydata()).tolist() for line in figure.axes[1].get_lines()[:2]]
    assert drawn == [[[100.0, 2.0], [10_000.0, 2.0]], [[100.0, 5.0]]]
    assert scale_chart(points) == scale_chart(points)


def test_the_clock_of_a_store_stands_still_outside_its_transactions(store: TimedStore) -> None:
    add(store, 10)
    before = store.recording_seconds, store.indexing_seconds
    time.sleep(0.01)
    search(store, 1)
    assert (store.recording_seconds, store.indexing_seconds) == before


def test_the_share_of_words_that_are_left_out_is_that_of_words_drawn_by_the_same_law() -> None:
    drawn = draw_ranks(np.random.default_rng(3), 200_000)
    asked = drawn[drawn >= FUNCTION_WORDS]
    for passages in (1_000_000, 10_000_000):
        having = passages * WORDS_A_PASSAGE * (1 - KERNEL_SHARE) / asked * np.minimum(1, KERNEL / asked)
        assert left_out(passages) == pytest.approx(np.mean(having > MOST_CANDIDATES), abs=0.03)
    assert left_out(50_000) < 0.05
    shares = [left_out(passages) for passages in SIZES]
    assert shares == sorted(shares)


def test_the_page_shows_the_results_that_are_kept() -> None:
    shown = (RESULTS.parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    points = from_json(RESULTS.read_text(encoding="utf-8"))
    assert to_markdown(points) in shown
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
