from dataclasses import replace
from pathlib import Path

import pytest

from qa.evaluation import Question
from tests.benchmarks.quality.fakes import NEWS_ARTICLES, bench_of
from tests.fakes import WordEmbedder

ROWS = [{"id": f"row-{number}"} for number in range(40)]


def test_the_halves_are_apart_and_together_all(tmp_path: Path) -> None:
    bench = bench_of(tmp_path)
    first, second = (replace(bench, half=half).sampled_rows(ROWS) for half in "AB")
    assert first and second
    assert sorted(first + second, key=ROWS.index) == ROWS == bench.sampled_rows(ROWS)


def test_a_row_is_in_the_same_half_whatever_else_is_there(tmp_path: Path) -> None:
    bench = replace(bench_of(tmp_path), half="A")
    assert bench.sampled_rows(ROWS[::-1]) == bench.sampled_rows(ROWS)[::-1]
    questions = [Question(str(row["id"]), "?") for row in ROWS]
    assert [one.id for one in bench.sampled(questions)] == [row["id"] for row in bench.sampled_rows(ROWS)]


def test_only_every_nth_question_of_a_half_is_asked(tmp_path: Path) -> None:
    half = replace(bench_of(tmp_path), half="A")
    assert replace(half, every=3).sampled_rows(ROWS) == half.sampled_rows(ROWS)[::3]


def test_a_library_that_is_kept_is_not_embedded_again_and_is_brought_in_step(tmp_path: Path) -> None:
    bench = replace(bench_of(tmp_path), cache=tmp_path / "kept")
    embedder = bench.embedder
    assert isinstance(embedder, WordEmbedder)
    with bench.assistant(NEWS_ARTICLES, name="news") as assistant:
        assert assistant.library.record.counts()[0] == 2
    embedded = len(embedder.embedded)
    with bench.assistant(NEWS_ARTICLES[:1], name="news") as assistant:
        assert [article.id for article in assistant.library.record.articles()] == ["a"]
    assert len(embedder.embedded) == embedded
    assert (tmp_path / "kept" / "news").is_dir()


@pytest.mark.parametrize("kind", ["postgres", "servers"])
def test_a_library_is_asked_in_another_store_without_being_embedded_again(tmp_path: Path, kind: str) -> None:
    bench = replace(bench_of(tmp_path), cache=tmp_path / "kept")
    embedder = bench.embedder
    assert isinstance(embedder, WordEmbedder)
    with bench.assistant(NEWS_ARTICLES, name="news"):
        embedded = len(embedder.embedded)
    with replace(bench, store=kind).assistant(NEWS_ARTICLES, name="news") as assistant:
        assert assistant.library.location.startswith("postgresql://")
        assert {article.id for article in assistant.library.record.articles()} == {"a", "b"}
        assert assistant.library.store.index_lag() == 0
    assert len(embedder.embedded) == embedded


def test_a_library_without_a_name_is_thrown_away(tmp_path: Path) -> None:
    bench = replace(bench_of(tmp_path), cache=tmp_path / "kept")
    with bench.assistant(NEWS_ARTICLES) as assistant:
        folder = Path(assistant.library.location)
        assert folder.is_dir()
    assert not folder.exists() and not (tmp_path / "kept").exists()


def test_an_article_that_cannot_be_read_stops_the_measuring(tmp_path: Path) -> None:
    with (
        pytest.raises(SystemExit, match=r"no text.*would mislead"),
        bench_of(tmp_path).assistant([{"id": "a", "title": "empty"}]),
    ):
        pass
