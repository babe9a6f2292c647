"""Whose statements a question asks for, on what, and of which kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.attribution.cues import CueMeaning
from qa.intents.statement_requests import follow_up_request, read_statement_request, subject_asked

DENIED = "Berg tolls were secret"
"""What is denied, as far as the network takes it for a part of the question."""

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.mark.parametrize(
    ("question", "who", "about"),
    [
        ("What did Berg say?", "Berg", ""),
        ("What did Bo Berg say about the mill?", "Bo Berg", "the mill"),
        ("what has berg told the farmers", "berg", ""),
        ("What's Berg's opinion on taxes?", "Berg", "taxes"),
        ("What does the professor think of the plan?", "professor", "the plan"),
        ("What was the company's response to the recall?", "company", "the recall"),
        ("Quote Berg", "Berg", ""),
        ("Berg on wolves", "Berg", "wolves"),
        ("Show me quotes by Ann Ek on wolves in these articles", "Ann Ek", "wolves"),
        ("What did the press secretary say?", "press secretary", ""),
        ("What did the State Department say?", "State Department", ""),
        ("What do critics say?", "critics", ""),
        ("How did the minister react to the strike?", "minister", "the strike"),
        ("What do people say about the mill?", "", "the mill"),
        ("What did Berg say in his last speech?", "Berg", ""),
        ("what did berg tell the council", "berg", ""),
        ("What did US officials say?", "US officials", ""),
        ("criticism of the mill", "", "the mill"),
    ],
)
def test_a_speaker_and_a_subject_are_told_apart(question: str, who: str, about: str) -> None:
    read = read_statement_request(question)
    assert read
    assert (read.who, read.about, read.asks_who) == (who, about, False)


@pytest.mark.parametrize(
    ("question", "who", "about", "meaning"),
    [
        ("Who said that the mill is old?", "", "the mill is old", None),
        ("Who denied the theft?", "", "the theft", CueMeaning.DENY),
        ("Which experts warned about a flood?", "experts", "a flood", CueMeaning.WARN),
        ("Who is quoted as saying that it is late?", "", "it is late", None),
        ("Which miller denies that Berg's words on tolls were secret?", "miller", DENIED, CueMeaning.DENY),
    ],
)
def test_who_said_it_is_asked_with_what_the_verb_means(
    question: str, who: str, about: str, meaning: CueMeaning | None
) -> None:
    read = read_statement_request(question)
    assert read
    assert (read.who, read.about, read.asks_who) == (who, about, True)
    assert meaning in read.meanings if meaning else not read.meanings


def test_a_speaker_may_only_be_pointed_at() -> None:
    read = read_statement_request("What else did she say about it?")
    assert read
    assert read.is_pronoun
    assert (read.who, read.about) == ("", "")


@pytest.mark.parametrize(
    "question",
    [
        *(
            "What do the articles say about China?",
            "How old is the mill?",
            "?",
            "",
        ),
        *("What did Berg call the mill?", "What does the mayor call his boat?"),
    ],
)
def test_what_asks_for_nobodys_words_is_none(question: str) -> None:
    assert read_statement_request(question) is None


def test_several_speakers_may_be_asked_for() -> None:
    read = read_statement_request("What did Bo Berg and Ada Lind say about the mill?")
    assert read
    assert (read.speakers, read.about) == (("Bo Berg", "Ada Lind"), "the mill")


def test_the_subject_of_a_question_for_speakers_is_read() -> None:
    assert subject_asked("Who is quoted about the mill in these articles?") == "the mill"
    assert subject_asked("Who is quoted?") == ""


@given(ANY_TEXT)
def test_any_text_can_be_read(text: str) -> None:
    read = read_statement_request(f"What did {text} say about {text}?")
    assert read is None or isinstance(read.who, str)
    subject_asked(text)


@pytest.mark.parametrize(
    ("question", "who", "about"),
    [
        ("and ek?", "ek", "the mill"),
        ("what about Ann Ek", "Ann Ek", "the mill"),
        ("And about taxes?", "berg", "taxes"),
    ],
)
def test_a_follow_up_names_another_speaker_or_subject(question: str, who: str, about: str) -> None:
    asked = follow_up_request(question, "what did berg say about the mill")
    assert asked
    assert (asked.who, asked.about) == (who, about)


@pytest.mark.parametrize("question", ["ek", "and then?", "and where did the old mill stand at that time?"])
def test_what_says_more_or_names_nobody_is_no_follow_up(question: str) -> None:
    assert follow_up_request(question, "what did berg say about the mill") is None
    assert follow_up_request("and ek?", "How old is the mill?") is None
