import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.grounding.declaratives import declarative

VERBS = frozenset({"build", "sink", "play", "carry"})


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("Who built the bridge?", "Bo Berg", "Bo Berg built the bridge."),
        ("What did the mayor build in Aahus?", "a bridge", "The mayor built a bridge in Aahus."),
        ("When did the ferry sink?", "1984", "The ferry sank in 1984."),
        ("How many sailors did the ferry carry?", "12", "The ferry carried 12 sailors."),
        ("How many sailors drowned?", "12", "12 sailors drowned."),
        ("Where was the bridge built?", "Aahus", "The bridge was built in Aahus."),
        ("Who was elected mayor?", "Bo Berg", "Bo Berg was elected mayor."),
        ("Who is the mayor of Aahus?", "Bo Berg", "The mayor of Aahus is Bo Berg."),
        ("Why does the band play?", "the rain", "The band plays because of the rain."),
        ("which bridge", "the old one", "which bridge? the old one"),
    ],
)
def test_a_question_and_its_answer_make_a_statement(question: str, answer: str, statement: str) -> None:
    assert declarative(question, answer, VERBS) == statement


@given(st.text(max_size=60), st.text("ab1 ", min_size=1, max_size=20).filter(str.strip))
def test_every_statement_holds_the_answer(question: str, answer: str) -> None:
    assert answer.strip().casefold() in declarative(question, answer, VERBS).casefold()
