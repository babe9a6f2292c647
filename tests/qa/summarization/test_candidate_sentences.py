import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences
from qa.summarization.candidate_sentences import candidate_sentences, is_telling
from tests.fakes import article
from tests.qa.summarization.articles import FERRY


def texts(of: Article) -> list[str]:
    return [of.text[start:end] for start, end in candidate_sentences(of)]


def test_whole_sentences_of_prose_are_candidates() -> None:
    assert [text.split()[:3] for text in texts(FERRY)] == [
        ["The", "ferry", "line"],
        ["The", "fire", "began"],
        ["The", "owners", "of"],
        ["Trains", "between", "Tey"],
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Why did the ferry burn for two whole days?",
        "The ferry burned.",
        "Fire in the engine room of the ferry of Tey",
        "The new owners of the line have to:",
        "The ferry " + "and the ship " * 80 + "burned.",
    ],
)
def test_headings_questions_scraps_and_endless_sentences_are_none(sentence: str) -> None:
    assert not is_telling(sentence)


@pytest.mark.parametrize(
    "sentence", ["渡轮公司周一宣布六月停运。", "Паромная линия между городами закроется в июне после пожара."]
)
def test_sentences_in_other_scripts_are_candidates(sentence: str) -> None:
    assert is_telling(sentence)


def test_an_article_of_short_sentences_is_taken_as_it_is() -> None:
    assert texts(article("The boat sank. Nobody died.")) == ["The boat sank.", "Nobody died."]


def test_what_stands_before_the_body_is_no_candidate() -> None:
    text = "The ferry line of Tey closes in June.\nThe owners of the ferry line will pay the crew."
    assert texts(article(text, body_start=text.index("\n") + 1)) == [text.split("\n")[1]]


def test_a_short_quotation_tells_nothing() -> None:
    assert is_telling("The mayor of Tey is very sad.")
    assert not is_telling("“We are all so very sad,” he said.", quoted_share=0.7)


@given(st.text(alphabet=st.sampled_from("aB.?!:“”\"' \n1中。"), max_size=400) | st.text(max_size=400))
def test_candidates_are_sentences_in_order(text: str) -> None:
    found = candidate_sentences(article(text))
    assert found == sorted(found)
    assert set(found) <= set(sentences(text))
