"""The network that ships with the project, on conversations that nobody taught it."""

import pytest

from qa import conversation
from qa.conversation.term_classifier import SHIPPED, TermScores, shipped_classifier
from qa.turns import as_turns

HARBOUR = [
    ("What did the harbour board of Turku decide?", "The board decided to close the old ferry terminal."),
]
SAILOR = [("Who is Ada Lind?", "Ada Lind, a sailor, crossed the Baltic alone in a small red boat.")]


def scores(question: str, turns: list[tuple[str, str]]) -> TermScores:
    return shipped_classifier().scores(question, turns)


@pytest.mark.parametrize(
    ("question", "turns", "word"),
    [
        ("What are the reasons?", HARBOUR, "terminal"),
        ("How many passengers used it?", HARBOUR, "terminal"),
        ("Why did she do that?", SAILOR, "baltic"),
        ("How long was the boat?", SAILOR, "lind"),
    ],
)
def test_what_a_question_leaves_out_is_likely(question: str, turns: list[tuple[str, str]], word: str) -> None:
    told = scores(question, turns)
    assert told.needs_completion > 0.9
    assert told.terms[word] > 0.3
    assert max(told.terms.values()) < 1


@pytest.mark.parametrize(
    "question",
    ["Who won the Sudland elections in May 2014?", "When was the Norling Library in Estland opened?"],
)
@pytest.mark.parametrize("turns", [HARBOUR, SAILOR])
def test_a_change_of_subject_leaves_nothing_out(question: str, turns: list[tuple[str, str]]) -> None:
    assert scores(question, turns).needs_completion < 0.8
    assert conversation.standalone(question, as_turns(turns)) == question


def test_the_words_of_a_conversation_are_scored_once_each() -> None:
    told = scores("Why?", [("Who built the boat?", "Bo Berg built the boat.")])
    assert set(told.terms) == {"built", "boat", "bo", "berg"}


def test_the_same_conversation_gives_the_same_scores() -> None:
    assert scores("Why?", HARBOUR) == scores("Why?", HARBOUR)


def test_what_ships_is_small() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 25_000_000
