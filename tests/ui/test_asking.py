import json
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.index.loaders import samples
from tests.remembering import RememberingEmbedder
from tests.ui.commands import Ran, Run

SEEDS = Path(__file__).parents[2] / "seeds"
MISSION = "What did North Korea reportedly ship to Russia?"
MISSION_ANSWER = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"
HERALD = "korea-herald-putin-pyongyang-trip"
ESSAY = "putin-in-pyongyang-essay"
UNANSWERED = "Who won the football World Cup in 2022?"

BOAT = {
    "id": "boat",
    "text": "The boat was sold to Bo Berg.",
    "source": "The Gull",
    "published": "2024-05-01",
}
MILL = {"id": "mill", "text": "The mill was sold to Ada Lind.", "source": "The Heron"}


@pytest.fixture
def seeded(qa: Run, real_model: RememberingEmbedder) -> Run:
    """The command with the default model, on the sample articles."""
    assert qa("add", SEEDS).status == 0
    return qa


@pytest.fixture
def village(qa: Run, tmp_path: Path) -> Run:
    """The command with an embedder that counts words, on two little articles."""
    rows = "\n".join(json.dumps(row) for row in (BOAT, MILL))
    assert qa("add", samples.write(tmp_path, "village.jsonl", rows)).status == 0
    return qa


def one_problem(ran: Ran) -> str:
    assert ran.status == 1
    assert len(ran.problems) == 1, ran.err
    assert ran.problems[0].startswith("qa: ")
    return ran.problems[0]


def prove(qa: Run, answer: Any) -> None:
    """Check every quote against what `qa show` prints of its article."""
    for citation in answer["citations"]:
        text = qa("show", citation["article"]["id"], "--json").json["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"] != ""


# Asking


