import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.conversation.substitution import LONGEST_BEFORE, LONGEST_NAME, substitute
from tests.qa.conversation.scorers import standalone


@pytest.mark.parametrize(
    ("before", "question", "completed"),
    [
        ("Where does Ada Lind work?", "And Bo Berg?", "Where does Bo Berg work?"),
        ("Where does Ada Lind work?", "What about Bo Berg", "Where does Bo Berg work?"),
        ("What is the capital of Norland?", "How about Sudland?", "What is the capital of Sudland?"),
        ("Who is Ada Lind’s teacher?", "And Bo Berg?", "Who is Bo Berg’s teacher?"),
        ("How many people live in Norland?", "And in Sudland?", "How many people live in Sudland?"),
        ("What did Norland ship to Sudland?", "And to Estland?", "What did Norland ship to Estland?"),
        ("What did the Norland Union sign?", "And the Boat League?", "What did the Boat League sign?"),
        ("Who won the cup in 2019?", "And in 2020?", "Who won the cup in 2020?"),
        ("Who won the cup in 2019?", "what about 2020??", "Who won the cup in 2020?"),
    ],
)
def test_another_name_or_year_takes_the_place_of_the_one_asked_about(
    before: str, question: str, completed: str
) -> None:
    assert standalone(question, [(before, "So it is.")]) == completed


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("When did Ada Lind visit Turku?", "And Bo Berg?"),
        ("What happened in Turku?", "And Bo Berg?"),
        ("What did Norland sign?", "And the Boat League?"),
        ("Who won in 2019 and in 2020?", "And in 2021?"),
        ("What was built in 2019-21?", "And in 2022?"),
        ("How many people live in Norland?", "And from Sudland?"),
        ("What did Norland ship?", "And in return?"),
        ("What did Norland ship?", "And Sudland sold what?"),
        ("What did Norland ship?", "And Norland?"),
        ("When was the mill opened?", "And the bridge?"),
        ("Where does Ada Lind work? " + "x" * LONGEST_BEFORE, "And Bo Berg?"),
        ("Where does Ada Lind work?", f"And B{'o' * LONGEST_NAME}?"),
    ],
)
def test_nothing_is_replaced_where_it_might_be_another_or_more_is_said(before: str, question: str) -> None:
    assert substitute(question, before) == ""


def test_one_after_another() -> None:
    history = [("How old is Ada Lind?", "“She is 40.” [1]"), ("And Bo Berg?", "“He is 50.” [1]")]
    assert standalone("And Cy Dahl?", history) == "How old is Cy Dahl?"
    assert standalone("Where does he live?", history) == "Where does Bo Berg live?"


ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.lists(
    st.sampled_from(["Ada", "Lind", "in", "the", "1902", "2019", "?", "’s", "Turku", "won", "-"])
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
@example("A1", "0A0")
def test_nothing_is_said_that_neither_question_says(question: str, before: str) -> None:
    completed = substitute(f"And {question}", before)
    assert set(re.findall(r"\w+", completed)) <= set(re.findall(r"\w+", f"{question} {before}"))
