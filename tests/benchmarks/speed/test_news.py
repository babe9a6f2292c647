from pathlib import Path

from benchmarks.speed import news
from benchmarks.speed.results import Part, Row
from tests.benchmarks.speed.fakes import told_bench


def rows_of(part: Part) -> dict[str, Row]:
    return {row.figure.label: row for row in part.rows}


def test_both_sides_of_a_sample_stand_side_by_side(tmp_path: Path) -> None:
    part = news.sample(told_bench(tmp_path))
    rows = rows_of(part)
    assert rows["adding"].figure.shown == "25.0 s" and rows["adding"].beside == "125.0 s"
    assert rows["adding, articles"].figure.shown == "10.0 a second"
    assert rows["adding: times as fast as the tutorial"].figure.value == 5.0
    assert rows["adding: times as fast as the tutorial"].figure.met
    memory = rows["memory while adding, at most"]
    assert memory.figure.shown == "510 MB" and memory.spread == "500 – 520" and memory.beside == "1,800 MB"
    assert rows["a search, median"].figure.shown == "8.0 ms" and rows["a search, median"].beside == "14.0 ms"
    assert rows["right article first, of 4 known"].figure.value == 0.75
    assert rows["tokens read for an answer, mean"].figure.shown == "612"
    assert rows["runs of the network for an answer, mean"].figure.shown == "4.2"
    assert "embedded in bfloat16" in part.about
    assert set(part.raw) == {"adding", "asking"}


def test_growth_is_told_as_a_power_and_drawn_for_both(tmp_path: Path) -> None:
    part = news.growth(told_bench(tmp_path, growth=25_000))
    assert [point.articles for point in part.points["ours"]] == [250, 2_500, 25_000]
    assert [point.articles for point in part.points["tutorial"]] == [250]
    rows = rows_of(part)
    assert abs((rows["adding"].figure.value or 0) - 1) < 1e-9 and rows["adding"].figure.met
    assert abs(rows["a search"].figure.value or 0) < 1e-9 and rows["a search"].figure.met


def test_a_small_growth_measures_no_more_than_is_asked(tmp_path: Path) -> None:
    part = news.growth(told_bench(tmp_path, growth=100))
    assert [point.articles for point in part.points["ours"]] == [100]
    assert rows_of(part)["adding"].figure.met is None, "one size tells no growth"


def test_the_other_side_adds_all_only_when_asked_to(tmp_path: Path) -> None:
    assert told_bench(tmp_path).sides(2500) == ("ours",)
    assert (
        told_bench(tmp_path, whole=True).sides(2500)
        == told_bench(tmp_path).sides(250)
        == ("ours", "tutorial")
    )
