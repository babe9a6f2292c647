import pytest

from qa.intents.definition_request import asked_term, read_term, surely_defines


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Who is Bo Berg?", "Bo Berg"),
        ("what does 'OQC' stand for", "OQC"),
        ("What is meant by the quay analogy?", "quay analogy"),
        ("Define rigging", "rigging"),
        ("Explain the Stokk rule", "Stokk rule"),
        ("Who is the president of Norland?", ""),
        ("What is it?", ""),
        ("Who is he?", ""),
        ("Who is the mayor?", ""),
        ("What is the price of fish in Aahus?", ""),
        ("How old is Bo Berg?", ""),
    ],
)
def test_what_is_to_be_defined_is_a_name_or_a_term(question: str, term: str) -> None:
    assert asked_term(question) == term


@pytest.mark.parametrize("question", ["Who is Bo Berg?", "who's bo berg", "And who was Ada Lind?", "OQC?"])
def test_who_somebody_is_by_name_is_surely_a_definition(question: str) -> None:
    assert surely_defines(question)


@pytest.mark.parametrize("question", ["What does OQC stand for?", "What is the OQC?", "What is Stokkport?"])
def test_what_an_abbreviation_is_is_surely_a_definition(question: str) -> None:
    assert surely_defines(question)


@pytest.mark.parametrize(
    "question",
    """
    Who is the mayor? | Who is the Norse leader? | Who is Bo Berg’s brother? | Who is he? | Who sang? | WHO?
    | What is the price? | What is rigging? | What is NaCl?
    | What was Bo Berg known for? | Who was Count of Aahus? | HELLO THERE
    """.split("|"),
)
def test_what_may_be_a_fact_is_not(question: str) -> None:
    assert not surely_defines(question)


@pytest.mark.parametrize(
    ("question", "term"),
    [("OQC stands for...", "OQC"), ("What do the letters OQC stand for", "OQC"), ("How old is Bo Berg?", "")],
)
def test_an_abbreviation_is_read_wherever_it_stands(question: str, term: str) -> None:
    assert read_term(question) == term
