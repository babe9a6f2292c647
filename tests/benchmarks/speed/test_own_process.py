from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed import own_process
from benchmarks.speed.articles import write_articles, write_edited
from benchmarks.speed.warm_queries import WARM_UP, ask_all
from tests.benchmarks.quality.fakes import write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {
            "id": f"n{n}",
            "title": f"Harbour {n}",
            "text": f"The red boat number {n} left the harbour on Monday.",
        }
        for n in range(4)
    ]
    write(tmp_path, "news/articles", rows)
    write_articles(tmp_path, 4, tmp_path / "articles.jsonl")
    return tmp_path / "articles.jsonl"


def test_what_is_embedded_is_counted(file: Path, tmp_path: Path) -> None:
    library, edited = str(tmp_path / "library"), tmp_path / "edited.jsonl"
    fresh = own_process.add(str(file), library)
    assert fresh["changes"] == {"added": 4} and fresh["embedded"] == fresh["passages"] >= 4
    unchanged = own_process.add(str(file), library)
    assert unchanged["changes"] == {"unchanged": 4} and unchanged["embedded"] == 0
    write_edited(file, edited)
    changed = own_process.add(str(edited), library)
    assert changed["changes"] == {"updated": 1, "unchanged": 3}
    assert changed["embedded"] == changed["passages_of_edited"] > 0


@pytest.mark.parametrize("what", ["search", "assistant", "answer"])
def test_a_library_is_asked(what: str, file: Path, tmp_path: Path) -> None:
    library, questions = str(tmp_path / "library"), tmp_path / "questions.jsonl"
    own_process.add(str(file), library)
    line = (
        '{"question": "When did boat number 2 leave?", "asked": null, "relevant": ["n2", "n1", "n0", "n3"]}\n'
    )
    questions.write_text(line, encoding="utf-8")
    told = own_process.ask(what, library, str(questions))
    assert len(told["milliseconds"]) == told["known"] == 1
    assert told["first"] == 1 or what == "answer"
    assert (told["tokens_read"] > 0) is (told["network_runs"] > 0) is (what == "answer")


def test_an_article_that_cannot_be_read_stops_the_measuring(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("no JSON\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="would mislead"):
        own_process.add(str(tmp_path / "articles.jsonl"), str(tmp_path / "library"))


def test_each_question_is_asked_once_after_others(tmp_path: Path) -> None:
    lines = [
        '{"question": "Q1?", "asked": "2022-06-16", "relevant": ["a"]}',
        '{"question": "Q2?", "asked": null, "relevant": []}',
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(lines), encoding="utf-8")
    heard: Counter[Any] = Counter()

    def ask(question: str, asked: str | None) -> list[str]:
        heard[question, asked] += 1
        return ["a", "b"]

    heard_before: list[int] = []
    told = ask_all(ask, tmp_path / "q.jsonl", lambda: heard_before.append(heard.total()))
    assert heard_before == [len(WARM_UP)]
    assert heard == Counter(
        [("Q1?", "2022-06-16"), ("Q2?", None), *((question, None) for question in WARM_UP)]
    )
    assert len(told["milliseconds"]) == 2 and told["known"] == told["first"] == 1
