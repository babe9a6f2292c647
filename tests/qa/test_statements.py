import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.reader import Reading
from qa.statements import person_asked, with_statements
from qa.thresholds import STATEMENT_CONFIDENCE

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Iris Holt say?", "Iris Holt"),
        ("and what has holt said", "holt"),
        ("What does the mayor announce?", "mayor"),
        ("What did Iris Holt say about the mill?", ""),
        ("What did she say?", ""),
        ("What did Iris Holt buy?", ""),
        ("Who said it?", ""),
        ("", ""),
    ],
)
def test_whose_words_are_asked_for_is_read_where_nothing_narrows_them(question: str, who: str) -> None:
    assert person_asked(question) == who


def said(text: str, question: str = "What did Iris Holt say?") -> list[str]:
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0)
    return [reading.quote for reading in with_statements(question, [], [hit])]


@pytest.mark.parametrize(
    "sentence",
    [
        "“We are sad,” said Iris Holt, the mayor.",
        '"We are sad," mayor Iris Holt told the council.',
        "Iris Holt of Varn welcomed the sale and said that it was time.",
        "Taxes will not rise, according to the mayor, Iris Holt.",
        "Holt, a mayor since 2012, warned of a flood.",
    ],
)
def test_what_a_person_says_is_found(sentence: str) -> None:
    assert said(f"The mill was sold. {sentence} It is old.") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Before Holt spoke, Dahl said that it was late.",
        "The sale is off, as Iris Holt's deputy Ann Ek said.",
        "Iris Holt met Bo Berg.",
        "Iris Holt left while Bo Berg said nothing.",
    ],
)
def test_what_others_say_is_not(sentence: str) -> None:
    assert said(f"The mill was sold. {sentence} It is old.") == []


def test_who_is_named_before_speaks_on_as_she() -> None:
    text = "Iris Holt will not run again. “It is enough,” she said. She added that it was late. It rained."
    assert said(text) == ["“It is enough,” she said.", "She added that it was late."]


def test_all_that_was_said_is_as_sure_and_comes_before_what_is_less_so() -> None:
    text = "“We are sad,” said Iris Holt. The mill is old. Iris Holt said that it was late."
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0)
    start = text.index("Iris Holt said")
    readings = [
        Reading(hit.article, start, len(text), 0.7, (start, start + 4)),
        Reading(hit.article, text.index("The mill"), text.index(" Iris Holt said"), 0.5),
    ]
    found = with_statements("What did Iris Holt say?", readings, [hit])
    assert [(one.start, one.confidence) for one in found] == [(start, 0.7), (0, 0.7)]
    assert found[0].answer == (start, start + 4)
    assert with_statements("Who spoke?", readings, [hit]) == readings
    assert with_statements("What did Bo Berg say?", readings, [hit]) == readings


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_and_any_name_can_be_read(text: str, who: str) -> None:
    hit = Hit(Article(id="a", title="", text=text), 0, len(text), 1.0)
    for one in with_statements(f"What did {who} say?", [], [hit]):
        assert one.confidence == STATEMENT_CONFIDENCE
        assert 0 <= one.start < one.end <= len(text)
