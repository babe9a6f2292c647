import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.intents.summary_length import (
    DETAILED,
    MOST_SENTENCES,
    SHORT,
    names_only_a_length,
    requested_sentences,
)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Summarize this in one sentence.", 1),
        ("Sum it up in a sentence", 1),
        ("summary in 3 sentences pls", 3),
        ("Give me a two-sentence summary", 2),
        ("the five key points?", 5),
        ("Summarise the boat in 4 bullet points", 4),
        ("Summary in 400 sentences", MOST_SENTENCES),
        ("A short summary, please", SHORT),
        ("tl;dr", SHORT),
        ("briefly, what is it about", SHORT),
        ("Summarize the second one in detail.", DETAILED),
        ("Summarize this article", None),
        ("Sum up the 3 articles of May", None),
        ("A summary of what happened in 2017", None),
    ],
)
def test_the_length_asked_for_is_read(question: str, number: int | None) -> None:
    assert requested_sentences(question) == number


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("Shorter, please", True),
        ("now in two sentences", True),
        ("In more detail", True),
        ("A short summary of the ferry", False),
        ("Summarize everything", False),
        ("", False),
    ],
)
def test_a_request_that_names_only_a_length_is_told(question: str, only: bool) -> None:
    assert names_only_a_length(question) is only


@given(st.text(max_size=300))
def test_any_text_asks_for_a_possible_number_or_none(question: str) -> None:
    number = requested_sentences(question)
    assert number is None or 1 <= number <= MOST_SENTENCES
