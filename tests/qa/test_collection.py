"""Questions about the collection itself: which are caught, what is said, and what shows it."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import sync
from index.articles import Article
from index.filters import EVERYTHING, Filter
from index.library import Library
from index.loaders import find_files, load_file
from qa.collection import Statement, about_collection
from qa.question import History
from tests.conftest import SEEDS
from tests.fakes import WordEmbedder

ANY_QUESTION = st.text(st.characters(exclude_categories=()))
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
QUOTED = [("Who bought the mill?", "“Bo Berg bought the mill.” [1]")]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An article with a header, one without metadata, and one with metadata outside its text."""
    folder = tmp_path_factory.mktemp("village") / "library"
    with Library.open(folder, WordEmbedder(), create=True) as library:
        assert not sync.add(library, [MILL, ESSAY, BOAT])
        yield library


def ask(library: Library, question: str, *articles: str, history: History = ()) -> Statement:
    found = about_collection(question, library, Filter.of(articles=articles), history)
    assert found is not None, question
    return found


def quotes(statement: Statement) -> list[str]:
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
    village: Library, question: str, text: str, quote: str
) -> None:
    found = ask(village, question, "mill")
    assert found.text == text
    assert quotes(found) == [quote]


def test_the_words_that_answer_are_marked(village: Library) -> None:
    citation = ask(village, "Who wrote this?", "mill").citations[0]
    assert citation.answer
    assert citation.article.text[slice(*citation.answer)] == "Ada Lind"


@pytest.mark.parametrize("question", ["Who wrote it?", "When was it published?", "Which site is it from?"])
def test_what_stands_nowhere_in_the_text_is_cited_by_its_first_sentence(
    village: Library, question: str
) -> None:
    assert quotes(ask(village, question, "boat")) == ["Many boats were sold on the river this summer."]


def test_an_author_without_a_name_is_quoted_as_the_article_tells_of_them(village: Library) -> None:
    found = ask(village, "Who is the author of the essay?")
    assert quotes(found) == ["The author is a miller of Señora Street."]
    assert found.text.startswith("“Mills of the Tey essay” does not name its author; it says: “The author is")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was the essay published?", "No date of publication is known for “Mills of the Tey essay”."),
        ("What is the name of the author of the essay?", "No author is named for “Mills of the Tey essay”."),
        ("Where was the essay published?", "No source is named for “Mills of the Tey essay”."),
        ("Does the essay mention Cy Dahl?", "“Mills of the Tey essay” does not mention “Cy Dahl”."),
        ("How many articles mention Wagner?", "No article mentions “Wagner”."),
        ("Is there anything about Wagner here?", "No article mentions “Wagner”."),
    ],
)
def test_what_is_not_known_is_refused_in_so_many_words(village: Library, question: str, text: str) -> None:
    assert ask(village, question) == Statement(text)


def test_all_articles_stand_each_on_its_line_newest_first(village: Library) -> None:
    found = ask(village, "When were the articles published?")
    assert found.text.splitlines() == [
        "“Boats for sale on the river Tey this summer” was published on 2 June 2024. [1]",
        "“Old mill sold to its miller” was published on 1 May 2024. [2]",
        "No date of publication is known for 1 other article.",
    ]


def test_of_many_articles_five_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    with Library.open(tmp_path / "many", WordEmbedder(), create=True) as library:
        sync.add(
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
    village: Library, question: str, text: str | None
) -> None:
    found = ask(village, question)
    assert (found.text if found.citations else None) == text


def test_a_mention_is_shown_by_its_sentence(village: Library) -> None:
    found = ask(village, "Which articles mention Bo Berg?")
    assert quotes(found) == ["Bo Berg bought the mill.", "Bo Berg has two."]
    assert [citation.article.text[slice(*citation.answer or ())] for citation in found.citations] == [
        "Bo Berg"
    ] * 2


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
    village: Library, question: str, titles: list[str]
) -> None:
    assert [citation.article.id for citation in ask(village, question).citations] == titles


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
        ("Who wrote them?", [("List the articles", "all of them")], ["boat", "mill", "essay"]),
    ],
)
def test_the_conversation_tells_what_it_means(
    village: Library, question: str, history: list[tuple[str, str]], ids: list[str]
) -> None:
    assert [citation.article.id for citation in ask(village, question, history=history).citations] == ids


def test_a_filter_is_kept_to(village: Library) -> None:
    assert ask(village, "How many articles mention Bo Berg?", "mill", "boat").text.startswith(
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
def test_a_question_about_what_the_articles_say_is_left_alone(village: Library, question: str) -> None:
    assert about_collection(question, village, EVERYTHING) is None


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("When was it published?", [("What was his first novel?", "“Bo Berg bought the mill.” [1]")]),
        ("Who wrote it?", [("Which song is the best?", "“Bo Berg bought the mill.” [1]")]),
        ("Who wrote it?", [("Who bought the mill?", "“He bought it for a song, as the poet said.” [1]")]),
        ("What was it about?", [("Who bought the mill?", "These articles do not say.")]),
        ("Who wrote the article?", [("Why was he fired?", "“An article in a weekly accused him.” [1]")]),
        ("Where are they from?", QUOTED),
        ("Anything about the wheel?", QUOTED),
    ],
)
def test_it_means_no_article_where_the_conversation_speaks_of_another_thing(
    village: Library, question: str, history: list[tuple[str, str]]
) -> None:
    assert about_collection(question, village, EVERYTHING, history) is None


def test_of_the_fixed_questions_only_one_asks_for_metadata_and_is_refused(tmp_path: Path) -> None:
    caught = {}
    lines = (Path(__file__).parents[1] / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    with Library.open(tmp_path / "seeds", WordEmbedder(), create=True) as library:
        assert not sync.add(library, [article for file in find_files(SEEDS) for article in load_file(file)])
        for question in map(json.loads, lines):
            history = [(asked, answer) for asked, answer in question.get("history", [])]
            found = about_collection(question["question"], library, EVERYTHING, history)
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
def test_any_words_are_taken(village: Library, listed: list[str]) -> None:
    found = about_collection(" ".join(listed), village, EVERYTHING)
    assert found is None or found.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_QUESTION, ANY_QUESTION)
def test_any_topic_and_any_conversation_are_taken(village: Library, topic: str, said: str) -> None:
    found = about_collection(f"How many articles mention {topic}?", village, EVERYTHING)
    assert found is None or found.text
    about_collection("Who wrote this?", village, EVERYTHING, [(said, topic), (topic, f"“{said}” [1]")])


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
def test_a_hostile_question_takes_no_time(village: Library, question: str) -> None:
    began = time.process_time()
    about_collection(question, village, EVERYTHING, [(question, question)] * 12)
    assert time.process_time() - began < 0.5
