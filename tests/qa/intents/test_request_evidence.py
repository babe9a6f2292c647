from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.intents.request_evidence import BEARING, MOST_BEARING, request_evidence
from qa.intents.scope import Scope
from qa.thresholds import REQUEST_CONFIDENCE
from tests.qa.fakes import library_of, quotes
from tests.qa.intents.asking import asked_as, request_of, resources_of

HARBOUR = Article(
    id="harbour",
    title="Tolls at the harbour of Aahus",
    text=(
        "The harbour of Aahus has been deepened twice. "
        "Fishermen pay a toll of 12 crowns whenever they use the harbour. "
        "A library stands beside it, where Ada Lind reads to children. "
        "The town council wants nothing to do with the fees."
    ),
    published=date(2024, 6, 16),
)
MILL = Article(
    id="mill",
    title="The mill of Aahus",
    text="The old mill has a wheel of oak. Visitors pay a fee of 3 crowns to see it turn.",
    published=date(2024, 6, 10),
)
TOWN = resources_of(library_of(HARBOUR, MILL))
TOLL = "Fishermen pay a toll of 12 crowns whenever they use the harbour."


def ask(kind: AnswerKind, question: str, shown: tuple[QuoteKey, ...] = ()) -> Answer:
    return asked_as(kind, question, TOWN, shown=shown)


def test_the_sentence_that_bears_on_a_whole_request_comes_first() -> None:
    evidence = request_evidence(request_of("sum up what fishermen have to pay"), TOWN)
    assert evidence[0].quote.text == TOLL
    assert [one.relevance for one in evidence] == sorted((one.relevance for one in evidence), reverse=True)


def test_few_articles_that_are_named_are_searched_alone() -> None:
    entries = [one for one in TOWN.library.record.catalog.entries(request_of("").filters) if one.id == "mill"]
    evidence = request_evidence(request_of("what is to be paid"), TOWN, Scope(tuple(entries), is_named=True))
    assert {one.quote.article.id for one in evidence} == {"mill"}


def test_a_request_without_quotes_of_its_kind_is_answered_by_what_bears_on_it_and_told_so() -> None:
    answer = ask(AnswerKind.TIMELINE, "Timeline of what fishermen pay at the harbour")
    assert answer.kind is AnswerKind.TIMELINE
    assert TOLL in quotes(answer)
    assert answer.statement == "These articles tell of no event with its date; this bears on it:"
    assert len(answer.citations) <= MOST_BEARING
    assert BEARING * REQUEST_CONFIDENCE <= answer.confidence < REQUEST_CONFIDENCE


def test_what_bears_on_nothing_is_refused() -> None:
    assert not ask(AnswerKind.TIMELINE, "Timeline of the discovery of penicillin").answered


def test_a_name_that_no_article_has_is_refused() -> None:
    assert not ask(AnswerKind.TIMELINE, "Timeline of what fishermen pay at the harbour of Skagen").answered


def test_words_of_another_are_no_answer_to_what_somebody_says() -> None:
    assert not ask(AnswerKind.STATEMENTS, "What did Ada Lind say about the toll for fishermen?").answered


def test_more_than_what_was_shown_is_not_made_up_of_what_bears_on_it() -> None:
    question = "Timeline of what fishermen pay at the harbour"
    assert not ask(AnswerKind.TIMELINE, question, (("harbour", 0, 45),)).answered


@pytest.mark.parametrize("kind", [AnswerKind.DEFINITION, AnswerKind.SUPPORT])
def test_kinds_that_ask_for_one_thing_are_refused_as_before(kind: AnswerKind) -> None:
    answer = ask(kind, "What is meant by what fishermen pay?")
    assert "bears on it" not in answer.text


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80).filter(str.strip))
def test_evidence_of_any_text_stands_in_the_articles(asked: str) -> None:
    for one in request_evidence(request_of(asked), TOWN):
        assert one.quote.text in (HARBOUR.text, MILL.text)[one.quote.article.id == "mill"]
        assert 0.0 <= one.relevance <= 1.0


def test_a_request_for_articles_that_the_catalog_cannot_read_is_answered_by_those_that_bear_on_it() -> None:
    answer = ask(AnswerKind.CATALOG, "got any of my pieces that go into what fishermen have to pay")
    assert answer.kind is AnswerKind.CATALOG
    assert [citation.article.id for citation in answer.citations][:1] == ["harbour"]
