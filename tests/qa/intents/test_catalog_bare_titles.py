"""Titles that stand in a question without quotation marks."""

from datetime import date

import pytest

from index.articles import Article
from index.library import Library
from tests.qa.fakes import library_of
from tests.qa.intents.sample_collection import told

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


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(ROOF, SEA)


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
