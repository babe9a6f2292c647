import json
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import TASKS, main
from tests.benchmarks.quality.fakes import NEWS_ARTICLES, NEWS_QUESTIONS, FakeReader, write
from tests.fakes import WordEmbedder


def test_one_command_prints_and_writes_what_was_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "news/articles", NEWS_ARTICLES)
    write(tmp_path, "news/questions", NEWS_QUESTIONS)
    kept, written, page = (
        tmp_path / "kept",
        tmp_path / "out" / "figures.json",
        tmp_path / "out" / "report.html",
    )
    arguments = [str(tmp_path), "--only", "speed", "news", "--library-cache", str(kept)]
    arguments += ["--json", str(written), "--report", str(page)]
    reader = FakeReader({"When did the boat go?": {"Monday": 0.9}})
    assert main(arguments, WordEmbedder(), reader) == 0
    printed = capsys.readouterr().out
    assert "gold: article hit@1" in printed and "a warm answer, median, ms" in printed
    assert list(json.loads(written.read_text(encoding="utf-8"))["parts"]) == ["news", "speed"]
    assert "Misses" in page.read_text(encoding="utf-8")
    assert (kept / "news").is_dir()


def test_what_was_measured_is_kept_where_a_later_part_fails(tmp_path: Path) -> None:
    write(tmp_path, "news/articles", NEWS_ARTICLES)
    write(tmp_path, "news/questions", NEWS_QUESTIONS)
    for name in ("rewrites", "cast", "mtrag"):
        write(tmp_path, f"followups/{name}", [{"id": "1", "history": [], "question": "Q?", "rewrite": "Q?"}])
    (tmp_path / "news" / "questions.jsonl.gz").write_bytes(b"no gzip")
    written = tmp_path / "figures.json"
    arguments = [str(tmp_path), "--only", "followups", "speed", "--json", str(written)]
    with pytest.raises(SystemExit, match="questions"):
        main(arguments, WordEmbedder(), FakeReader())
    assert list(json.loads(written.read_text(encoding="utf-8"))["parts"]) == ["followups"]


def test_absent_data_is_one_clear_error_before_anything_is_measured(tmp_path: Path) -> None:
    reader = FakeReader()
    with pytest.raises(SystemExit, match=r"lacks reading/dev-xquad.*Give the folder"):
        main([str(tmp_path / "none")], WordEmbedder(), reader)
    assert not reader.read_hits


def test_a_part_can_be_measured_without_the_data_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--only", "samples", "--every", "30"], WordEmbedder(), FakeReader()) == 0
    assert "on the sample articles" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--only", "nothing"], ["--every", "0"], ["--half", "C"]])
def test_wrong_usage_is_told(tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path), *wrong])
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_every_part_says_which_sets_it_needs() -> None:
    assert {name for name, task in TASKS.items() if not task.sets} == {"samples", "strangers"}
