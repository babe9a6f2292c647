"""Questions about the collection itself: which are caught, and which articles they mean."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ingest
from index.articles import Article
from index.library import Library
from index.loaders import find_files, load_file
from qa.turns import Turn
from tests.cpu_time_limit import cpu_time_limit
from tests.qa.fakes import library_of
from tests.qa.intents.sample_collection import ask, told
from tests.quality import SEEDS

ANY_QUESTION = st.text(st.characters(exclude_categories=()))
QUOTED = [("Who bought the mill?", "“Bo Berg bought the mill.” [1]")]


# Which articles are meant


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Which articles are from the Gull Times?", ["mill"]),
        ("Which articles are from Heron?", ["boat"]),
        ("Which articles did Cy Dahl write?", ["boat"]),
        ("List the articles by Dahl", ["boat"]),
        ("Which articles were published in May 2024?", ["mill"]),
        ("Which articles were published since 2024?", ["boat", "mill"]),
        ("What is the latest article?", ["boat"]),
        ("Which article is the oldest?", ["mill"]),
        ("What is the latest article about the wheel?", ["mill"]),
        ("What is the Gull Times article about?", ["mill"]),
        ("Who wrote Ada Lind's article?", ["mill"]),
        ("When was the article about boats published?", ["boat"]),
        ("Who wrote “Old mill sold to its miller”?", ["mill"]),
        ("Who wrote Boats for sale on the river Tey this summer?", ["boat"]),
        ("What is the essay about?", ["essay"]),
        ("What sources do you have?", ["mill", "boat"]),
        ("What period do the articles cover?", ["mill", "boat"]),
        ("How many articles are there?", ["boat", "mill", "essay"]),
        ("Can you tell me what these articles are about, please?", ["boat", "mill", "essay"]),
    ],
)
def test_words_of_the_question_tell_which_articles(
    small_library: Library, question: str, titles: list[str]
) -> None:
    assert [citation.article.id for citation in ask(small_library, question).citations] == titles


@pytest.mark.parametrize(
    ("question", "history", "ids"),
    [
        ("Who wrote this?", QUOTED, ["mill"]),
        ("When was the article published?", QUOTED, ["mill"]),
        ("Who wrote the essay?", QUOTED, ["essay"]),
        ("What is the latest article?", QUOTED, ["boat"]),
        ("Is there anything about the river here?", QUOTED, ["boat", "mill", "essay"]),
        ("Does it mention Bo Berg?", [("What is the essay about?", "mills")], ["essay"]),
        ("When was it published?", [("Who wrote the Gull Times article?", "Ada Lind did.")], ["mill"]),
        (
            "When was it published?",
            [("What is the latest article?", "“Boats for sale on the river Tey this summer” [1]")],
            ["boat"],
        ),
        ("Anything about the wheel?", QUOTED, ["mill"]),
        ("Who wrote them?", [("List the articles", "all of them")], ["boat", "mill", "essay"]),
    ],
)
def test_the_conversation_tells_what_it_means(
    small_library: Library, question: str, history: list[tuple[str, str]], ids: list[str]
) -> None:
    assert [
        citation.article.id for citation in ask(small_library, question, history=history).citations
    ] == ids


@pytest.mark.parametrize("question", ["Who wrote this article?", "Who wrote this?", "When was it published?"])
@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The clerk said the “old weir” was shut.", ""),
        ("“Shut it”, the clerk said, and “at once”.", ""),
        ("The clerk said the “old weir was shut.", ""),
        ("The clerk said the old weir” was shut.", ""),
        ("The clerk said “the ‘old “weir”’ was shut”.", ""),
        (f"The clerk shut {'the old weir, ' * 60}and left.", ""),
        ("Weir “for ever” shut", "A clerk shut it."),
    ],
)
def test_the_article_last_quoted_is_meant_whatever_quotes_it_holds(
    question: str, quote: str, text: str
) -> None:
    title = quote if text else "Weir"
    weir = Article("weir", title, text or quote, author="Ann Falk", published=date(2020, 1, 2))
    walk = "The long walk to the old mill was hard for everybody."
    history = [
        ("Was the walk hard?", f"“{walk}” [1]"),
        ("What is said of the weir?", f"“{quote}” [1]\n“{walk}” [2]"),
    ]
    library = library_of(weir, Article("walk", "Walk", walk, author="Cy Dahl"))
    assert [citation.article.id for citation in ask(library, question, history=history).citations] == ["weir"]


def test_a_title_with_quotes_in_it_is_told_from_what_stands_beside_it() -> None:
    mill = Article("mill", "Mill “for ever” shut", "A miller left. It rained.", author="Ada Lind")
    boat = Article("boat", "Boat “for ever” lost", "A boat sank. It rained.", author="Cy Dahl")
    said = [("Who shut it?", f"“{boat.title}”: “A boat sank.” [1]\n“{mill.title}”: “A miller left.” [2]")]
    library = library_of(mill, boat, Article("walk", "Walk", "A walk.", author="Bo Berg"))
    assert "Cy Dahl" in ask(library, "Who wrote this?", history=said).text
    both = ask(library, "Who wrote these?", history=said)
    assert {citation.article.id for citation in both.citations} == {"boat", "mill"}


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Show me the latest articles", ["boat", "mill"]),
        ("Which articles are the oldest?", ["mill", "boat"]),
        ("List the oldest articles from 2024", ["mill", "boat"]),
        ("Which articles were published first?", ["mill", "boat"]),
        ("List the latest article", ["boat"]),
        ("What period do the oldest articles cover?", ["mill", "boat"]),
    ],
)
def test_several_latest_or_oldest_articles_come_in_their_order(
    small_library: Library, question: str, ids: list[str]
) -> None:
    assert [citation.article.id for citation in ask(small_library, question).citations] == ids


def test_an_essay_about_something_is_one_called_so_where_there_is_one(small_library: Library) -> None:
    about_bo_berg = ask(small_library, "Who wrote the essay about Bo Berg?")
    assert about_bo_berg.text.startswith("“Mills of the Tey essay” does not name its author")
    about_boats = ask(small_library, "Who wrote the editorial about boats?")
    assert [citation.article.id for citation in about_boats.citations] == ["boat"]


def test_a_filter_is_kept_to(small_library: Library) -> None:
    assert ask(small_library, "How many articles mention Bo Berg?", "mill", "boat").text.startswith(
        "1 of the 2 articles"
    )


# What is left to the reader


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the Declaration of Independence?",
        "Who wrote Pride and Prejudice?",
        "Who wrote to the miller?",
        "When was the treaty published?",
        "When was the report published?",
        "Who wrote the report on the mill?",
        "Who published a study on boats?",
        "How many articles does the constitution have?",
        "How many articles are in the treaty?",
        "Which articles of the treaty were broken?",
        "What is the title of the singer's last album?",
        "Which newspaper reported that the mill was sold?",
        "What does the article say about the mill?",
        "What is the most important fact in this article?",
        "Which year is mentioned in this article?",
        "Who translated the essay?",
        "What did he write in the paper?",
        "Which articles mention what the miller paid?",
        "How many articles mention that the mill was sold?",
        "Is there anything else?",
        "Are there any other boats mentioned?",
        "Is there anything about cheap old boats in the river?",
        "Where are they from?",
        "What are they called?",
        "What is it called?",
        "Who is the reporter?",
        "Who bought the mill?",
        "What is it?",
        "How many are there?",
        "Who wrote the Heron Weekly article?",
        "",
        "?",
    ],
)
def test_a_question_about_what_the_articles_say_is_left_alone(small_library: Library, question: str) -> None:
    assert told(small_library, question) is None


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("When was it published?", [("What was his first novel?", "“Bo Berg bought the mill.” [1]")]),
        ("Who wrote it?", [("Which song is the best?", "“Bo Berg bought the mill.” [1]")]),
        ("Who wrote it?", [("Who bought the mill?", "“He bought it for a song, as the poet said.” [1]")]),
        ("What was it about?", [("Who bought the mill?", "These articles do not say.")]),
        ("Who wrote the article?", [("Why was he fired?", "“An article in a weekly accused him.” [1]")]),
        ("Where are they from?", QUOTED),
    ],
)
def test_it_means_no_article_where_the_conversation_speaks_of_another_thing(
    small_library: Library, question: str, history: list[tuple[str, str]]
) -> None:
    assert told(small_library, question, history=history) is None


def test_of_the_fixed_questions_only_one_asks_for_metadata_and_is_refused() -> None:
    caught = {}
    lines = (Path(__file__).parents[2] / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    library = library_of()
    assert not ingest.add(library, [article for file in find_files(SEEDS) for article in load_file(file)])
    for question in map(json.loads, lines):
        history = [Turn(asked, answer) for asked, answer in question.get("history", [])]
        found = told(library, question["question"], history=history)
        if found:
            caught[question["id"]] = found.citations
    assert caught == {"unanswerable-essay-author-name": ()}


# Anybody's input


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            "who wrote the article this is about mention how many in , “ ” ' ? \ud800 and".split()
        )
    )
)
def test_any_words_are_taken(small_library: Library, listed: list[str]) -> None:
    found = told(small_library, " ".join(listed))
    assert found is None or found.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_QUESTION, ANY_QUESTION)
def test_any_topic_and_any_conversation_are_taken(small_library: Library, topic: str, said: str) -> None:
    found = told(small_library, f"How many articles mention {topic}?")
    assert found is None or found.text
    told(small_library, "Who wrote this?", history=[Turn(said, topic), Turn(topic, f"“{said}” [1]")])


@pytest.mark.parametrize(
    "question",
    [
        "who wrote " + "the " * 500,
        "how many articles mention " + "a, " * 600,
        "“" * 2000,
        "what is " + "of the article " * 130,
        " " * 2000,
        "is there anything about " + "here " * 30 + "x",
        "which " + "articles are from " * 11,
        "please " * 280,
    ],
)
def test_a_hostile_question_takes_no_time(small_library: Library, question: str) -> None:
    with cpu_time_limit(5):
        told(small_library, question, history=[Turn(question, question)] * 12)


@pytest.mark.parametrize("turns", [0, 5, 10, 30])
def test_however_long_a_conversation_is_it_means_the_article_just_spoken_of(
    small_library: Library, turns: int
) -> None:
    history = [("Who sells boats?", "Nobody knows.")] * turns
    history.append(("Who wrote the article by The Gull Times?", "By Ada Lind"))
    found = ask(small_library, "When was it published?", history=history)
    assert [citation.article.id for citation in found.citations] == ["mill"]