def test_the_mission_question_is_answered_and_proved(seeded: Run) -> None:
    ran = seeded("ask", MISSION, "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = ran.json
    assert answer["answered"] is True
    assert MISSION_ANSWER in answer["citations"][0]["quote"]
    assert answer["citations"][0]["article"]["id"] == HERALD
    assert set(answer) == {
        *("question", "standalone", "answered", "text", "confidence", "citations", "disagreements", "hits")
    }
    prove(seeded, answer)


def test_an_answer_reads_well_in_a_pipe(seeded: Run) -> None:
    ran = seeded("ask", MISSION)
    assert (ran.status, ran.err) == (0, "")
    quote = seeded("ask", MISSION, "--json").json["citations"][0]
    lines = ran.out.splitlines()
    at = lines.index(f"  | {quote['quote']}")
    assert lines[at + 1].startswith("  [1] Putin’s Pyongyang trip highlights need for bond in isolation · ")
    assert lines[at + 1].endswith("The Korea Herald · 16 June 2024")
    assert lines[at + 2].strip() == f"{HERALD}, characters {quote['start']}–{quote['end']}"
    assert "Confidence" in ran.out


def test_a_refusal_is_an_answer_and_shows_what_came_nearest(seeded: Run) -> None:
    ran = seeded("ask", UNANSWERED)
    assert (ran.status, ran.err) == (0, "")
    assert "These articles do not say." in ran.out
    assert "Nearest passages (not an answer)" in ran.out
    answer = seeded("ask", UNANSWERED, "--json").json
    assert (answer["answered"], answer["citations"]) == (False, [])
    assert answer["hits"]
    assert " ".join(answer["hits"][0]["text"].split())[:200] in " ".join(ran.out.split())


def test_answers_can_be_narrowed(seeded: Run) -> None:
    for narrowed in (["--article", ESSAY], ["--article", HERALD], ["--source", "The Korea Herald"]):
        answer = seeded("ask", MISSION, "--json", *narrowed).json
        used = {hit["article_id"] for hit in answer["hits"]}
        assert used == {ESSAY if ESSAY in narrowed else HERALD}
        assert {citation["article"]["id"] for citation in answer["citations"]} <= used
        prove(seeded, answer)


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ([], {"boat", "mill"}),
        (["--source", "The Gull"], {"boat"}),
        (["--source", "The Gull", "--source", "The Heron"], {"boat", "mill"}),
        (["--article", "mill"], {"mill"}),
        (["--since", "2024-05-01", "--until", "2024-05-01"], {"boat"}),
        (["--since", "2024-05-02"], set()),
        (["--until", "2024-04-30"], set()),
        (["-k", "1"], {"boat"}),
    ],
)
def test_passages_can_be_narrowed(village: Run, narrowed: list[str], found: set[str]) -> None:
    ran = village("search", "the boat that was sold", "--json", *narrowed)
    assert (ran.status, ran.err) == (0, "")
    assert {hit["article_id"] for hit in ran.json} == found
    for hit in ran.json:
        text = village("show", hit["article_id"], "--json").json["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_passages_read_well_in_a_pipe(village: Run) -> None:
    lines = village("search", "the boat").out.splitlines()
    assert lines[1].startswith(" 1. ")
    assert "The Gull · 1 May 2024" in lines[1]
    assert lines[2].strip() == "boat, characters 0–29"
    assert lines[3] == "  | The boat was sold to Bo Berg."
    assert lines[5].startswith(" 2. ")


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("question", ["", "  ", "\n"])
def test_a_blank_question_is_an_error(village: Run, command: str, question: str) -> None:
    assert "The question is empty. Type what you want to know" in one_problem(village(command, question))


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_page_of_text_is_an_error_of_one_short_line(village: Run, command: str) -> None:
    problem = one_problem(village(command, "x" * 100_000))
    assert "The question has 100,000 characters; at most 2,000 are read. Ask it in fewer words" in problem
    assert len(problem) < 200


@pytest.mark.parametrize(
    "question", ["???", "💡", "\udcff", "-", "a\0b", "'\"; DROP TABLE articles", "[bold]x"]
)
def test_odd_questions_are_answered(village: Run, question: str) -> None:
    ran = village("ask", "--json", "--", question)
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["question"] == question
    assert village("ask", "--", question).status == 0


@pytest.mark.parametrize("command", [["ask", "Who?"], ["search", "boat"]])
def test_there_is_nothing_to_ask_in_an_empty_library(village: Run, command: list[str]) -> None:
    village("remove", "boat", "mill")
    assert "is empty. Run `qa add PATH...`, then ask again." in one_problem(village(*command))


# Chatting


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
def test_a_port_that_is_taken_is_named_with_the_way_out(village: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        problem = one_problem(village("chat", "--no-browser", "--port", str(port)))
    assert f"Cannot serve the chat on 127.0.0.1:{port}" in problem
    assert "Choose a port with --port." in problem


# Measuring


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


def test_a_question_set_is_measured_on_the_library(village: Run, questions: Path) -> None:
    ran = village("eval", questions)
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


def test_a_fall_against_the_baseline_fails(village: Run, questions: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    assert village("eval", questions, "--json", figures).status == 0
    worse = questions.read_text(encoding="utf-8").replace('{"boat": 1}', '{"mill": 1}')
    ran = village("eval", samples.write(tmp_path, "worse.jsonl", worse), "--baseline", figures)
    assert ran.status == 1
    assert "Fell: Right article first (hit@1): 100.0% before, 50.0% now" in ran.out


def test_half_a_character_in_a_question_set_does_not_lose_the_figures(village: Run, tmp_path: Path) -> None:
    row = '{"id": "half", "question": "Who was the \\ud800 boat sold to?", "answers": ["Bo Berg"]}'
    questions, figures = samples.write(tmp_path, "questions.jsonl", row), tmp_path / "figures.json"
    assert village("eval", questions, "--json", figures).status == 0
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
    ],
)
def test_what_cannot_be_measured_is_said_in_a_line(
    village: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    samples.write(tmp_path, "good.jsonl", '{"question": "Who was the boat sold to?", "answers": ["Bo Berg"]}')
    samples.write(tmp_path, "broken.jsonl", '{"question": "Who?"}\n{"question"')
    samples.write(tmp_path, "mixed/boat.txt", "The boat was sold.")
    samples.write(tmp_path, "mixed/empty.txt", "")
    assert reason in one_problem(village("eval", *given))
