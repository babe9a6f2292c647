"""What articles are to mention: where its words end, which of them are a name, and when none is said to."""

from datetime import date

import pytest

from index import ingest
from index.articles import Article
from index.library import Library
from qa.catalog.mentions import may_be_denied, parts_of
from tests.fakes import WordEmbedder
from tests.qa.intents.sample_collection import ask, told
from tests.store.memory import memory_library

FAIR = "Bo Berg who sold wool met Ida Falk. Bo Berg and Ida Falk left. Salt and Pepper House was full."
FERRY = "People who like Salt and Pepper House took the ferry. Bo Berg and Ida Falk did, two times each."
SONG = "The Who sang at the house. Fans of the Who stood in the rain. Pepper was sold, salt was not."


@pytest.fixture(scope="module")
def harbour() -> Library:
    library = memory_library(WordEmbedder())
    assert not ingest.add(
        library,
        [
            Article(id="fair", title="Wool fair", text=FAIR, published=date(2021, 3, 1)),
            Article(id="ferry", title="Ferry at sea", text=FERRY, published=date(2023, 3, 1)),
            Article(id="song", title="Songs in the rain", text=SONG, published=date(2023, 9, 1)),
        ],
    )
    return library


@pytest.mark.parametrize(
    "closing", ["at all", "by name", "anywhere", "together", "here", "in this collection", ", at all"]
)
def test_words_after_a_topic_are_no_part_of_it(harbour: Library, closing: str) -> None:
    found = ask(harbour, f"How many articles mention Ida Falk {closing}?".replace(" ,", ","))
    assert found.text == "2 of the 3 articles mention Ida Falk. [1] [2]"


def test_a_name_may_end_in_such_a_word(harbour: Library) -> None:
    assert ask(harbour, "Do any articles mention Falk Together?").text == (
        "No article mentions “Falk Together”."
    )


@pytest.mark.parametrize(
    ("days", "ids"),
    [
        ("in 2023", ["ferry"]),
        ("In 2021", ["fair"]),
        ("since 2022", ["ferry"]),
        ("before March 2023", ["fair"]),
        ("on 1 March 2023", ["ferry"]),
        ("until 2023", ["ferry", "fair"]),
    ],
)
def test_days_after_a_topic_are_those_of_the_articles(harbour: Library, days: str, ids: list[str]) -> None:
    found = ask(harbour, f"Which articles mention Ida Falk {days}?")
    assert [citation.article.id for citation in found.citations] == ids


def test_of_articles_of_some_days_it_is_said_that_only_such_are_counted(harbour: Library) -> None:
    assert ask(harbour, "How many articles mention Ida Falk in 2023?").text == (
        "1 of the 2 such articles mentions Ida Falk. [1]"
    )
    assert ask(harbour, "How many articles from 2023 mention Wool?").text == (
        "No such article mentions “Wool”."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Which articles mention Bo Berg most often?",
        "Which articles mention Bo Berg first?",
        "Which articles mention Bo Berg since the war?",
        "Does the article mention Bo Berg in 1999?",
        "WHICH ARTICLES MENTION BO BERG FIRST?",
        "How many articles mention Bo Berg twice or Ida Falk?",
        "Is there an article about the fair in 2022?",
    ],
)
def test_no_mention_is_denied_where_other_words_may_stand_in_the_topic(
    harbour: Library, question: str
) -> None:
    found = told(harbour, question)
    assert found is None or found.citations


def test_of_days_without_articles_it_is_said_that_there_are_none(harbour: Library) -> None:
    assert ask(harbour, "Which articles mention Bo Berg in 1999?").text == "No article is from those days."


@pytest.mark.parametrize(
    ("topic", "loose", "denied"),
    [
        ("Olof Sund", False, True),
        ("Olof Sund", True, True),
        ("herring", False, True),
        ("herring", True, False),
        ("the herring", False, True),
        ("iPhone 15", False, True),
        ("Olof and herring", False, True),
        ("olof sund", False, False),
        ("Olof Sund twice", False, False),
        ("Olof Sund of Tey Street", False, False),
        ("", False, False),
    ],
)
def test_names_and_single_words_may_be_denied(topic: str, *, loose: bool, denied: bool) -> None:
    assert may_be_denied(topic, loose=loose) is denied


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("The Who", ["song"]),
        ("the Who", ["song"]),
        ("the Ferry", ["ferry"]),
        ("the bo berg", ["ferry", "fair"]),
    ],
)
def test_a_name_keeps_its_article(harbour: Library, name: str, articles: list[str]) -> None:
    found = ask(harbour, f"Which articles mention {name}?")
    assert [citation.article.id for citation in found.citations] == articles


def test_articles_about_a_name_with_an_article_are_those_that_hold_both(harbour: Library) -> None:
    assert [
        citation.article.id for citation in ask(harbour, "List the articles about The Who").citations
    ] == ["song"]


def test_a_name_that_stands_there_without_its_article_is_not_denied(harbour: Library) -> None:
    assert told(harbour, "How many articles mention The Bo Berg?") is None


def test_a_topic_all_in_capitals_has_an_article_of_no_name() -> None:
    assert parts_of("THE BEATLES") == (["BEATLES"], True)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many times is Salt and Pepper House mentioned?", "2 times in 2 of the 3"),
        ("How many times do the articles mention Salt and Pepper House?", "2 times in 2 of the 3"),
        ("How many times are Bo Berg and Ida Falk mentioned?", "6 times in 2 of the 3"),
        ("How many times is wool and Ida Falk mentioned?", "3 times in 1 of the 3"),
    ],
)
def test_a_name_with_and_in_it_is_counted_once(harbour: Library, question: str, said: str) -> None:
    assert f"is mentioned {said} articles." in ask(harbour, question).text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("In how many articles is salt and pepper mentioned?", 2),
        ("In how many articles are salt and pepper mentioned?", 3),
        ("How many articles mention Bo Berg and people?", 1),
    ],
)
def test_an_article_that_holds_both_mentions_them_unless_they_are_one(
    harbour: Library, question: str, number: int
) -> None:
    assert ask(harbour, question).text.startswith(f"{number} of the 3 articles")
