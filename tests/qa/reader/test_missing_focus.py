import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader.candidates import Candidate
from qa.reader.missing_focus import MISSING_FOCUS_PENALTY, asked_noun, missing_focus_penalties

VOTE = "Bo Berg won the vote in Aahus with 53 per cent. Nobody was surprised."


def candidate(text: str = VOTE, *, title: str = "", margin: float = -1.0) -> Candidate:
    """The first sentence of a passage."""
    hit = Hit(Article(id="a", title=title, text=text), 0, len(text), 1.0)
    end = text.index(".") + 1
    return Candidate(hit, 0, end, (0, end), margin, 5.0)


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("What was the turnout in Aahus?", "turnout"),
        ("What’s the budget deficit?", "deficit"),
        ("Who is the mayor of Aahus?", "mayor"),
        ("Who were the other referees?", "referees"),
        ("How many stray dogs were caught?", "dogs"),
        ("how many passengers does line 7 carry", "passengers"),
        ("What is the name of the builder?", "builder"),
        ("What are the names of his tutors", "tutors"),
    ],
)
def test_a_question_may_ask_for_a_noun(question: str, noun: str) -> None:
    assert asked_noun(question) == noun


@pytest.mark.parametrize(
    "question",
    [
        "What is the price of a boat?",
        "What was the name of it?",
        "How many people came?",
        "How many were sold?",
        "How many sheep graze in Aahus?",
        "Who won?",
        "Who is Bo Berg?",
        "What was the closing for?",
        "When was the turnout told?",
        "",
    ],
)
def test_what_texts_tell_without_the_word_is_none(question: str) -> None:
    assert asked_noun(question) is None


@pytest.mark.parametrize(
    ("text", "title", "margin", "lost"),
    [
        (VOTE, "", -1.0, MISSING_FOCUS_PENALTY),
        (VOTE, "", 1.0, 0.0),
        (VOTE, "Record turnout", -1.0, 0.0),
        (f"{VOTE} Turnouts were high.", "", -1.0, 0.0),
    ],
)
def test_a_passage_without_the_noun_loses_where_the_network_prefers_no_answer(
    text: str, title: str, margin: float, lost: float
) -> None:
    found = candidate(text, title=title, margin=margin)
    assert missing_focus_penalties("What was the turnout in Aahus?", [found]).tolist() == [lost]


def test_each_passage_is_looked_at() -> None:
    found = [candidate(), candidate("The turnout was 53 per cent.")]
    assert missing_focus_penalties("What was the turnout?", found).tolist() == [MISSING_FOCUS_PENALTY, 0.0]


@given(question=st.text(max_size=60), text=st.text(max_size=60), margin=st.floats(-20, 20))
def test_any_text_loses_at_most_the_penalty(question: str, text: str, margin: float) -> None:
    for asked in (question, f"What was the {question}", f"How many {question}?"):
        (lost,) = missing_focus_penalties(asked, [candidate(text + ".", margin=margin)])
        assert lost in {0.0, MISSING_FOCUS_PENALTY}
