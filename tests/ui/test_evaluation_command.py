import json
import re
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.index.loaders import samples
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Asked, Reply
from tests.ui.commands import BOAT, MILL, Run, one_problem


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    rows = [
        {
            "id": "boat",
            "question": "Who was the boat sold to?",
            "answers": ["Bo Berg"],
            "relevant": {"boat": 1},
        },
        {
            "id": "mill",
            "question": "Who was the mill sold to?",
            "answers": ["Ada Lind"],
            "relevant": {"mill": 1},
        },
        {"id": "none", "question": "Who ate the cheese?", "answers": [], "type": "unanswerable"},
    ]
    return samples.write(tmp_path, "questions.jsonl", "\n".join(json.dumps(row) for row in rows))


def test_a_question_set_is_measured_on_the_library(qa_on_two_articles: Run, questions: Path) -> None:
    ran = qa_on_two_articles("eval", questions)
    assert (ran.status, ran.err) == (0, "")
    assert "3 questions" in ran.out
    assert "Quotes that are exact" in ran.out


def test_a_question_set_is_measured_on_articles_of_its_own(qa: Run, questions: Path, tmp_path: Path) -> None:
    rows = "\n".join(json.dumps(row) for row in (BOAT, MILL))
    articles = samples.write(tmp_path, "village.jsonl", rows)
    figures, page = tmp_path / "figures.json", tmp_path / "page.html"
    ran = qa("eval", questions, "--articles", articles, "--json", figures, "--report", page)
    assert (ran.status, ran.err) == (0, "")
    assert not (tmp_path / "library").exists(), "the user's own library was touched"
    assert ran.out.endswith(f"Wrote {figures}.\nWrote {page}.\n")
    told = json.loads(figures.read_text(encoding="utf-8"))
    assert told["figures"]["questions"] == 3
    assert told["figures"]["article_hit_at_1"] == 1.0
    assert [outcome["id"] for outcome in told["outcomes"]] == ["boat", "mill", "none"]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    again = qa("eval", questions, "--articles", articles, "--baseline", figures)
    assert again.status == 0
    assert "Fell" not in again.out


def writes_what_it_is_shown(asked: Asked) -> Reply:
    """Repeat the first quote that it is shown, by its number, and invent a sentence."""
    number, line = re.findall(r"^\[(\d+)\] (.*)$", asked.prompt.rpartition("BEGIN QUOTES")[2], re.MULTILINE)[
        0
    ]
    sentence = line.rpartition(") ")[2]
    return Reply.of(f"{sentence} [{number}] It cost 48 crowns. [{number}]").but(usage=(100, 20))


