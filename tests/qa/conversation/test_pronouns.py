import pytest

from tests.cpu_time_limit import cpu_time_limit
from tests.qa.conversation.scorers import standalone

GROUP = [("What does the Norland Group do?", "It builds boats.")]
SAILOR = [("What did Ada Lind build?", "“Ada Lind built a boat in Turku.” [1]")]


@pytest.mark.parametrize(
    "question",
    [
        "Is it safe to travel to Estland?",
        "Is it really safe to travel to Estland?",
        "Is it safe for tourists to visit Estland?",
        "Is it illegal to own sheep in Estland?",
        "Isn't it illegal to own sheep in Estland?",
        "Can it be dangerous to sail to Estland?",
        "Has it become harder to get a visa for Estland?",
        "Why is it important that Estland joined?",
        "Was it wrong for Estland to join the union?",
        "Is it better to sail to Estland?",
        "Is it too late to vote in Estland?",
        "Is it worth visiting Estland?",
        "How hard is it to get a visa for Estland?",
        "How expensive would it be to live in Estland?",
        "How likely is it that Estland joins?",
        "How much does it cost to visit Estland?",
        "Who says that it is safe to travel to Estland?",
    ],
)
def test_what_is_said_of_doing_something_is_said_of_no_thing(question: str) -> None:
    assert standalone(question, GROUP) == question


@pytest.mark.parametrize(
    ("question", "completed"),
    [
        ("Is it able to sail to Estland?", "Is Norland Group able to sail to Estland?"),
        ("Is it going to leave Estland?", "Is Norland Group going to leave Estland?"),
        ("Is it ready to join the union?", "Is Norland Group ready to join the union?"),
        ("Is it good for Estland?", "Is Norland Group good for Estland?"),
        ("Is it important to the sailors?", "Is Norland Group important to the sailors?"),
        ("Is it important to Estland?", "Is Norland Group important to Estland?"),
        ("Is it better than the Boat League?", "Is Norland Group better than the Boat League?"),
        ("Is it safe to join?", "Is Norland Group safe to join?"),
        ("Is it easy to work for?", "Is Norland Group easy to work for?"),
        ("Is it worth joining?", "Is Norland Group worth joining?"),
        ("How hard is it to join?", "How hard is Norland Group to join?"),
        ("How close is it to winning the cup?", "How close is Norland Group to winning the cup?"),
        ("How dangerous is it?", "How dangerous is Norland Group?"),
        ("How much did it cost to build?", "How much did Norland Group cost to build?"),
    ],
)
def test_what_is_said_of_a_thing_names_it(question: str, completed: str) -> None:
    assert standalone(question, GROUP) == completed


@pytest.mark.parametrize(
    ("question", "completed"),
    [
        ("Who met her in Paris?", "Who met Ada Lind in Paris?"),
        ("Who joined her after the war?", "Who joined Ada Lind after the war?"),
        ("Who met her when the war ended?", "Who met Ada Lind when the war ended?"),
        ("Who taught her how to sail?", "Who taught Ada Lind how to sail?"),
        ("Who taught her and Bo Berg?", "Who taught Ada Lind and Bo Berg?"),
        ("Who met her again?", "Who met Ada Lind again?"),
        ("Who taught her first?", "Who taught Ada Lind first?"),
        ("Who sold her a boat?", "Who sold Ada Lind a boat?"),
    ],
)
def test_her_is_somebody_where_nothing_owned_follows(question: str, completed: str) -> None:
    assert standalone(question, SAILOR) == completed


@pytest.mark.parametrize(
    ("question", "completed"),
    [
        ("Who was her first teacher?", "Who was Ada Lind’s first teacher?"),
        ("Who are her in-laws?", "Who are Ada Lind’s in-laws?"),
        ("Where is her old shed?", "Where is Ada Lind’s old shed?"),
        ("Where is her outboard motor?", "Where is Ada Lind’s outboard motor?"),
        ("What is her most famous boat?", "What is Ada Lind’s most famous boat?"),
    ],
)
def test_her_is_an_owner_where_something_owned_follows(question: str, completed: str) -> None:
    assert standalone(question, SAILOR) == completed


@pytest.mark.parametrize(
    "piece", ["it is safe for a ", "it to ", "how hard is it to a ", "her ", "it" + " " * 2_000]
)
def test_a_long_question_takes_no_long_time(piece: str) -> None:
    with cpu_time_limit():
        completed = standalone(piece * (100_000 // len(piece)), GROUP)
    assert completed


@pytest.mark.parametrize(
    "answer",
    ["“Ada Lind of Norland welcomed the delay.” [1]", "“The delay pleased Ada Lind of Norland.” [1]"],
)
def test_she_is_the_person_of_the_last_answer_also_where_it_says_from_where(answer: str) -> None:
    history = [("Who welcomed the delay of the dam at Turku?", answer)]
    asked = standalone("Of which country is she the foreign minister?", history)
    assert asked == "Of which country is Ada Lind the foreign minister?"


@pytest.mark.parametrize("office", ["Prime Minister of Norland", "University Board of Norland"])
def test_an_office_or_a_house_of_somewhere_is_nobody_by_name(office: str) -> None:
    history = [("Who came?", f"“Bo Berg met the {office}.” [1]")]
    assert standalone("When did he leave?", history) == "When did Bo Berg leave?"
