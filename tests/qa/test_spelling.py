import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ingest
from index.library import Library
from index.retrieval.hybrid_search import Hit, hybrid_search
from qa.defaults import default_embedder
from qa.spelling import correct_spelling
from tests.fakes import article
from tests.store.memory import memory_library

TEXT = (
    "In May heavy wagons carried timber to Norway. Yrsa Bergqvist is a retired gardener at the Orchard "
    "of Harbours. The villagers surrounded the meadow along the river, and many parts were lost. "
    "Whey is fed to pigs. Яблони посадила Анна в саду."
)


@pytest.fixture(scope="module")
def library() -> Library:
    library = memory_library(default_embedder())
    ingest.add(library, [article(TEXT, id="one", title="On wagons")])
    return library


def spelt(library: Library, question: str) -> str:
    return correct_spelling(question, library, hybrid_search(library, [question], 5))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what did hevy wagnos carry to norwy?", "what did heavy wagons carry to Norway?"),
        ("Who is Yrsa Bergqivst?", "Who is Yrsa Bergqvist?"),
        ("who is at the orchrad", "who is at the Orchard"),
        ("Whre is the orchard?", "Where is the orchard?"),
        ("WICH meadow was surounded?", "Which meadow was surrounded?"),
    ],
)
def test_misspelt_words_are_written_as_the_passages_have_them(
    library: Library, typed: str, meant: str
) -> None:
    assert spelt(library, typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "What did heavy wagons carry to Norway?",
        "Did the villagers visit Paris?",
        "Which plane carried timber?",
        "What is whey fed to?",
        "Who is Wolfgang Amadeus Mozart?",
        "Which Norwayan bought timber?",
        "Wen trug der Wagnos im Orchrad?",
        "Où est la Orchrad ?",
        "Кто посадил яблоню в садах?",
        "2023?",
        "",
        "?!",
    ],
)
def test_what_is_no_mistake_stays_though_no_article_has_it(library: Library, question: str) -> None:
    assert spelt(library, question) == question


def test_without_passages_nothing_is_changed(library: Library) -> None:
    assert correct_spelling("what did hevy wagnos carry?", library, ()) == "what did hevy wagnos carry?"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_stays_a_question(library: Library, question: str) -> None:
    hit = Hit(library.record.article("one"), 0, len(TEXT), 1.0)
    assert len(correct_spelling(question, library, [hit]).split()) == len(question.split())
