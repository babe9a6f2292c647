"""Questions about the collection itself: what is said, and what shows it."""

import pytest

from index import ingest
from index.articles import Article
from index.filters import NO_FILTER
from index.library import Library
from qa.answers import AnswerKind
from qa.catalog.descriptions import CatalogAnswer
from tests.fakes import WordEmbedder
from tests.qa.intents.asking import asked_as, resources_of
from tests.qa.intents.sample_collection import ask
from tests.store.memory import memory_library


def quotes(statement: CatalogAnswer) -> list[str]:
    return [citation.quote for citation in statement.citations]


# What is said, and the line that shows it


@pytest.mark.parametrize(
    ("question", "text", "quote"),
    [
        ("Who wrote this?", "“Old mill sold to its miller” was written by Ada Lind. [1]", "By Ada Lind"),
        (
            "When was it published?",
            "“Old mill sold to its miller” was published on 1 May 2024. [1]",
            "Published : May 1, 2024 - 18:26",
        ),
        (
            "Which newspaper published it?",
            "“Old mill sold to its miller” is from The Gull Times. [1]",
            "The Gull Times",
        ),
        (
            "What is the title?",
            "The title is “Old mill sold to its miller”. [1]",
            "Old mill sold to its miller",
        ),
        (
            "What is this article about?",
            "“Old mill sold to its miller” (The Gull Times, 1 May 2024): "
            "“A wheel of oak turns on by the river Tey” [1]",
            "A wheel of oak turns on by the river Tey",
        ),
        (
            "Does the article mention the envoy?",
            "“Old mill sold to its miller” mentions the envoy. [1]",
            "The US envoy came to see Bo Berg’s wheel.",
        ),
    ],
)
def test_an_article_is_described_with_the_line_that_shows_it(
    small_library: Library, question: str, text: str, quote: str
) -> None:
    found = ask(small_library, question, "mill")
    assert found.text == text
    assert quotes(found) == [quote]


def test_the_words_that_answer_are_marked(small_library: Library) -> None:
    citation = ask(small_library, "Who wrote this?", "mill").citations[0]
    assert citation.answer
    assert citation.article.text[slice(*citation.answer)] == "Ada Lind"


@pytest.mark.parametrize("question", ["Who wrote it?", "When was it published?", "Which site is it from?"])
def test_what_stands_nowhere_in_the_text_is_cited_by_its_first_sentence(
    small_library: Library, question: str
) -> None:
    assert quotes(ask(small_library, question, "boat")) == ["Many boats were sold on the river this summer."]


def test_an_author_without_a_name_is_quoted_as_the_article_tells_of_them(small_library: Library) -> None:
    found = ask(small_library, "Who is the author of the essay?")
    assert quotes(found) == ["The author is a miller of Señora Street."]
    assert found.text.startswith("“Mills of the Tey essay” does not name its author; it says: “The author is")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the essay published?", "No date of publication is known for “Mills of the Tey essay”."),
        (
            "On what day did the essay appear?",
            "No date of publication is known for “Mills of the Tey essay”.",
        ),
        (
            "On which weekday was the essay published?",
            "No date of publication is known for “Mills of the Tey essay”.",
        ),
        ("What is the name of the author of the essay?", "No author is named for “Mills of the Tey essay”."),
        ("Where was the essay published?", "No source is named for “Mills of the Tey essay”."),
        ("Does the essay mention Cy Dahl?", "“Mills of the Tey essay” does not mention “Cy Dahl”."),
        ("How many articles mention Wagner?", "No article mentions “Wagner”."),
        ("Is there anything about Wagner here?", "No article mentions “Wagner”."),
    ],
)
def test_what_is_not_known_is_refused_in_so_many_words(
    small_library: Library, question: str, text: str
) -> None:
    assert ask(small_library, question) == CatalogAnswer(text)


def test_all_articles_stand_each_on_its_line_newest_first(small_library: Library) -> None:
    found = ask(small_library, "When were the articles published?")
    assert found.text.splitlines() == [
        "“Boats for sale on the river Tey this summer” was published on 2 June 2024. [1]",
        "“Old mill sold to its miller” was published on 1 May 2024. [2]",
        "No date of publication is known for 1 other article.",
    ]


def test_of_many_articles_five_are_listed_and_the_rest_counted() -> None:
    library = memory_library(WordEmbedder())
    ingest.add(
        library, [Article(id=f"a{n}", title=f"Day {n}", text=f"It rained on day {n}.") for n in range(9)]
    )
    found = ask(library, "List the articles")
    mentions = ask(library, "How many articles mention rain or day?")
    listed = ask(library, "Which articles mention day?")
    assert len(found.citations) == 5
    assert found.text.splitlines()[-1] == "and 4 more"
    assert mentions.text == "9 of the 9 articles mention rain or day. [1] [2] [3]"
    assert listed.text.splitlines()[-1] == "and 4 more"
    assert len(listed.citations) == 5


# Mentions


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many articles mention Bo Berg?", "2 of the 3 articles mention Bo Berg. [1] [2]"),
        ("how many of these articles mention bo berg", "2 of the 3 articles mention bo berg. [1] [2]"),
        ("How many articles mention boat?", None),
        ("How many articles mention the US?", "1 of the 3 articles mentions the US. [1]"),
        ("How many articles mention us?", "2 of the 3 articles mention us. [1] [2]"),
        ("How many articles mention Senora Street?", "1 of the 3 articles mentions Senora Street. [1]"),
        (
            "How many articles mention Bo Berg and the envoy?",
            "1 of the 3 articles mentions Bo Berg and the envoy. [1]",
        ),
        (
            "In how many articles is the river mentioned?",
            "3 of the 3 articles mention the river. [1] [2] [3]",
        ),
        (
            "How many times is Bo Berg mentioned?",
            "Bo Berg is mentioned 3 times in 2 of the 3 articles. [1] [2]",
        ),
    ],
)
def test_mentions_are_whole_words_in_any_case_unless_an_acronym(
    small_library: Library, question: str, text: str | None
) -> None:
    found = ask(small_library, question)
    assert (found.text if found.citations else None) == text


def test_a_mention_is_shown_by_its_sentence(small_library: Library) -> None:
    found = ask(small_library, "Which articles mention Bo Berg?")
    assert quotes(found) == ["Bo Berg bought the mill.", "Bo Berg has two."]
    assert [citation.article.text[slice(*citation.answer or ())] for citation in found.citations] == [
        "Bo Berg"
    ] * 2


@pytest.mark.parametrize(
    ("question", "newest_first"),
    [
        ("which pieces did i put in here so far", True),
        ("show me the lot i saved, oldest first", False),
    ],
)
def test_who_asks_for_the_articles_in_any_words_gets_their_list(
    small_library: Library, question: str, *, newest_first: bool
) -> None:
    answer = asked_as(AnswerKind.CATALOG, question, resources_of(small_library))
    assert answer.kind is AnswerKind.CATALOG
    days = [day for citation in answer.citations if (day := citation.article.published)]
    assert len(answer.citations) == len(small_library.record.catalog.entries(NO_FILTER))
    assert len(days) > 1
    assert days == sorted(days, reverse=newest_first)
