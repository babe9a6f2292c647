import socket
from pathlib import Path
from typing import Any

import pytest

from tests.caching_embedder import CachingEmbedder
from tests.ui.commands import Run, one_problem

SEEDS = Path(__file__).parents[2] / "seeds"
MISSION = "What did North Korea reportedly ship to Russia?"
MISSION_ANSWER = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"
HERALD = "korea-herald-putin-pyongyang-trip"
ESSAY = "putin-in-pyongyang-essay"
UNANSWERED = "Who won the football World Cup in 2022?"


@pytest.fixture
def seeded(qa: Run, real_model: CachingEmbedder) -> Run:
    """The command with the default model, on the sample articles."""
    assert qa("add", SEEDS).status == 0
    return qa


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
        *("question", "standalone", "kind", "answered", "text", "confidence", "citations", "disagreements"),
        *("statement", "sections", "hits", "writing", "note"),
    }
    prove(seeded, answer)


def test_an_answer_reads_well_in_a_pipe(seeded: Run) -> None:
    ran = seeded("ask", MISSION)
    assert (ran.status, ran.err) == (0, "")
    quote = seeded("ask", MISSION, "--json").json["citations"][0]
    lines = [line for line in ran.out.splitlines() if not line.startswith("  – said by ")]
    at = lines.index(f"  | {quote['quote']}")
    assert lines[at + 1].startswith("  [1] ")
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


def test_answers_can_be_filtered(seeded: Run) -> None:
    for filtered in (["--article", ESSAY], ["--article", HERALD], ["--source", "The Korea Herald"]):
        answer = seeded("ask", MISSION, "--json", *filtered).json
        used = {hit["article_id"] for hit in answer["hits"]}
        assert used == {ESSAY if ESSAY in filtered else HERALD}
        assert {citation["article"]["id"] for citation in answer["citations"]} <= used
        prove(seeded, answer)


@pytest.mark.parametrize(
    ("filtered", "found"),
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
def test_passages_can_be_filtered(qa_on_two_articles: Run, filtered: list[str], found: set[str]) -> None:
    ran = qa_on_two_articles("search", "the boat that was sold", "--json", *filtered)
    assert (ran.status, ran.err) == (0, "")
    assert {hit["article_id"] for hit in ran.json} == found
    for hit in ran.json:
        text = qa_on_two_articles("show", hit["article_id"], "--json").json["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_passages_read_well_in_a_pipe(qa_on_two_articles: Run) -> None:
    lines = qa_on_two_articles("search", "the boat").out.splitlines()
    assert lines[1].startswith(" 1. ")
    assert "The Gull · 1 May 2024" in lines[1]
    assert lines[2].strip() == "boat, characters 0–29"
    assert lines[3] == "  | The boat was sold to Bo Berg."
    assert lines[5].startswith(" 2. ")


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("question", ["", "  ", "\n"])
def test_a_blank_question_is_an_error(qa_on_two_articles: Run, command: str, question: str) -> None:
    assert "The question is empty. Type what you want to know" in one_problem(
        qa_on_two_articles(command, question)
    )


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_page_of_text_is_an_error_of_one_short_line(qa_on_two_articles: Run, command: str) -> None:
    problem = one_problem(qa_on_two_articles(command, "x" * 100_000))
    assert "The question has 100,000 characters; at most 2,000 are read. Ask it in fewer words" in problem
    assert len(problem) < 200


@pytest.mark.parametrize(
    "question", ["???", "💡", "\udcff", "-", "a\0b", "'\"; DROP TABLE articles", "[bold]x"]
)
def test_odd_questions_are_answered(qa_on_two_articles: Run, question: str) -> None:
    ran = qa_on_two_articles("ask", "--json", "--", question)
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["question"] == question
    assert qa_on_two_articles("ask", "--", question).status == 0


@pytest.mark.parametrize("command", [["ask", "Who?"], ["search", "boat"]])
def test_there_is_nothing_to_ask_in_an_empty_library(qa_on_two_articles: Run, command: list[str]) -> None:
    qa_on_two_articles("remove", "boat", "mill")
    assert "is empty. Run `qa add PATH...`, then ask again." in one_problem(qa_on_two_articles(*command))


# Chatting


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
def test_a_port_that_is_taken_is_named_with_the_way_out(qa_on_two_articles: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        problem = one_problem(qa_on_two_articles("chat", "--no-browser", "--port", str(port)))
    assert f"Cannot serve the chat on 127.0.0.1:{port}" in problem
    assert "Choose a port with --port." in problem


# Measuring
