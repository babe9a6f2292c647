import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.writer.__main__ import main, sample_questions, spread
from qa.evaluation import Question
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply

ARTICLE = {"id": "a", "title": "Aahus", "text": "Bo Berg has been the mayor of Aahus since spring."}
QUESTION = {"id": "q", "question": "Who is the mayor of Aahus?", "answers": ["Bo Berg"], "relevant": {"a": 1}}


def put(folder: Path, name: str, row: Mapping[str, object]) -> None:
    (folder / "news").mkdir(exist_ok=True)
    with gzip.open(folder / "news" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def test_what_a_model_writes_is_kept_sentence_by_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "articles", ARTICLE)
    put(tmp_path, "questions", {**QUESTION, "type": "gold", "asked": "2026-03-14"})
    reply = Reply.of("Bo Berg is the mayor of Aahus [1]. Cy Dahl is the mayor of Aahus [1].")
    with OpenAIServer([reply]) as server:
        into = ["--into", str(tmp_path), "--questions", "1"]
        assert main([str(tmp_path), "--url", server.url, *into]) == 0
    written = [json.loads(line) for line in (tmp_path / "sentences.jsonl").read_text("utf-8").splitlines()]
    assert [(line["sentence"], line["let_through"]) for line in written] == [
        ("Bo Berg is the mayor of Aahus.", True),
        ("Cy Dahl is the mayor of Aahus.", False),
    ]
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert (figures["let through"], figures["held back"]) == (1, 1)
    assert "held back" in capsys.readouterr().out


def test_questions_on_the_samples_are_facts_and_other_requests() -> None:
    asked = sample_questions(50)
    assert len(asked) == 50
    assert sum(question.answers is None for question in asked) == 10


def test_a_few_questions_are_spread_over_all() -> None:
    questions = [Question(str(number), "Who?") for number in range(10)]
    assert [question.id for question in spread(questions, 5)] == ["0", "2", "4", "6", "8"]
    assert spread(questions, 99) == questions
