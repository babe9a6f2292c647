import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import LONGEST_CARRIED, TURNS_READ, names, standalone

SAILOR = [("What did Ada Lind build?", "“Ada Lind built a boat in Turku.” [1]")]
MILL = [("When was the Norling Mill opened?", "“The Norling Mill was opened in 1902.” [1]")]
REPORT = [("Who wrote the report?", "“The report is by Maria Santos, an engineer at Harbor College.” [1]")]
TREATY = [("What did Norland and Sudland sign?", "“Norland and Sudland signed a treaty.” [1]")]

PRONOUNS = {
    *("he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "there"),
}
ANY_TEXT = st.text(st.characters(exclude_categories=()))
ANY_HISTORY = st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4)
CAPITALS = st.lists(
    st.sampled_from(["Ada", "Lind", "of", "the", "’s", ".", "?", " ", "\n", "In", "Été", "a", "May"])
).map(" ".join)


@pytest.mark.parametrize(
    ("history", "question", "completed"),
    [
        (SAILOR, "Where does she teach?", "Where does Ada Lind teach?"),
        (SAILOR, "Where does he teach?", "Where does Ada Lind teach?"),
        (SAILOR, "Who taught her?", "Who taught Ada Lind?"),
        (SAILOR, "Who taught him?", "Who taught Ada Lind?"),
        (SAILOR, "What is her trade?", "What is Ada Lind’s trade?"),
        (SAILOR, "What is his trade?", "What is Ada Lind’s trade?"),
        (MILL, "Who owns it?", "Who owns Norling Mill?"),
        (MILL, "Who is its owner?", "Who is Norling Mill’s owner?"),
        (TREATY, "Why did they meet?", "Why did Norland and Sudland meet?"),
        (TREATY, "What is their aim?", "What is Norland and Sudland’s aim?"),
        (TREATY, "Who invited them?", "Who invited Norland and Sudland?"),
        ([("What happened in Turku?", "Nothing.")], "Who lives there?", "Who lives in Turku?"),
        ([("Did Ada Lind move to Turku?", "Yes.")], "Who lives there?", "Who lives in Turku?"),
    ],
)
def test_a_pronoun_becomes_the_name_it_stands_for(
    history: list[tuple[str, str]], question: str, completed: str
) -> None:
    assert standalone(question, history) == completed


def test_the_person_may_stand_in_the_answer() -> None:
    assert standalone("Where does she work?", REPORT) == "Where does Maria Santos work?"


def test_the_last_turn_with_a_name_counts() -> None:
    history = [*SAILOR, ("And what did Bo Berg build?", "“Bo Berg built a shed.” [1]"), ("Why?", "For hay.")]
    assert standalone("Where does he live?", history) == "Where does Bo Berg live?"


@pytest.mark.parametrize(
    "question",
    [
        "And in return?",
        "And then?",
        "What about the cost?",
        "Why?",
        "How does that work?",
        "What else was it?",
    ],
)
def test_a_question_that_hangs_on_the_one_before_carries_it_along(question: str) -> None:
    completed = standalone(question, SAILOR)
    assert completed.endswith(" (What did Ada Lind build?)")


def test_in_return_names_the_side_as_well() -> None:
    history = [("What did Norland ship to Sudland?", "“Norland shipped wool.” [1]")]
    assert (
        standalone("And what did it get in return?", history)
        == "And what did Norland get in return? (What did Norland ship to Sudland?)"
    )


@pytest.mark.parametrize(
    "question",
    [
        "When was the Norling Mill opened?",
        "Why did Bo Berg say he liked sheep?",
        "How many sheep does Bo Berg own?",
        "Is there a lighthouse in Turku?",
        "Did Bo Berg sell his boat?",
    ],
)
def test_a_change_of_subject_is_left_alone(question: str) -> None:
    assert standalone(question, SAILOR) == question


@pytest.mark.parametrize("question", ["And in return?", "Where does he teach?", "Why?", "???", "  "])
def test_without_a_conversation_nothing_is_completed(question: str) -> None:
    assert standalone(question, ()) == question.strip()
    assert standalone(f"  {question}\n", []) == question.strip()


def test_what_was_said_long_ago_is_not_meant() -> None:
    since = [("who was it", "nobody said")] * TURNS_READ
    assert standalone("Where does he live?", [*SAILOR, *since[1:]]) == "Where does Ada Lind live?"
    assert standalone("Where does he live?", [*SAILOR, *since]) == "Where does he live? (who was it)"


def test_a_pronoun_for_which_there_is_no_name_carries_the_question_along() -> None:
    completed = standalone("Why did he leave?", [("who came first", "nobody knows")])
    assert completed == "Why did he leave? (who came first)"


@pytest.mark.parametrize("before", ["", "   ", "\n"])
def test_a_blank_question_before_is_not_carried_along(before: str) -> None:
    assert standalone("And in return?", [(before, before)]) == "And in return?"


def test_months_and_days_are_no_names() -> None:
    history = [("Who met Ada Lind in September on Monday?", "Bo.")]
    assert names(history[0][0]) == ["Ada Lind"]
    assert "September" not in standalone("What happened there?", history)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Does Norland want wool? Was Ada Lind there? Has Turku a mill?", ["Norland", "Ada Lind", "Turku"]),
        ("Following the visit of Bo Berg to Turku, His Majesty left.", ["Bo Berg", "Turku", "Majesty"]),
        ("During Ada Lind’s visit", ["Ada Lind"]),
        ("Ada Lind’s boat and Bo Berg's shed", ["Ada Lind", "Bo Berg"]),
        ("the Bank of Norland and the University of Turku", ["Bank of Norland", "University of Turku"]),
        ("a mill near Århus, élan, Élan Vital and Пётр Ильич сказал", ["Århus", "Élan Vital", "Пётр Ильич"]),
        ("Boats are slow. Sheep are not.", []),
        ("on ne sait pas où été é", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals(text: str, found: list[str]) -> None:
    assert names(text) == found


@given(question=ANY_TEXT, history=ANY_HISTORY)
def test_any_conversation_gives_a_question(question: str, history: list[tuple[str, str]]) -> None:
    completed = standalone(question, history)
    assert completed == completed.strip()
    assert bool(completed) == bool(question.strip())
    if not history:
        assert completed == question.strip()


@given(question=CAPITALS, history=st.lists(st.tuples(CAPITALS, CAPITALS), min_size=1, max_size=3))
def test_only_pronouns_are_replaced(question: str, history: list[tuple[str, str]]) -> None:
    completed = iter(re.findall(r"\w+", standalone(f"{question} it and her", history)))
    kept = [word for word in re.findall(r"\w+", question) if word.lower() not in PRONOUNS]
    assert all(word in completed for word in kept), "a word is lost, or out of order"


@pytest.mark.parametrize(
    "text",
    [
        "Alpha Beta. " * 8_333,
        "Word " * 20_000,
        "In Turku, he said. " * 5_000,
        "A. b " * 20_000,
        "A" * 100_000,
        "A’s " * 25_000,
        "A--" * 33_333,
        " " * 100_000,
        "the " * 25_000,
        "\n" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("question", ["What did he do there, and they with it?", "And in return?"])
def test_a_long_conversation_takes_no_long_time(text: str, question: str) -> None:
    start = perf_counter()
    one, many = standalone(question, [(text, text)]), standalone(question, [(text[:1000], text[:1000])] * 100)
    assert perf_counter() - start < 5
    assert max(len(one), len(many)) < 2 * LONGEST_CARRIED + len(question)
