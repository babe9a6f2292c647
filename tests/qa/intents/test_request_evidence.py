from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.passages import sentences
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.attribution.speakers import resolve_speakers
from qa.intents.catalog import BEAR_ON_IT
from qa.intents.request_evidence import BEARING, MOST_BEARING, request_evidence
from qa.intents.scope import Scope
from qa.thresholds import BEARING_CONFIDENCE, STRICT
from tests.qa.attribution.marked import attributed
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
    assert answer.statement == "These articles tell of no event with its date. This bears on it:"
    assert len(answer.citations) <= MOST_BEARING
    assert BEARING * BEARING_CONFIDENCE <= answer.confidence < STRICT


def test_what_bears_on_nothing_is_refused() -> None:
    assert not ask(AnswerKind.TIMELINE, "Timeline of the discovery of penicillin").answered


def test_a_name_that_no_article_has_is_refused() -> None:
    assert not ask(AnswerKind.TIMELINE, "Timeline of what fishermen pay at the harbour of Skagen").answered


def test_words_of_another_are_no_answer_to_what_somebody_says() -> None:
    assert not ask(AnswerKind.STATEMENTS, "What did Ada Lind say about the toll for fishermen?").answered


def test_more_than_what_was_shown_is_not_made_up_of_what_bears_on_it() -> None:
    question = "Timeline of what fishermen pay at the harbour"
    assert not ask(AnswerKind.TIMELINE, question, (("harbour", 0, 45),)).answered


def test_a_kind_that_asks_for_one_thing_is_not_answered_by_what_bears_on_it() -> None:
    assert not ask(AnswerKind.DEFINITION, "What is meant by the toll of the fishermen?").answered


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (AnswerKind.CATALOG, "Any pieces from 1998 that go into what fishermen have to pay?"),
        (AnswerKind.SPEAKERS, "who is quoted by Zed Quux on what fishermen have to pay at the harbour"),
        (AnswerKind.TIMELINE, "Timeline of what fishermen paid at the harbour in 1998"),
        (AnswerKind.STATEMENTS, "What did Lind say in 1998 about the toll for fishermen?"),
        (AnswerKind.TIMELINE, "Skagen: timeline of what fishermen pay at the harbour"),
    ],
)
def test_what_is_asked_of_another_time_or_name_is_not_answered_by_it(kind: AnswerKind, question: str) -> None:
    assert TOLL not in quotes(ask(kind, question))
    assert BEAR_ON_IT not in ask(kind, question).text


def test_a_surname_that_is_a_word_too_must_stand_in_what_its_bearer_is_quoted_with() -> None:
    fair = Article(
        id="fair", title="The fair", text="A king of fishermen opened it. The toll is too high for fishermen."
    )
    resources = resources_of(library_of(fair, HARBOUR))
    answer = asked_as(AnswerKind.STATEMENTS, "What did Bo King say about the toll for fishermen?", resources)
    assert not answer.answered


def test_what_another_said_is_not_quoted_as_somebodys_words() -> None:
    text = "Ada Wood, who met Bo Lind, said that the dam of Aahus is too old to last."
    dam = Article(id="dam", title="The dam", text=text)
    known = resolve_speakers(
        text, attributed(text, ("Ada Wood", "said", "that the dam of Aahus is too old to last"))
    )
    resources = resources_of(library_of(dam), attributions={"dam": known})
    for speaker in ("Bo Lind", "Bo Woods"):
        asked = f"What did {speaker} say about the dam of Aahus?"
        assert not asked_as(AnswerKind.STATEMENTS, asked, resources).answered


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80).filter(str.strip))
def test_evidence_of_any_text_is_whole_sentences_each_once_in_the_order_of_relevance(asked: str) -> None:
    evidence = request_evidence(request_of(asked), TOWN)
    known = {one.id: sentences(one.text, 0) for one in (HARBOUR, MILL)}
    assert all((one.quote.start, one.quote.end) in known[one.quote.article.id] for one in evidence)
    assert len({one.quote.key for one in evidence}) == len(evidence)
    assert [one.relevance for one in evidence] == sorted((one.relevance for one in evidence), reverse=True)


def test_a_request_for_articles_that_the_catalog_cannot_read_is_answered_by_those_that_bear_on_it() -> None:
    answer = ask(AnswerKind.CATALOG, "got any of my pieces that go into what fishermen have to pay")
    assert answer.kind is AnswerKind.CATALOG
    assert [citation.article.id for citation in answer.citations][:1] == ["harbour"]
