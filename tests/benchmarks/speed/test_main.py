import json
from pathlib import Path

import pytest

from benchmarks.speed import __main__ as speed
from benchmarks.speed import cold_start, machine
from benchmarks.speed.bench import Bench
from benchmarks.speed.processes import ChildFailed
from benchmarks.speed.results import Part, Point, once
from index.embedding.processor import described
from tests.benchmarks.quality.fakes import NEWS_ARTICLES, NEWS_QUESTIONS, write


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data, with both sides installed and the sample libraries made."""
    write(tmp_path, "news/articles", NEWS_ARTICLES)
    write(tmp_path, "news/questions", NEWS_QUESTIONS)
    monkeypatch.setattr(speed, "find_spec", lambda _name: True)
    monkeypatch.setattr(cold_start, "seeds", lambda _bench: tmp_path)
    return tmp_path


def test_one_command_prints_and_writes_what_was_measured(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def quick(bench: Bench) -> Part:
        return Part("quick", (once("sample", bench.sample, "{:.0f}", at_most=7),))

    def drawn(_bench: Bench) -> Part:
        return Part("drawn", (), points={"ours": [Point(5, 1.0, 2.0, 3.0)]})

    monkeypatch.setattr(speed, "PARTS", {"cold": quick, "growth": drawn})
    written, plot = data / "out" / "results.json", data / "out" / "growth.svg"
    arguments = [
        str(data),
        "--sample",
        "5",
        "--cache",
        str(data / "cache"),
        "--json",
        str(written),
        "--plot",
        str(plot),
    ]
    assert speed.main(arguments) == 0
    printed = capsys.readouterr().out
    assert "1 of 1 met" in printed and str(data) not in printed
    text = written.read_text(encoding="utf-8")
    assert str(data) not in text
    assert json.loads(text)["settings"]["sample"] == 5
    assert plot.read_text(encoding="utf-8").startswith("<?xml")


def test_what_was_measured_is_kept_where_a_later_part_fails(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_bench: Bench) -> Part:
        raise ChildFailed("the reason")

    monkeypatch.setattr(speed, "PARTS", {"cold": lambda _bench: Part("quick", ()), "whole": failing})
    written = data / "results.json"
    with pytest.raises(SystemExit, match=r"Measuring whole failed\. the reason"):
        speed.main([str(data), "--json", str(written), "--plot", str(data / "growth.svg")])
    assert list(json.loads(written.read_text(encoding="utf-8"))["parts"]) == ["cold"]


def test_a_part_alone_writes_only_what_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "PARTS", {"cold": lambda _bench: Part("quick", ()), "whole": None})
    monkeypatch.setattr(speed, "RESULTS", data / "results.json")
    assert speed.main([str(data), "--only", "cold"]) == 0
    assert not (data / "results.json").exists()


def test_no_folder_names_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        speed.main([])
    assert stopped.value.code == 2
    assert "make bench DATA=FOLDER" in capsys.readouterr().err


def test_a_folder_without_the_data_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"lacks news/articles.*Give the folder"):
        speed.main([str(tmp_path)])


def test_the_other_side_missing_names_the_next_step(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match=r"langchain-chroma.*make bench"):
        speed.main([str(data)])


@pytest.mark.parametrize("wrong", [["--only", "nothing"], ["--repeat", "0"], ["--sample", "3000"]])
def test_wrong_usage_is_told(data: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        speed.main([str(data), *wrong])
    assert stopped.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_the_machine_is_described_without_its_name() -> None:
    import platform

    facts = machine.facts()
    assert facts["processor"] and facts["cores"] >= 1
    assert facts["packages"]["chromadb"] and facts["packages"]["numpy"]
    assert platform.node() not in json.dumps(facts) or not platform.node()
    assert facts["python"] in machine.in_words(facts)
    assert described() in machine.in_words(facts) and "float32" in machine.in_words(facts)
