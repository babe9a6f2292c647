"""Titles that stand in a question without quotation marks."""

from datetime import date

import pytest

from index.articles import Article
from index.library import Library
from qa.answers import AnswerKind
from qa.intents.catalog import asks_of_title
from qa.intents.intent_classifier import classify_intent
from tests.caching_embedder import CachingEmbedder
from tests.qa.fakes import library_of
from tests.qa.intents.asking import request_of, resources_of
from tests.qa.intents.sample_collection import told
from tests.store.memory import memory_library

ROOF = Article(
    id="roof",
    title="Mill gets roof",
    text="Mill gets roof\n\nThe council met on Thursday. It was late.",
    author="Ada Lind",
    source="The Gull",
    published=date(2024, 5, 1),
    body_start=16,
)
SEA = Article(id="sea", title="The Sea", text="The Sea, a novel by Iris Holt, has won.", author="Bo Berg")
TIDE = Article(
    id="tide",
    title="What the tide took",
    text="It is gone.",
    author="Eva Holm",
    published=date(2024, 6, 2),
)
TOLL = Article(id="toll", title="Bakers ask for toll cuts", text="Their letter is long.", author="Ulf Sande")
WEIR = Article(id="weir", title="Weir opens", text="It is done.")


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(ROOF, SEA, TIDE, TOLL, WEIR)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Who wrote Mill gets roof?", "Ada Lind"),
        ("who wrote mill gets roof", "Ada Lind"),
        ("Who is the author of MILL GETS ROOF?", "Ada Lind"),
        ("When was Mill Gets Roof published?", "1 May 2024"),
        ("Where was mill gets roof published?", "The Gull"),
    ],
)
def test_a_title_is_known_without_marks_in_any_case(library: Library, question: str, fact: str) -> None:
    found = told(library, question)
    assert found
    assert fact in found.text
    assert [citation.quote for citation in found.citations] == ["Mill gets roof"]


@pytest.mark.parametrize("question", ["Who wrote The Sea?", "Who wrote Mill?", "Who wrote Roof gets mill?"])
def test_a_thing_that_an_article_speaks_of_is_no_title(library: Library, question: str) -> None:
    assert told(library, question) is None


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Who wrote What the tide took?", "Eva Holm"),
        ("who is the author of what the tide took", "Eva Holm"),
        ("When was What the tide took published?", "2 June 2024"),
        ("Who penned Bakers ask for toll cuts?", "Ulf Sande"),
        ("Who wrote Weir opens?", "No author is named for “Weir opens”"),
    ],
)
def test_a_title_of_short_words_is_known_by_its_wording(library: Library, question: str, fact: str) -> None:
    found = told(library, question)
    assert found
    assert fact in found.text


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote Mill gets roof?",
        "Who wrote What the tide took?",
        "Who wrote “Mill gets roof”?",
        "Who wrote Bakers ask for toll cuts?",
        "Who wrote Weir opens?",
        "Where was Mill gets roof published?",
    ],
)
def test_who_wrote_a_title_is_asked_of_the_catalog_whatever_else_it_looks_like(
    caching_embedder: CachingEmbedder, question: str
) -> None:
    resources = resources_of(memory_library(caching_embedder, ROOF, TIDE, TOLL, WEIR))
    assert classify_intent(request_of(question), resources.library) is AnswerKind.CATALOG


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote The Sea?",
        "Who wrote weir opens the gate?",
        "Who wrote to the council?",
        "What did the tide take?",
        "When did Mill gets roof sell?",
        "Who wrote the letter about toll cuts?",
        "Why did the bakers ask for toll cuts?",
        "Who wrote " + "a very " * 60 + "long letter about Mill gets roof?",
    ],
)
def test_what_articles_tell_of_is_not_asked_of_a_title(library: Library, question: str) -> None:
    assert not asks_of_title(request_of(question), library)