def test_what_a_language_model_writes_is_measured(
    qa_on_two_articles: Run, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures, page = tmp_path / "figures.json", tmp_path / "page.html"
    monkeypatch.setenv("QA_MODEL_PRICE", "10/20")
    with OpenAIServer(writes_what_it_is_shown) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        ran = qa_on_two_articles(
            "eval", questions, "--model", "openai:gull", "--json", figures, "--report", page
        )
    asked = len(server.requests)
    assert (ran.status, asked > 1) == (0, True)
    told = json.loads(figures.read_text(encoding="utf-8"))
    assert told["figures"]["citation_recall"] == told["figures"]["citation_precision"] == 1.0
    assert told["figures"]["answer_in_prose"] == 1.0
    assert told["figures"]["sentences_held_back"] >= 0.5
    assert told["figures"]["tokens"] == 120 * asked
    assert told["figures"]["cost"] == pytest.approx(asked * (100 * 10 + 20 * 20) / 1e6)
    for label in ("Citation recall (ALCE)", "Citation precision (ALCE)", "Written sentences held back"):
        assert label in ran.out
        assert label in page.read_text(encoding="utf-8")


def test_without_a_model_nothing_is_said_of_writing(qa_on_two_articles: Run, questions: Path) -> None:
    assert "ALCE" not in qa_on_two_articles("eval", questions).out


def test_a_model_in_trouble_is_told_once_with_how_often(
    qa_on_two_articles: Run, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OpenAIServer([Reply(status=401)]) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        ran = qa_on_two_articles("eval", questions, "--model", "openai:gull")
    (problem,) = ran.problems
    count = len(server.requests)
    assert ran.status == 0
    assert problem.startswith(f"qa: {count} of {count} answers could not be written, or not to the end. The")
    assert "Set QA_MODEL_KEY" in problem


def test_a_model_that_cannot_be_set_up_is_told_before_anything_is_read(qa: Run, questions: Path) -> None:
    ran = qa("eval", questions, "--articles", "nowhere", "--model", "gull")
    assert "“gull” names no model." in one_problem(ran)


def test_a_fall_against_the_baseline_fails(qa_on_two_articles: Run, questions: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    assert qa_on_two_articles("eval", questions, "--json", figures).status == 0
    worse = questions.read_text(encoding="utf-8").replace('{"boat": 1}', '{"mill": 1}')
    ran = qa_on_two_articles("eval", samples.write(tmp_path, "worse.jsonl", worse), "--baseline", figures)
    assert ran.status == 1
    assert "Fell: Right article first (hit@1): 100.0% before, 50.0% now" in ran.out


def test_nothing_is_asked_where_the_figures_could_not_be_written(
    qa_on_two_articles: Run, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Assistant, "ask", lambda *_given, **_named: pytest.fail("was asked"))
    ran = qa_on_two_articles("eval", questions, "--json", tmp_path / "figures.json", "--report", tmp_path)
    assert "is a folder" in one_problem(ran)
    assert not (tmp_path / "figures.json").exists()


def test_half_a_character_in_a_question_set_does_not_lose_the_figures(
    qa_on_two_articles: Run, tmp_path: Path
) -> None:
    row = '{"id": "half", "question": "Who was the \\ud800 boat sold to?", "answers": ["Bo Berg"]}'
    questions, figures = samples.write(tmp_path, "questions.jsonl", row), tmp_path / "figures.json"
    assert qa_on_two_articles("eval", questions, "--json", figures).status == 0
    told = json.loads(figures.read_text(encoding="utf-8"))
    assert told["outcomes"][0]["question"] == "Who was the \ud800 boat sold to?"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["nowhere.jsonl"], "No question set at nowhere.jsonl. Name a .jsonl or .jsonl.gz file"),
        (["broken.jsonl"], "broken.jsonl:2: not valid JSON"),
        (["good.jsonl", "--baseline", "nowhere.json"], "No baseline at nowhere.json. Name a file that"),
        (["good.jsonl", "--baseline", "broken.jsonl"], "cannot be read as JSON. Name a file that"),
        (["good.jsonl", "--articles", "nowhere"], "nowhere does not exist. Check the path"),
        (
            ["good.jsonl", "--articles", "mixed"],
            "empty.txt: empty; add a file that holds an article (1 could",
        ),
        (["good.jsonl", "--json", "no/such/folder.json"], "Cannot write no/such/folder.json"),
        (["good.jsonl", "--report", "mixed"], "Cannot write mixed (it is a folder). Name a file in it."),
        (["gone.jsonl"], "gone.jsonl: question 'line-2' may use the article 'gone', which is not among"),
        (["slip.jsonl"], "slip.jsonl: question 'line-1' is answered by 'baot', 'mil', not one of which"),
        (["long.jsonl"], "long.jsonl: question 'long': The question has 2,001 characters; at most 2,000"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_line(
    qa_on_two_articles: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    samples.write(tmp_path, "good.jsonl", '{"question": "Who was the boat sold to?", "answers": ["Bo Berg"]}')
    samples.write(tmp_path, "broken.jsonl", '{"question": "Who?"}\n{"question"')
    samples.write(tmp_path, "gone.jsonl", '{"question": "Who?"}\n{"question": "Who?", "articles": ["gone"]}')
    samples.write(tmp_path, "slip.jsonl", '{"question": "Who?", "relevant": {"baot": 1, "mil": 1}}')
    samples.write(tmp_path, "long.jsonl", json.dumps({"id": "long", "question": "?" * 2001, "answers": []}))
    samples.write(tmp_path, "mixed/boat.txt", "The boat was sold.")
    samples.write(tmp_path, "mixed/empty.txt", "")
    assert reason in one_problem(qa_on_two_articles("eval", *given))
