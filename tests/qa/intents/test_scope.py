"""Scope: which articles a request is about, and which subject in them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from qa.answers import Answer, Citation
from qa.attribution import LibraryAttributor
from qa.intents import Request, Resources
from qa.intents.scope import Scope, scope_of
from qa.query import understand
from qa.turns import History, as_turns
from tests.cpu_time_limit import cpu_time_limit
from tests.qa.fakes import ListReader, library_of

ASKED = date(2024, 7, 10)


def article(name: str, title: str, text: str, **fields: object) -> Article:
    return Article(id=name, title=title, text=f"{title}\n\n{text}", **fields)  # type: ignore[arg-type]


VISIT = article(
    "visit",
    "Falk’s visit to Norra worries Sunde",
    "Falk met Berg in Norra. The pact worries Sunde. Kessia is silent.",
    source="The Tey Herald",
    author="Ada Lind",
    published=date(2024, 6, 19),
)
SIEGE = article(
    "siege",
    "The Harbour analogy: a blockade and its lessons",
    "The blockade lasted 300 days. Falk was born later.",
    source="Essays Weekly",
    author="Bo Berg",
    published=date(2024, 7, 4),
)
BOAT = article(
    "boat",
    "Boats for sale on the river Tey",
    "Many boats were sold. Kessia builds boats.",
    source="heron.com",
    author="Cy Dahl",
    published=date(2023, 6, 2),
    path="old/boats-of-tey.txt",
)
MILL = article(
    "mill",
    "Old mill sold to its miller",
    "Eve Holm bought the mill.",
    source="Norwire",
    author="Ada Lind",
    published=date(2024, 7, 8),
)
SEA = article("sea", "The Sea", "A novel of waves.", source="Norwire")
ALL = ["mill", "siege", "visit", "boat", "sea"]

QUOTED = [("Who met Berg?", "“Falk met Berg in Norra.” [1]")]
LISTED = [
    (
        "Which articles mention boats?",
        "“Boats for sale on the river Tey” (heron.com) [1]\n“Old mill sold to its miller” [2]\n"
        "“The Harbour analogy: a blockade and its lessons” [3]",
    )
]


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(VISIT, SIEGE, BOAT, MILL, SEA)


def scope(library: Library, question: str, history: History = (), filters: SearchFilter = NO_FILTER) -> Scope:
    turns = as_turns(history)
    request = Request(question, understand(question, turns, filters, ASKED), turns)
    return scope_of(request, Resources(library, ListReader(), LibraryAttributor(library), 0.5))


def test_days_without_a_year_are_of_the_last_year_of_an_archive(library: Library) -> None:
    turns = as_turns(())
    question = "Summarize the articles from June"
    request = Request(question, understand(question, turns, NO_FILTER, date(2026, 12, 1)), turns)
    found = scope_of(request, Resources(library, ListReader(), LibraryAttributor(library), 0.5))
    assert ids(found) == ["visit"]


def ids(found: Scope) -> list[str]:
    return [entry.id for entry in found.articles]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("Summarize the Harbour analogy piece", ["siege"]),
        ("Summary of the article about Falk's visit please", ["visit"]),
        ("Summarize the Herald's article in three sentences", ["visit"]),
        ("summarise norwire", ["mill", "sea"]),
        ("Compare the Herald article and the Harbour piece", ["siege", "visit"]),
        ("Give me a summary of last week's articles", ["siege"]),
        ("A digest of the articles from June 2024", ["visit"]),
        ("What happened last week?", ["siege"]),
        ("Summarize the news since July 2024", ["mill", "siege"]),
        ("Summarize what was published in June 2024", ["visit"]),
        ("Summarize the latest article by Ada Lind", ["mill"]),
        ("Summarize Lind's articles", ["mill", "visit"]),
        ("Summarize the newest article", ["mill"]),
        ("Summarize the two latest articles", ["mill", "siege"]),
        ("Summarize the oldest one", ["boat"]),
        ("Summarize everything from Norwire", ["mill", "sea"]),
        ("Summarize everything from heron", ["boat"]),
        ("Who is quoted in the Herald article?", ["visit"]),
        ("Summarize “Old mill sold to its miller”", ["mill"]),
        ("tl;dr of old mill sold to its miller", ["mill"]),
        ("Summarize The Sea", ["sea"]),
        ("Sum up boats-of-tey.txt", ["boat"]),
        ("What are the key points of Bo Berg's essay?", ["siege"]),
        ("Summarize the boats one", ["boat"]),
        ("Summarize the essay about the blockade", ["siege"]),
        ("Make a timeline from the Herald report", ["visit"]),
        ("Summary of Ada Lind's article about the mill", ["mill"]),
        ("In two sentences: what is the blockade article about?", ["siege"]),
        ("What does the tey herald say?", ["visit"]),
        ("Summarize the two newest", ["mill", "siege"]),
        ("Summarize the oldest and the newest article", ["mill", "boat"]),
        ("Summarize all articles except the boat one", ["mill", "siege", "visit", "sea"]),
        ("Summarize the ones from June 2024", ["visit"]),
        ("Give me the short version of the June 19 article", ["visit"]),
        ("Give me the short version of the June 2 article", ["boat"]),
        ("Summarize the June 2 2022 article", []),
        ("Summarize the articles from the last decade", []),
        ("Summarize the article about a meeting with Berg", ["visit"]),
        ("Overview of all articles by Cy Dahl", ["boat"]),
    ],
)
def test_a_request_names_articles_by_what_the_catalog_knows_of_them(
    library: Library, question: str, articles: list[str]
) -> None:
    found = scope(library, question)
    assert ids(found) == articles
    assert found.is_named
    assert found.subject == ""


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("tl;dr", ""),
        ("Summarize all", ""),
        ("Give me the main points in 5 bullet points", ""),
        ("Which people are mentioned?", ""),
        ("Sum up what they say about Kessia", "Kessia"),
        ("timeline of contacts between Norra and South Kessia", "contacts between Norra and South Kessia"),
        ("What happened in 2017?", ""),
        ("Timeline for the blockade", "blockade"),
        ("timeline of the sea", "sea"),
        ("What do the articles say about the pact?", "pact"),
        ("Timeline of Falk in Norra", "Falk in Norra"),
    ],
)
def test_words_that_name_no_article_are_the_subject(library: Library, question: str, subject: str) -> None:
    assert scope(library, question) == Scope(scope(library, "tl;dr").articles, subject, is_named=False)


@pytest.mark.parametrize(
    ("question", "articles", "subject"),
    [
        ("Summarize articles about Kessia", ["visit", "boat"], "Kessia"),
        ("Compare Norwire and the Herald on Kessia", ["mill", "visit", "sea"], "Kessia"),
        ("Compare what Norwire and The Tey Herald say about Falk", ["mill", "visit", "sea"], "Falk"),
        ("What does the Herald say about the pact?", ["visit"], "pact"),
    ],
)
def test_a_subject_narrows_within_the_articles_named(
    library: Library, question: str, articles: list[str], subject: str
) -> None:
    found = scope(library, question)
    assert (ids(found), found.subject) == (articles, subject)


@pytest.mark.parametrize(
    ("question", "history", "articles"),
    [
        ("Summarize this", QUOTED, ["visit"]),
        ("Summarize it", QUOTED, ["visit"]),
        ("Give me a timeline of that article", QUOTED, ["visit"]),
        ("Can I have that as a timeline?", QUOTED, ["visit"]),
        ("What does this article say about Kessia?", QUOTED, ["visit"]),
        ("And who is quoted?", QUOTED, ["visit"]),
        ("Summarize these", QUOTED, ALL),
        ("Give me a timeline", QUOTED, ALL),
        ("Summarize all articles", QUOTED, ALL),
        ("And the other ones?", QUOTED, ["mill", "siege", "boat", "sea"]),
        ("Summarize the first one", LISTED, ["boat"]),
        ("Summarize the second one", LISTED, ["mill"]),
        ("Summarize the second", LISTED, ["mill"]),
        ("Summarize article 3", LISTED, ["siege"]),
        ("Summarize the last one", LISTED, ["siege"]),
        ("Compare the first and the third", LISTED, ["siege", "boat"]),
        ("Compare the first two", LISTED, ["mill", "boat"]),
        ("Summarize these", LISTED, ["mill", "siege", "boat"]),
        ("Summarize them", LISTED, ["mill", "siege", "boat"]),
        ("Summarize both", LISTED, ["mill", "siege", "boat"]),
        ("Compare it with the Herald article", LISTED, ["visit", "boat"]),
        ("Summarize the second one", [*LISTED, *QUOTED], ["mill"]),
        ("Compare the two", [("Summarize the Herald article", "“The pact worries Sunde.” [1]")], ALL),
    ],
)
def test_the_conversation_tells_which_articles_are_pointed_at(
    library: Library, question: str, history: History, articles: list[str]
) -> None:
    assert ids(scope(library, question, history)) == articles


def test_an_answer_tells_its_articles_by_its_citations(library: Library) -> None:
    cited = tuple(Citation(n, each, 0, 5) for n, each in enumerate((SIEGE, MILL, SIEGE), start=1))
    history = [as_turns([("What else?", "")])[0]]
    history = [type(history[0])("What else?", Answer("What else?", "What else?", "…", 0.9, cited))]
    assert ids(scope(library, "Summarize this", history)) == ["siege"]
    assert ids(scope(library, "Compare the two", history)) == ["mill", "siege"]
    assert ids(scope(library, "Summarize the second one", history)) == ["mill"]
    assert ids(scope(library, "and the other one?", history)) == ["mill"]


def test_the_filter_is_an_outer_bound(library: Library) -> None:
    only = SearchFilter.of(articles=["boat", "mill"])
    assert ids(scope(library, "Summarize this", QUOTED, SearchFilter.of(articles=["boat"]))) == ["boat"]
    assert ids(scope(library, "Compare the two", filters=only)) == ["mill", "boat"]
    assert ids(scope(library, "Summarize the Herald's article", filters=only)) == ["mill", "boat"]


def test_days_without_articles_mean_none_of_them(library: Library) -> None:
    assert scope(library, "Summarize yesterday's news") == Scope((), "", is_named=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from("the two last first other one of Norwire June “ ” ' articles about this".split())
    ),
    st.text(st.characters(exclude_categories=())),
)
def test_any_words_and_any_conversation_are_taken(library: Library, listed: list[str], said: str) -> None:
    history = [(said, said), (said, f"“{said}” [1]")]
    for question in (" ".join(listed) or "?", f"Summarize {said}"):
        found = scope(library, question, history)
        assert set(ids(found)) <= set(ALL)


@pytest.mark.parametrize(
    "question",
    ["the last " * 220, "“" * 2000, "articles about " * 130, "in " * 600, "June 2024 " * 200, "a-" * 900],
)
def test_a_hostile_request_takes_no_time(library: Library, question: str) -> None:
    with cpu_time_limit(5):
        scope(library, question, [(question, question)] * 12)
