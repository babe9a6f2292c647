import dataclasses
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Citation, Disagreement

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
ARTICLE_FIELDS = {"id", "title", "source", "author", "published", "url", "path"}
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


def test_an_answer_survives_json_with_the_promised_fields() -> None:
    first, second = Citation(1, HARBOUR, 0, 27, (22, 26)), Citation(2, HARBOUR, 28, 63)
    clash = Disagreement("the year", (first, second))
    answer = dataclasses.replace(
        answered(first, second), disagreements=(clash,), hits=(Hit(HARBOUR, 0, 63, 0.9),)
    )
    told = json.loads(json.dumps(answer.to_json()))
    assert told == answer.to_json()
    assert set(told) == {
        *("question", "standalone", "kind", "answered", "text", "confidence", "citations", "disagreements"),
        "hits",
    }
    assert told["answered"] is True
    assert [set(citation) for citation in told["citations"]] == [
        {"n", "quote", "start", "end", "answer", "context", "article"}
    ] * 2
    assert set(told["citations"][0]["article"]) == ARTICLE_FIELDS
    assert set(told["disagreements"][0]) == {"about", "citations"}
    assert told["disagreements"][0]["citations"] == told["citations"]
    assert set(told["hits"][0]) >= {"article_id", "start", "end", "text", "score"}


def test_places_in_json_lead_back_to_the_words() -> None:
    told = Citation(1, HARBOUR, 0, 27, (22, 26)).to_json()
    assert HARBOUR.text[told["start"] : told["end"]] == told["quote"] == "The harbour opened in 1931."
    assert HARBOUR.text[slice(*told["answer"])] == "1931"
    assert told["article"]["published"] == "2024-05-01"


def test_what_is_not_known_is_null_in_json() -> None:
    told = Citation(1, Article("a", "Some words.", "A"), 0, 4).to_json()
    assert told["answer"] is None
    unknown = {name for name, value in told["article"].items() if value is None}
    assert unknown == ARTICLE_FIELDS - {"id", "title"}
