"""A collection of three articles that are described in three ways, and questions about it."""

from datetime import date

from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from qa.catalog.descriptions import CatalogAnswer
from qa.intents import Request
from qa.intents.catalog import about_catalog
from qa.query import Query
from qa.turns import History, as_turns

HEADER = (
    "The Gull Times\n\nOld mill sold to its miller\n\nA wheel of oak turns on by the river Tey\n\n"
    "By Ada Lind\n\nPublished : May 1, 2024 - 18:26\n\n"
)
MILL = Article(
    id="mill",
    title="Old mill sold to its miller",
    text=f"{HEADER}Bo Berg bought the mill. The US envoy came to see Bo Berg’s wheel.",
    source="The Gull Times",
    author="Ada Lind",
    published=date(2024, 5, 1),
    body_start=len(HEADER),
)
ESSAY = Article(
    id="essay",
    title="Mills of the Tey essay",
    text="Mills tell us much of a river. Bo Berg has two.\n\nThe author is a miller of Señora Street.",
)
BOAT = Article(
    id="boat",
    title="Boats for sale on the river Tey this summer",
    text="Many boats were sold on the river this summer. Nobody knows why they were so cheap.",
    source="heron.com",
    author="Cy Dahl",
    published=date(2024, 6, 2),
)


ASKED = date(2024, 7, 10)


def told(library: Library, question: str, *articles: str, history: History = ()) -> CatalogAnswer | None:
    query = Query(question, question, SearchFilter.of(articles=articles), ASKED)
    return about_catalog(Request(question, query, as_turns(history)), library)


def ask(library: Library, question: str, *articles: str, history: History = ()) -> CatalogAnswer:
    found = told(library, question, *articles, history=history)
    assert found is not None, question
    return found
