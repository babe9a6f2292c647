from pathlib import Path

import pytest

from benchmarks.speed import bench as bench_module
from benchmarks.speed.bench import Bench, code_of
from benchmarks.speed.processes import Ran
from tests.benchmarks.quality.fakes import NEWS_ARTICLES, NEWS_QUESTIONS, write


class CountingBench(Bench):
    """Makes no libraries, but notes which it was to make."""

    made: list[tuple[str, int]] = []  # noqa: RUF012

    def _add(self, side: str, number: int, folder: Path) -> Ran:
        folder.mkdir(parents=True)
        self.made.append((side, number))
        return Ran(2.0, 100.0, {"seconds": 1.0})


@pytest.fixture
def bench(tmp_path: Path) -> CountingBench:
    write(tmp_path, "news/articles", NEWS_ARTICLES)
    write(tmp_path, "news/questions", NEWS_QUESTIONS)
    CountingBench.made.clear()
    return CountingBench(
        tmp_path, tmp_path, tmp_path / "cache", sample=2, whole=False, growth=2, adding=3, repeat=1, cold=1
    )


def test_both_sides_add_the_sample_in_turn(bench: CountingBench) -> None:
    added = bench.added(2)
    assert bench.made == [("ours", 2), ("tutorial", 2)] * 3
    assert [len(one.runs) for one in added.values()] == [3, 3]
    assert all(one.folder.is_dir() for one in added.values())


def test_what_was_added_is_kept_for_the_next_run(bench: CountingBench) -> None:
    first = bench.added(5)
    assert bench.added(5) == first
    assert bench.made == [("ours", 5)]


def test_what_was_stopped_or_made_by_other_code_is_made_anew(
    bench: CountingBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bench.added(5)["ours"].folder
    (folder.parent / "told.json").unlink()
    bench.added(5)
    assert len(bench.made) == 2
    monkeypatch.setattr(bench_module, "code_of", lambda _sides: "other")
    bench.added(5)
    assert len(bench.made) == 3
    assert not folder.exists()


def test_the_code_of_each_side_has_its_own_name() -> None:
    assert len({code_of(("ours",)), code_of(("tutorial",)), code_of(("ours", "tutorial"))}) == 3


def test_files_are_written_once_and_whole(bench: CountingBench) -> None:
    assert len(bench.file(2).read_text(encoding="utf-8").splitlines()) == 2
    assert len(bench.questions(2).read_text(encoding="utf-8").splitlines()) == len(NEWS_QUESTIONS)
    bench.file(2).write_text("kept", encoding="utf-8")
    assert bench.file(2).read_text(encoding="utf-8") == "kept"
    assert not list(bench.cache.glob("*.partial"))
