from dataclasses import replace

import pytest

from index.articles import Article
from index.errors import ArticleNotFound, QuestionError
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.assistant import Assistant
from qa.attribution import LibraryAttributor
from qa.intents import Request, Resources
from qa.intents.summary import (
    NO_ARTICLE,
    NOTHING_LEFT,
    NOTHING_QUOTABLE,
    USUAL_SENTENCES_OF_SEVERAL,
    answer_summary,
)
from qa.query import understand
from qa.turns import Turn
from tests.qa.fakes import ListReader, library_of, quotes
from tests.qa.summarization.articles import COPY, FERRY, MILL


def ask(question: str, *articles: Article, shown: frozenset[QuoteKey] = frozenset()) -> Answer:
    library = library_of(*articles)
    request = Request(question, understand(question), shown=shown)
    answer = answer_summary(request, Resources(library, ListReader(), LibraryAttributor(library), 0.0))
    assert answer
    assert answer.kind is AnswerKind.SUMMARY
    return answer


def test_one_article_is_a_plain_answer_in_reading_order() -> None:
    answer = ask("Summarize this article", FERRY)
    assert quotes(answer)[0].startswith("The ferry line between Tey and Norra closes")
    assert [citation.start for citation in answer.citations] == sorted(c.start for c in answer.citations)
    assert answer.sections == ()


def test_the_length_asked_for_is_obeyed() -> None:
    assert len(ask("Sum it up in one sentence", FERRY).citations) == 1
    assert len(ask("Sum it up in three sentences", FERRY).citations) == 3


def test_several_articles_have_a_section_each() -> None:
    answer = ask("Summarize the articles", FERRY, COPY, MILL)
    assert [section.heading for section in answer.sections] == [
        "Fire ends ferry line · The Heron · 7 May 2024",
        "Ferry line of Tey closes after fire · The Gull · 6 May 2024",
        "Mill of Sunde gets a new wheel · The Heron · 1 April 2024",
    ]
    assert len(answer.citations) <= USUAL_SENTENCES_OF_SEVERAL
    assert answer.statement == "All 3 articles:"


def test_of_many_articles_some_are_summed_up_and_it_is_said_of_how_many() -> None:
    many = [
        Article(
            id=f"a{n}", title=f"Report {n}", text=" ".join(f"{letter * 4}{n}" for letter in "bcdfghjk") + "."
        )
        for n in range(20)
    ]
    answer = ask("Summarize everything", *many)
    assert len(answer.sections) == 8
    assert answer.statement == "8 of 20 articles, those that tell what most others tell too:"


def test_a_subject_is_summed_up_from_what_is_said_about_it() -> None:
    answer = ask("Sum up what they say about Norra", FERRY, COPY, MILL)
    assert all("Norra" in quote for quote in quotes(answer))
    assert answer.statement == "2 of 3 articles, on Norra:"


@pytest.mark.parametrize(
    "request_text", ["Sum up Norra in a nutshell", "Sum up Norra. Keep it short, please"]
)
def test_the_words_for_a_length_are_no_part_of_a_subject(request_text: str) -> None:
    assert ask(request_text, FERRY, COPY, MILL).statement == "2 of 3 articles, on Norra:"


def test_a_length_beside_an_article_is_no_subject() -> None:
    answer = ask("Summary of the newest article, 2 sentences", FERRY, MILL)
    assert len(answer.citations) == 2


def test_a_word_beside_an_article_that_nothing_is_about_is_no_subject() -> None:
    answer = ask("Can you boil the article from The Gull down to two sentences", FERRY, COPY)
    assert {citation.article.id for citation in answer.citations} == {FERRY.id}
    assert len(answer.citations) == 2
    assert not ask("Sum up what the article from The Gull says about zeppelins", FERRY, COPY).answered


def test_a_subject_that_nothing_is_about_is_refused() -> None:
    answer = ask("Sum up what they say about glaciers", FERRY, MILL)
    assert not answer.answered
    assert answer.text == "These articles do not say anything about glaciers."


def test_another_length_is_one_of_the_last_answer() -> None:
    library = library_of(FERRY, COPY, MILL)
    resources = Resources(library, ListReader(), LibraryAttributor(library), 0.0)
    first = answer_summary(Request("Summarize", understand("Summarize the mill of Sunde")), resources)
    assert first
    only_mill = replace(
        first, citations=tuple(c for c in first.citations if c.article.id == "mill"), sections=()
    )
    history = (Turn("Summarize the mill of Sunde", only_mill),)
    shorter = answer_summary(
        Request("Shorter, in one sentence", understand("Shorter, in one sentence", history), history),
        resources,
    )
    assert shorter
    assert [citation.article.id for citation in shorter.citations] == ["mill"]


def test_what_was_shown_is_not_shown_again() -> None:
    first = ask("Summarize this in two sentences", FERRY)
    shown = frozenset(citation.key for citation in first.citations)
    more = ask("Summarize this in two sentences", FERRY, shown=shown)
    assert more.answered
    assert shown.isdisjoint(citation.key for citation in more.citations)
    everything = shown | {citation.key for citation in more.citations}
    assert ask("Summarize this", FERRY, shown=everything).text == NOTHING_LEFT


def test_an_article_without_sentences_and_no_article_are_refused() -> None:
    assert ask("Summarize this", Article(id="a", title="Empty", text="")).text == NOTHING_QUOTABLE
    assert ask("Summarize the articles").text == NO_ARTICLE


@pytest.fixture
def assistant() -> Assistant:
    return Assistant(library_of(FERRY, COPY, MILL), ListReader())


def test_an_assistant_sums_up_articles(assistant: Assistant) -> None:
    assert len(assistant.summarize(["ferry"], 2).citations) == 2
    assert len(assistant.summarize().sections) == 3
    with pytest.raises(ArticleNotFound):
        assistant.summarize(["nothing"])


@pytest.mark.parametrize("sentences", [0, -1, 21])
def test_an_impossible_length_is_refused_with_a_word(assistant: Assistant, sentences: int) -> None:
    with pytest.raises(QuestionError, match="1 to 20 sentences"):
        assistant.summarize(["ferry"], sentences)
