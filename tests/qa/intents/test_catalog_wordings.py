"""Wordings of requests to the catalog: terse, polite, misspelt, without a verb, in a conversation."""

import pytest

from index.library import Library
from qa.answers import AnswerKind
from qa.attribution import LibraryAttributor
from qa.intents import Request, Resources
from qa.intents.catalog import answer_catalog
from qa.query import understand
from qa.turns import Turn
from tests.qa.fakes import ListReader
from tests.qa.intents.sample_collection import ASKED, ask, told

BOAT_CARD = "“Boats for sale on the river Tey this summer” (heron.com, 2 June 2024)"
MILL_CARD = "“Old mill sold to its miller” (The Gull Times, 1 May 2024)"
ESSAY_CARD = "“Mills of the Tey essay”"
LISTED = [
    (
        "Which articles mention the river?",
        f"3 of the 3 articles mention the river:\n{BOAT_CARD} [1]\n{MILL_CARD} [2]\n{ESSAY_CARD} [3]",
    )
]
QUOTED = [("Who bought the mill?", "“Bo Berg bought the mill.” [1]")]


def cited(library: Library, question: str, history: list[tuple[str, str]] | None = None) -> list[str]:
    return [citation.article.id for citation in ask(library, question, history=history or []).citations]


@pytest.mark.parametrize(
    "question",
    [
        "How many articles do I have?",
        "how many docs",
        "number of documents",
        "Please count my articles",
        "How many files are there?",
        "total number of texts?",
    ],
)
def test_articles_are_counted(small_library: Library, question: str) -> None:
    assert ask(small_library, question).text == "There are 3 articles. [1] [2] [3]"


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("my articles", ["boat", "mill", "essay"]),
        ("Could you please list all my articles?", ["boat", "mill", "essay"]),
        ("Show me everything from the Gull Times", ["mill"]),
        ("everything from heron", ["boat"]),
        ("show all articles by Ada Lind", ["mill"]),
        ("articles by Dahl", ["boat"]),
        ("What has Ada Lind written?", ["mill"]),
        ("Which articles were written by Ada Lind?", ["mill"]),
        ("Do you have anything from The Gull Times?", ["mill"]),
        ("list everything from May 2024", ["mill"]),
        ("articles published last month", ["boat"]),
        ("articles on boats?", ["boat"]),
        ("boat articles", ["boat"]),
        ("articles boats", ["boat"]),
        ("anything on the envoy?", ["mill"]),
        ("do i have anything on Bo Berg?", ["mill", "essay"]),
        ("list articles about Bo Berg from 2024", ["mill"]),
        ("articles mentioning Bo Berg or the envoy", ["mill", "essay"]),
        ("Which of my articles are about boats?", ["boat"]),
        ("newest article", ["boat"]),
        ("What's the oldest article I have?", ["mill"]),
        ("What is the longest article?", ["mill", "essay", "boat"]),
        ("shortest article?", ["boat", "essay", "mill"]),
        ("author of the essay", ["essay"]),
        ("date of the boats article", ["boat"]),
        ("When was the wheel article published?", ["mill"]),
        ("who wrote about boats", ["boat"]),
        ("period covered", ["mill", "boat"]),
        ("date range of the articles", ["mill", "boat"]),
        ("What do you have?", ["boat", "mill", "essay"]),
        ("what topics do my articles cover", ["boat", "mill", "essay"]),
        ("headlines", ["boat", "mill", "essay"]),
        ("sources", ["mill", "boat"]),
    ],
)
def test_articles_are_listed_by_what_the_catalog_knows(
    small_library: Library, question: str, ids: list[str]
) -> None:
    assert cited(small_library, question) == ids


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("authors?", "Ada Lind: 1 article [1]\nCy Dahl: 1 article [2]"),
        ("How many authors?", "There are 2 authors:\nAda Lind: 1 article [1]\nCy Dahl: 1 article [2]"),
        ("Which newspapers do I have?", "The Gull Times: 1 article [1]\nheron.com: 1 article [2]"),
        ("how long is the essay", "“Mills of the Tey essay” has 19 words. [1]"),
        ("how often is bo berg mentioned", "bo berg is mentioned 3 times in 2 of the 3 articles. [1] [2]"),
        ("how many articles by Ada Lind", "There is 1 such article. [1]"),
        ("do you have anything about Wagner", "No article mentions “Wagner”."),
        ("articles about opera", "No article mentions “opera”."),
        ("articles from yesterday", "No article is from those days."),
    ],
)
def test_what_is_told_is_told_in_so_many_words(small_library: Library, question: str, text: str) -> None:
    assert ask(small_library, question).text == text


@pytest.mark.parametrize(
    ("question", "history", "ids"),
    [
        ("who wrote the first one?", LISTED, ["boat"]),
        ("when was the second one published?", LISTED, ["mill"]),
        ("and the last one?", LISTED, ["essay"]),
        ("who wrote the third?", LISTED, ["essay"]),
        ("which one is longer?", LISTED, ["mill", "essay", "boat"]),
        ("Which one is the newest?", LISTED, ["boat"]),
        ("which of these is from the Gull Times?", LISTED, ["mill"]),
        ("how many of them mention Bo Berg?", LISTED, ["mill", "essay"]),
        ("author?", QUOTED, ["mill"]),
        ("when was that published?", QUOTED, ["mill"]),
        ("does it mention the envoy?", QUOTED, ["mill"]),
        ("how long is it?", QUOTED, ["mill"]),
        ("and the other articles?", QUOTED, ["boat", "essay"]),
    ],
)
def test_the_conversation_tells_which_of_them(
    small_library: Library, question: str, history: list[tuple[str, str]], ids: list[str]
) -> None:
    assert cited(small_library, question, history) == ids


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the articles",
        "Give me a timeline of the articles",
        "What did Ada Lind say?",
        "Who sold the boats?",
        "What does the Gull Times say about the mill?",
        "How do the articles describe the mill?",
        "Which people are mentioned?",
        "What organisations are named in the Gull Times article?",
        "What have reports on boats sometimes found?",
        "What did Article 12 of the treaty require?",
        "Name one way the miller sold boats",
    ],
)
def test_what_asks_for_more_than_the_catalog_is_left_alone(small_library: Library, question: str) -> None:
    assert told(small_library, question) is None


def test_what_has_been_shown_is_left_out(small_library: Library) -> None:
    resources = Resources(small_library, ListReader(), LibraryAttributor(small_library), 0.5)
    for question in ("List the articles", "Which articles mention the river?"):
        query = understand(question, asked=ASKED)
        answer = answer_catalog(Request(question, query), resources)
        assert answer
        assert answer.kind is AnswerKind.CATALOG
        first = frozenset(citation.key for citation in answer.citations[:2])
        history = (Turn(question, answer),)
        rest = answer_catalog(Request(question, query, history, first), resources)
        assert rest
        assert [citation.article.id for citation in rest.citations] == ["essay"]
        every = frozenset(citation.key for citation in answer.citations)
        none = answer_catalog(Request(question, query, history, every), resources)
        assert none
        assert none.text == "There are no more articles."
        assert not none.answered
