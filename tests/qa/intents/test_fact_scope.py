"""Facts of one article: its name narrows the question, a year alone does not."""

from datetime import date

import pytest

from qa.intents.fact_scope import narrowed_to_articles
from tests.fakes import article
from tests.qa.fakes import library_of
from tests.qa.intents.asking import request_of, resources_of

WINTER = article(
    "The toll of the bridge is nine crowns.", id="winter", source="The Gull", published=date(2024, 2, 2)
)
JUNE = article(
    "The toll of the bridge is ten crowns.", id="june", source="The Heron", published=date(2023, 6, 2)
)
RESOURCES = resources_of(library_of(WINTER, JUNE))


@pytest.mark.parametrize(
    ("question", "articles", "asked"),
    [
        ("What is the toll in the February article?", ("winter",), "What is the toll?"),
        ("In the 2023 article, what is the toll?", ("june",), "what is the toll?"),
        ("What is the toll according to the Heron?", ("june",), "What is the toll?"),
        ("What is the toll in the article from the Gull?", ("winter",), "What is the toll?"),
        ("What was the toll in June 2023?", (), "What was the toll in June 2023?"),
        ("What is the toll in the report?", (), "What is the toll in the report?"),
        ("What is the toll?", (), "What is the toll?"),
    ],
)
def test_only_words_that_name_articles_narrow_a_question(
    question: str, articles: tuple[str, ...], asked: str
) -> None:
    narrowed = narrowed_to_articles(request_of(question), RESOURCES)
    assert narrowed.filters.articles == articles
    assert narrowed.standalone == asked


def test_nothing_is_narrowed_in_a_library_of_one_article() -> None:
    request = request_of("What is the toll in the February article?")
    assert narrowed_to_articles(request, resources_of(library_of(WINTER))) is request
