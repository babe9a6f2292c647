"""Requests of every kind: what is wrong with an answer is told, and nothing of a right one."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.requests import REQUESTS, faults
from index.articles import Article
from qa.answers import Answer, AnswerKind, Citation, Section

QUAY = Article("quay", "The quay sank. Bo Berg wept. Nobody was hurt.", "The quay")
TEXTS = {"quay": {"id": "quay", "text": QUAY.text}}
SANK, WEPT = Citation(1, QUAY, 0, 14), Citation(2, QUAY, 15, 28)
ANSWER = Answer(
    "?", "?", "", 0.9, (SANK, WEPT), sections=(Section("The quay", (SANK, WEPT)),), kind=AnswerKind.SUMMARY
)
RIGHT: dict[str, Any] = {
    "kinds": ["summary"],
    "must": [[["quay", 0, 8], ["quay", 29, 35]], [["quay", 15, 22]]],
    "must_not": [["quay", 29, 45]],
    "least": 2,
    "most": 2,
    "sections": 1,
}


def test_a_right_answer_has_no_fault() -> None:
    assert list(faults(ANSWER, RIGHT, TEXTS)) == []


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"kinds": ["timeline"]}, "taken for summary"),
        ({"answered": False}, "answered"),
        ({"must": [[["quay", 29, 45]]], "must_not": []}, "not quoted: Nobody was hurt."),
        ({"must_not": [["quay", 15, 22]]}, "quoted: Bo Berg"),
        ({"least": 3, "most": 9}, "2 quotes"),
        ({"most": 1, "least": 1}, "2 quotes"),
        ({"sections": 2}, "1 sections"),
    ],
)
def test_each_fault_is_told(other: dict[str, Any], fault: str) -> None:
    assert list(faults(ANSWER, RIGHT | other, TEXTS)) == [fault]


def test_a_refusal_of_what_is_to_be_answered_is_told() -> None:
    refused = Answer("?", "?", "These articles do not say.", 0.1, kind=AnswerKind.SUMMARY)
    assert "refused" in list(faults(refused, {"kinds": ["summary"]}, TEXTS))
    assert list(faults(refused, {"kinds": ["summary"], "answered": False}, TEXTS)) == []


def test_the_set_is_of_every_kind_and_quotes_nothing() -> None:
    rows = [json.loads(line) for line in Path(REQUESTS).read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {kind for row in rows for kind in row["kinds"]} == {kind.value for kind in AnswerKind}
    assert all(len(place) == 3 for row in rows for places in row.get("must", ()) for place in places)
