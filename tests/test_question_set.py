"""The fixed question set keeps its own promises: what it calls evidence stands in the sample articles."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.articles import slug
from qa.evaluation import load_questions
from qa.evaluation.figures import contains_answer

HERE = Path(__file__).parent
QUESTION_SET = HERE / "questions.jsonl"
SEEDS = {slug(path.stem): path.read_bytes().decode("utf-8") for path in (HERE.parent / "seeds").glob("*.txt")}
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in QUESTION_SET.read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [row for row in ROWS if row["type"] != "unanswerable"]
REFUSAL = "These articles do not say."
MISSION_ANSWER = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"

each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
each_answerable = pytest.mark.parametrize("row", ANSWERABLE, ids=lambda row: row["id"])


def test_there_are_enough_of_each_type() -> None:
    least = {"fact": 18, "paraphrase": 10, "typo": 6, "followup": 10, "both": 6, "unanswerable": 25}
    counts = Counter(row["type"] for row in ROWS)
    assert set(counts) == set(least)
    assert all(counts[name] >= number for name, number in least.items())
    assert len(ROWS) >= 75


def test_the_set_loads_and_ids_are_unique() -> None:
    questions = load_questions(QUESTION_SET)
    assert [question.id for question in questions] == [row["id"] for row in ROWS]
    assert len({question.id for question in questions}) == len(questions)


def test_no_question_is_asked_twice_in_the_same_conversation() -> None:
    asked = [(row["question"], json.dumps(row["history"])) for row in ROWS]
    assert len(set(asked)) == len(asked)


@each_answerable
def test_evidence_is_an_exact_slice_that_stands_once(row: dict[str, Any]) -> None:
    assert row["evidence"]
    for evidence in row["evidence"]:
        assert SEEDS[evidence["doc_id"]].count(evidence["quote"]) == 1


@each_answerable
def test_answers_and_evidence_belong_together(row: dict[str, Any]) -> None:
    quotes = [evidence["quote"] for evidence in row["evidence"]]
    assert row["answers"]
    assert all(any(answer in quote for quote in quotes) for answer in row["answers"])
    assert all(any(answer in quote for answer in row["answers"]) for quote in quotes)
    assert set(row["relevant"]) == {evidence["doc_id"] for evidence in row["evidence"]}


@each_answerable
def test_no_other_sentence_would_pass_for_an_answer(row: dict[str, Any]) -> None:
    rest = dict(SEEDS)
    for evidence in row["evidence"]:
        rest[evidence["doc_id"]] = rest[evidence["doc_id"]].replace(evidence["quote"], "\n")
    sentences = [part for text in rest.values() for part in re.split(r"(?<=[.?!”])\s|\n", text)]
    assert not [sentence for sentence in sentences if contains_answer(sentence, row["answers"])]


@each_row
def test_earlier_answers_are_exact_quotes_or_the_refusal(row: dict[str, Any]) -> None:
    for _, answer in row["history"]:
        assert answer == REFUSAL or any(answer in text for text in SEEDS.values())


@pytest.mark.parametrize("row", [r for r in ROWS if r["type"] == "unanswerable"], ids=lambda row: row["id"])
def test_an_unanswerable_question_names_nothing(row: dict[str, Any]) -> None:
    assert row["answers"] == [] and row["evidence"] == [] and row["relevant"] == {}


@pytest.mark.parametrize("row", [r for r in ROWS if r["type"] == "paraphrase"], ids=lambda row: row["id"])
def test_a_paraphrase_shares_no_long_word_with_its_evidence(row: dict[str, Any]) -> None:
    quotes = " ".join(evidence["quote"] for evidence in row["evidence"])
    assert not long_words(row["question"]) & long_words(quotes)


@pytest.mark.parametrize("row", [r for r in ROWS if r["type"] == "both"], ids=lambda row: row["id"])
def test_a_question_for_both_names_both_articles(row: dict[str, Any]) -> None:
    assert set(row["relevant"]) == set(SEEDS)


def test_every_follow_up_has_a_history() -> None:
    assert all(row["history"] for row in ROWS if row["type"] == "followup")
    assert sum(bool(row["history"]) for row in ROWS if row["type"] == "unanswerable") >= 3


def test_the_mission_question_is_in_the_set() -> None:
    (row,) = [row for row in ROWS if row["question"] == "What did North Korea reportedly ship to Russia?"]
    assert row["answers"] == [MISSION_ANSWER]


def test_some_questions_are_typed_carelessly() -> None:
    careless = [row for row in ROWS if row["question"].islower() and not row["question"].endswith("?")]
    assert len(careless) >= 8


def long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 5}
