import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Citation, Disagreement, Writing, WrittenSentence
from qa.grounding import Support
from qa.language_model import Usage

HARBOUR = Article(
    id="harbour",
    text="The harbour opened in 1931.\nIt was closed — for good — in 1999.",
    title="Harbour",
    source="The Gull",
    author="Ann Pier",
    published=date(2024, 5, 1),
    url="https://example.org/harbour",
    path="/articles/harbour.txt",
)
INSIDE = st.tuples(st.integers(), st.integers())


def answered(*citations: Citation) -> Answer:
    return Answer("When?", "When did it open?", "“The harbour opened in 1931.” [1]", 0.75, citations)


@given(before=st.text(), quote=st.text(min_size=1), after=st.text())
def test_a_quote_is_the_slice_of_its_article(before: str, quote: str, after: str) -> None:
    start, end = len(before), len(before) + len(quote)
    assert Citation(1, Article("a", before + quote + after, "A"), start, end).quote == quote


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 5), (-5, -1), (5, 5), (6, 5), (0, len(HARBOUR.text) + 1), (10**9, 10**9 + 1)]
)
def test_a_quote_outside_its_article_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside its article"):
        Citation(1, HARBOUR, start, end)


@pytest.mark.parametrize("words", [(3, 8), (4, 28), (12, 12), (13, 12), (0, 3), (-3, -1), (30, 33)])
def test_answering_words_outside_their_quote_cannot_be_marked(words: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside the quote"):
        Citation(1, HARBOUR, 4, 27, words)


@given(quote=INSIDE, words=INSIDE)
def test_whatever_can_be_made_lies_inside(quote: tuple[int, int], words: tuple[int, int]) -> None:
    try:
        citation = Citation(1, HARBOUR, *quote, words)
    except ValueError:
        return
    assert citation.quote
    assert citation.answer
    marked = HARBOUR.text[slice(*citation.answer)]
    assert marked
    assert marked in citation.quote


def test_answering_words_may_be_the_whole_quote() -> None:
    assert Citation(1, HARBOUR, 4, 27, (4, 27)).answer == (4, 27)


def test_an_answer_is_one_exactly_when_it_cites() -> None:
    assert answered(Citation(1, HARBOUR, 0, 27)).answered
    assert not answered().answered
    refusal = Answer("q", "q", "These articles do not say.", 0.1, hits=(Hit(HARBOUR, 0, 27, 1.0),))
    assert not refusal.answered


@pytest.mark.parametrize("value", [Citation(1, HARBOUR, 0, 27), answered(), Disagreement("the year", ())])
def test_values_cannot_be_changed(value: object) -> None:
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, field.name, None)


def test_a_written_sentence_rests_on_the_answers_own_citations() -> None:
    sentence = WrittenSentence("It is so.", (Citation(1, HARBOUR, 0, 27),), Support(holds=True, score=0.9))
    with pytest.raises(ValueError, match="which the answer does not"):
        Answer("q", "q", "t", 0.5, writing=Writing("m", (sentence,), Usage(1, 1)))
