"""Who or what something is, in the words of the articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers import AnswerKind
from qa.intents.definition import definitions, spelt_out
from tests.fakes import article
from tests.qa.intents.asking import asked_as, resources_with

TEXT = (
    "Bo Berg, the mayor of Aahus, opened the quay. Then the historian Ada Lind spoke. The quay was dear. "
    "A Gull is a small boat with two oars. The Office for Quays and Canals (OQC) paid. The OQC has a seat. "
    "It lies in a borough called Stokk. Ships of the Free Rowing Club came. The FRC won. Berg sang."
)
QUAY = article(TEXT, id="quay", title="The quay")


def defined(question: str) -> list[str]:
    answer = asked_as(AnswerKind.DEFINITION, question, resources_with(QUAY))
    if answer.kind is AnswerKind.FACT:
        return []
    assert answer.kind is AnswerKind.DEFINITION
    return [
        citation.article.text[slice(*citation.answer)] for citation in answer.citations if citation.answer
    ]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is Bo Berg?", "the mayor of Aahus"),
        ("who's bo berg", "the mayor of Aahus"),
        ("Who is Ada Lind?", "the historian"),
        ("What is a Gull?", "is a small boat with two oars"),
        ("What does OQC stand for?", "Office for Quays and Canals"),
        ("What is the OQC?", "Office for Quays and Canals"),
        ("What does FRC stand for?", "Free Rowing Club"),
        ("frc stands for what", "Free Rowing Club"),
        ("who on earth is bo berg", "the mayor of Aahus"),
        ("What is meant by Stokk?", "It lies in a borough"),
    ],
)
def test_an_apposition_a_title_a_verb_or_a_bracket_defines(question: str, words: str) -> None:
    assert defined(question)[0] == words


@pytest.mark.parametrize(
    "question",
    [
        "Who is Cy Dahl?",
        "What does FRC cost?",
        "Who paid?",
        "What is the quay?",
        "Who is the mayor of Aahus?",
    ],
)
def test_what_no_sentence_defines_is_read_as_a_fact(question: str) -> None:
    assert defined(question) == []


@given(
    st.text(st.sampled_from("AB a,.(é-”\n"), max_size=60), st.sampled_from(["A", "AB", "B a", "ABA", "(a"])
)
def test_the_words_that_define_stand_in_their_sentence(text: str, term: str) -> None:
    spelt_out(term, text)
    for one in definitions(article(text, id="a", title="T"), term):
        assert one.quote.answer
        assert one.quote.start <= one.quote.answer[0] < one.quote.answer[1] <= one.quote.end
