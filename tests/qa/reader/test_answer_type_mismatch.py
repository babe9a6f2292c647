import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.answer_type_mismatch import (
    MISSING_MONEY_PENALTY,
    MISSING_NUMBER_PENALTY,
    MISSING_QUANTITY_PENALTY,
    MISSING_TIME_PENALTY,
    mismatch_penalties,
)
from qa.reader.candidates import Candidate


def candidate(text: str, *, answer: str | None = None) -> Candidate:
    """A quote whose words all answer, or some."""
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0)
    start = text.index(answer or text)
    return Candidate(hit, 0, len(text), (start, start + len(answer or text)), 5.0, 5.0)


@pytest.mark.parametrize(
    "question",
    [
        "How many boats were sold?",
        "how  much of it was sold",
        "And how many?",
        "What percentage of boats was sold?",
        "Which share was sold?",
    ],
)
@pytest.mark.parametrize(
    ("quote", "tells"),
    [
        ("Boats were sold.", False),
        ("The harbour sold its boats to the city.", False),
        ("Nowhere are boats tended better.", False),
        ("They sold 12 boats.", True),
        ("They sold seventeen boats.", True),
        ("Two boats were sold.", True),
        ("It cost $3.", True),
        ("Half of them were sold.", True),
        ("Dozens were sold.", True),
        ("None was sold.", True),
        ("Only a few were sold.", True),
        ("It is free.", True),
    ],
)
def test_how_many_is_answered_by_no_words_without_an_amount(question: str, quote: str, tells: bool) -> None:
    assert mismatch_penalties(question, [candidate(quote)]).tolist() == [
        0.0 if tells else MISSING_NUMBER_PENALTY
    ]


@pytest.mark.parametrize(
    ("quote", "tells"),
    [
        ("In May 2022 the harbour sold boats to the city.", False),
        ("Boats were sold to the city by 12 harbours.", False),
        ("They sold 12 boats.", True),
        ("They sold 12 old wooden boats.", True),
        ("Of boats, twelve were sold.", True),
    ],
)
def test_an_amount_elsewhere_in_the_sentence_is_none_of_what_is_asked(quote: str, tells: bool) -> None:
    answer = "boats" if "boats" in quote else "Boats"
    lost = mismatch_penalties("How many boats were sold?", [candidate(quote, answer=answer)])
    assert lost.tolist() == [0.0 if tells else MISSING_NUMBER_PENALTY]


@pytest.mark.parametrize("question", ["Who sold boats?", "How was it sold?", "Whose share issue was it?"])
def test_other_questions_ask_for_no_amount(question: str) -> None:
    told = [candidate("Boats were sold."), candidate("12 were sold.")]
    assert mismatch_penalties(question, told).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "question",
    [
        "How much did the harbour pay for the boats?",
        "And how much money was raised?",
        "How much has Ada Lind earned by selling boats?",
        "how much will it cost",
        "How big was the fine that Bo Berg got?",
        "What will the cheaper ticket cost?",
        "What is the price of a boat?",
    ],
)
@pytest.mark.parametrize(
    ("quote", "tells"),
    [
        ("She sold the boats in 2021.", False),
        ("The harbour paid for three boats.", False),
        ("They cost $3.", True),
        ("They cost three euros.", True),
        ("They cost 12 million.", True),
        ("They are free.", True),
    ],
)
def test_how_much_was_paid_is_answered_by_money_only(question: str, quote: str, tells: bool) -> None:
    assert mismatch_penalties(question, [candidate(quote)]).tolist() == [
        0.0 if tells else MISSING_MONEY_PENALTY
    ]


@pytest.mark.parametrize(
    "question",
    ["How much time did they spend?", "How much did it rain?", "What did they pay for?", "How high is it?"],
)
def test_an_amount_of_something_else_is_no_money(question: str) -> None:
    assert mismatch_penalties(question, [candidate("It took 3 days.")]).tolist() == [0.0]


@pytest.mark.parametrize(
    "question", ["When did Bo Berg leave?", "And in which year was it?", "since what date is it so"]
)
@pytest.mark.parametrize(
    ("quote", "tells"),
    [
        ("Bo Berg left for Aahus.", False),
        ("It was in 1999.", True),
        ("In 911 he left.", True),
        ("He left last week.", True),
        ("He left after the storm.", True),
        ("It was on a Sunday.", True),
    ],
)
def test_when_is_answered_by_no_words_without_a_time(question: str, quote: str, tells: bool) -> None:
    assert mismatch_penalties(question, [candidate(quote)]).tolist() == [
        0.0 if tells else MISSING_TIME_PENALTY
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What did Bo Berg say when he left?",
        "When people leave, what do they take along?",
        "What will decide how old the boats become?",
        "What was the dish of the year?",
    ],
)
def test_a_clause_of_the_question_asks_for_nothing(question: str) -> None:
    assert mismatch_penalties(question, [candidate("Bo Berg left for Aahus.")]).tolist() == [0.0]


@pytest.mark.parametrize(
    "question",
    ["What was the turnout in Aahus?", "What is the population?", "what is the unemployment rate of Havnia"],
)
@pytest.mark.parametrize(
    ("quote", "tells"), [("Boats were sold.", False), ("It was 53 per cent.", True), ("It doubled.", True)]
)
def test_a_quantity_is_answered_by_no_words_without_an_amount(question: str, quote: str, tells: bool) -> None:
    assert mismatch_penalties(question, [candidate(quote)]).tolist() == [
        0.0 if tells else MISSING_QUANTITY_PENALTY
    ]


@pytest.mark.parametrize("question", ["What is the speed camera for?", "What was the area called?"])
def test_a_thing_that_is_only_called_like_a_quantity_is_none(question: str) -> None:
    assert mismatch_penalties(question, [candidate("Boats were sold.")]).tolist() == [0.0]


@given(question=st.text(max_size=60), quote=st.text(min_size=1, max_size=80))
def test_the_largest_of_several_penalties_counts(question: str, quote: str) -> None:
    (lost,) = mismatch_penalties("How much money? " + question, [candidate(quote)])
    assert lost in {0.0, MISSING_MONEY_PENALTY, MISSING_NUMBER_PENALTY}
