"""Which people, organisations, places and numbers occur, each with a quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.embedding.packaged_embedder import PackagedEmbedder
from index.passages import sentences
from qa.answers import Answer, AnswerKind
from qa.intents.names import MOST_SHOWN
from qa.turns import Turn
from tests.fakes import article
from tests.qa.intents.asking import asked_as, resources_of, resources_with
from tests.store.memory import memory_library

VISIT = article(
    "A visit to Stockholm\n\nAnna Karlsson went to Stockholm with John Miller. Karlsson paid 40 euros. "
    "One of the two came back. Uppsala University sent 300 students to Stockholm.",
    id="visit",
    title="A visit to Stockholm",
    body_start=22,
)


def listed(question: str, embedder: PackagedEmbedder, *articles: Article) -> Answer:
    return asked_as(AnswerKind.NAMES, question, resources_of(memory_library(embedder, *articles)))


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("Which people are named?", ["Anna Karlsson (2 times)", "John Miller (once)"]),
        ("List the organisations", ["Uppsala University (once)"]),
        ("places?", ["Stockholm (2 times)"]),
        ("What numbers are there?", ["40 euros", "300"]),
    ],
)
def test_what_is_asked_for_is_listed_the_most_frequent_first(
    embedder: PackagedEmbedder, question: str, headings: list[str]
) -> None:
    answer = listed(question, embedder, VISIT)
    assert answer.kind is AnswerKind.NAMES
    assert [section.heading for section in answer.sections] == headings
    for section in answer.sections:
        (cited,) = section.citations
        assert cited.answer
        assert cited.article.text[slice(*cited.answer)].split()[-1] in section.heading
        assert (cited.start, cited.end) in sentences(VISIT.text, VISIT.body_start)


def test_all_names_tell_what_each_is(embedder: PackagedEmbedder) -> None:
    headings = [section.heading for section in listed("Which names occur?", embedder, VISIT).sections]
    assert headings[0] in ("Anna Karlsson (person, 2 times)", "Stockholm (place, 2 times)")
    assert len(headings) == 4


def test_a_long_list_says_so_and_goes_on(embedder: PackagedEmbedder) -> None:
    towns = (
        "Berlin Madrid Paris Rome Vienna Oslo Prague Warsaw Lisbon Dublin Athens Cairo Tokyo Delhi Lima Quito"
    )
    many = article(" ".join(f"We went to {town}." for town in towns.split()), id="many")
    resources = resources_of(memory_library(embedder, many))
    first = asked_as(AnswerKind.NAMES, "Which places?", resources)
    assert len(first.sections) == MOST_SHOWN
    assert f"these are {MOST_SHOWN} of them" in first.statement
    more = asked_as(AnswerKind.MORE, "What else?", resources, [Turn("Which places?", first)])
    shown = {section.heading for section in first.sections}
    assert more.sections
    assert not shown & {section.heading for section in more.sections}


def test_where_nothing_is_named_it_says_so(embedder: PackagedEmbedder) -> None:
    answer = listed("Which organisations?", embedder, article("It rained all day.", id="rain"))
    assert (answer.citations, answer.text) == ((), "No organisations are named in these articles.")


@given(st.text(st.sampled_from("Ada Bo. 12 %€\n"), min_size=1, max_size=80))
def test_every_quote_is_a_sentence_of_its_article(text: str) -> None:
    if not text.strip():
        return
    for question in ("Who is named?", "numbers?"):
        answer = asked_as(AnswerKind.NAMES, question, resources_with(article(text, id="a", title="T")))
        for cited in answer.citations:
            assert (cited.start, cited.end) in sentences(text)


def test_what_a_text_calls_so_is_listed_for_its_kind(embedder: PackagedEmbedder) -> None:
    boats = article(
        "The ferry Astrid Lind left. Old Maren, a ferry of oak, sank. Anna Karlsson saw it.", id="b"
    )
    named = [section.heading for section in listed("ferries named in there", embedder, boats).sections]
    assert any("Astrid Lind" in heading for heading in named)
    assert not any("Karlsson" in heading for heading in named)


def test_names_of_a_kind_are_those_that_the_text_calls_so(embedder: PackagedEmbedder) -> None:
    storms = article(
        "Storms of the year\n\nThe Varn Storm hit Stockholm in May. In June Kobrel, an early storm, was "
        "short, said John Miller. Nobody saw the Tey Storm come.",
        id="storms",
        title="Storms of the year",
        body_start=20,
    )
    answer = listed("Name all the storms", embedder, storms)
    assert {section.heading.split(" (")[0] for section in answer.sections} == {
        "Varn Storm",
        "Kobrel",
        "Tey Storm",
    }
