from index import ingest
from tests.fakes import article
from tests.ui.fakes_chat import new_library
from tests.ui.fakes_kinds import FERRY, ISLAND
from ui.chat.examples import ExampleRequests, example_requests


def test_examples_of_several_kinds_are_made_of_the_newest_article() -> None:
    assert example_requests(new_library(FERRY, ISLAND)) == (
        *("Who is Liv Hammer?", "Summarize “An island counts its days”"),
        *("Compare the two", "Who is quoted?"),
    )


def test_an_article_that_names_nobody_in_full_makes_no_question_for_a_person() -> None:
    requests = example_requests(new_library(article("The boat is green. Ada rows.", id="a", title="Green")))
    assert requests[0] == "Summarize “Green”" and not any("Ada" in request for request in requests)


def test_without_articles_there_are_no_examples_until_one_is_added() -> None:
    library = new_library()
    examples = ExampleRequests(library)
    assert examples.current() == ()
    assert ingest.add(library, [FERRY]) == []
    assert examples.current()[0] == "Who is Maren Oddvik?"
    assert examples.current() is examples.current()
