"""Who is quoted: people first, most quoted first, each with a quote."""

import pytest

from qa.answers import Answer, AnswerKind
from qa.attribution.speakers import resolve_speakers
from qa.intents import Resources
from qa.intents.speakers import answer_speakers
from tests.fakes import article
from tests.qa.attribution.marked import attributed
from tests.qa.fakes import library_of, quotes
from tests.qa.intents.asking import request_of, resources_of
from tests.qa.intents.test_statements import FLOOD, MILL, known


@pytest.fixture
def resources() -> Resources:
    return resources_of(library_of(FLOOD, MILL), attributions=known(FLOOD, MILL))


def listed(question: str, resources: Resources) -> Answer:
    answer = answer_speakers(request_of(question), resources)
    assert answer
    assert answer.kind is AnswerKind.SPEAKERS
    return answer


def test_everybody_is_listed_once_over_all_articles(resources: Resources) -> None:
    answer = listed("Who is quoted?", resources)
    assert [section.heading for section in answer.sections] == [
        "Bo Berg, Mayor (3 statements)",
        "Ann Ek, professor of physics at Varn University (2 statements)",
        "Critics (1 statement)",
        "A spokesman for the ministry (1 statement)",
    ]
    assert answer.statement == "4 speakers are quoted in 2 articles."
    assert quotes(answer)[0] == "Bo Berg said that the mill would be sold."


def test_a_role_or_a_subject_narrows_them(resources: Resources) -> None:
    assert [one.heading for one in listed("Which experts are cited?", resources).sections] == [
        "Ann Ek, professor of physics at Varn University (2 statements)"
    ]
    assert [one.heading for one in listed("Who is quoted on money?", resources).sections] == [
        "Critics (1 statement)",
        "A spokesman for the ministry (1 statement)",
    ]


def test_sources_are_whoever_is_quoted(resources: Resources) -> None:
    assert len(listed("sources used", resources).sections) == len(
        listed("Who is quoted?", resources).sections
    )


def test_where_nobody_is_quoted_that_is_told(resources: Resources) -> None:
    assert listed("Which bakers are quoted?", resources).text == "These articles quote no bakers."
    assert listed("Who is quoted?", resources_of(library_of(MILL))).text == "These articles quote nobody."


def test_forms_of_a_full_name_are_one_and_nameless_speakers_are_their_articles_own() -> None:
    texts = {
        "first": "Joseph R. Berg said it was late. A spokesman said so. Ann Berg said no.",
        "second": "Joe Berg said it was old. A spokesman said so.",
    }
    marked = {
        "first": [
            ("Joseph R. Berg", "said", "it was late"),
            ("A spokesman", "said", "so"),
            ("Ann Berg", "said", "no"),
        ],
        "second": [("Joe Berg", "said", "it was old"), ("A spokesman", "said", "so")],
    }
    articles = [article(text, id=name, title=name) for name, text in texts.items()]
    known = {one.id: resolve_speakers(one.text, attributed(one.text, *marked[one.id])) for one in articles}
    answer = listed("Who is quoted?", resources_of(library_of(*articles), attributions=known))
    assert [section.heading for section in answer.sections] == [
        "Joseph R. Berg (2 statements)",
        "Ann Berg (1 statement)",
        "A spokesman (1 statement)",
        "A spokesman (1 statement)",
    ]


def test_words_that_name_the_articles_do_not_narrow_who_is_quoted_in_them(resources: Resources) -> None:
    headings = [
        one.heading for one in listed("Who is quoted in the article about the flood?", resources).sections
    ]
    assert "A spokesman for the ministry (1 statement)" in headings
    assert "Critics (1 statement)" not in headings
