"""The catalog's tools: lists and counts by mention, author, title, source, day and order."""

from datetime import date

import pytest

from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from qa.catalog.tools import CatalogQuery, ListOrder, count_mentions, list_articles
from tests.qa.fakes import library_of


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(
        Article("mill", "Bo Berg bought. Bo Berg sold.", "Old mills", "Gull", "Ada Lind", date(2024, 5, 1)),
        Article("boat", "Bo Berg sailed on and on and on.", "A boat", "Heron", "Cy Dahl", date(2023, 5, 1)),
        Article("tree", "It grew.", "A tree", "Heron", "Ada Lind"),
    )


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (CatalogQuery(), ["mill", "boat", "tree"]),
        (CatalogQuery(order=ListOrder.OLDEST), ["boat", "mill", "tree"]),
        (CatalogQuery(order=ListOrder.LONGEST), ["boat", "mill", "tree"]),
        (CatalogQuery(order=ListOrder.SHORTEST), ["tree", "mill", "boat"]),
        (CatalogQuery(SearchFilter(sources=("Heron",))), ["boat", "tree"]),
        (CatalogQuery(SearchFilter(since=date(2024, 1, 1))), ["mill"]),
        (CatalogQuery(author="lind"), ["mill", "tree"]),
        (CatalogQuery(title="mill"), ["mill"]),
        (CatalogQuery(mention="Bo Berg"), ["mill", "boat"]),
        (CatalogQuery(author="Ada", mention="Bo Berg"), ["mill"]),
        (CatalogQuery(mention="Bo Berg and grew"), []),
        (CatalogQuery(mention="sailed or grew"), ["boat", "tree"]),
    ],
)
def test_the_articles_that_fit_are_listed(library: Library, query: CatalogQuery, ids: list[str]) -> None:
    found = list_articles(library.record, query)
    assert [one.entry.id for one in found] == ids


def test_a_mention_has_its_place_and_number(library: Library) -> None:
    query = CatalogQuery(mention="Bo Berg")
    for one in list_articles(library.record, query):
        assert one.mention
        assert library.record.article(one.entry.id).text[slice(*one.mention)] == "Bo Berg"
    assert count_mentions(library.record, query) == 3
    assert count_mentions(library.record, CatalogQuery()) == 0
