from datetime import date

import pytest

from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from qa.answers import Answer, AnswerKind
from qa.attribution import LibraryAttributor
from qa.catalog.tools import CatalogQuery
from qa.intents import Request, Resources
from qa.interpretation import Interpretation, answer_interpreted
from qa.interpretation.interpreted_request import answer_catalog_call
from qa.interpretation.values import CatalogCall
from qa.query import understand
from qa.turns import Turn
from tests.qa.fakes import BOAT, ListReader, library_of, quotes

BEFORE = (Turn("Who bought the boat?", "Bo Berg bought it."),)
SOLD = "The boat was sold to Bo Berg."


@pytest.fixture
def reader() -> ListReader:
    return ListReader([(BOAT, SOLD, 0.9)])


@pytest.fixture
def resources(small_library: Library, reader: ListReader) -> Resources:
    return Resources(small_library, reader, LibraryAttributor(small_library), 0.3)


def ask(question: str, told: Interpretation, resources: Resources, *history: Turn) -> Answer:
    request = Request(question, understand(question, history, asked=date(2024, 7, 1)), history)
    return answer_interpreted(request, told, resources)


def test_a_follow_up_is_read_as_the_model_completed_it(resources: Resources, reader: ListReader) -> None:
    answer = ask("And to whom?", Interpretation("To whom was the boat sold?"), resources, *BEFORE)
    assert answer.standalone == "To whom was the boat sold?"
    assert reader.asked[0][0] == "To whom was the boat sold?"
    assert quotes(answer) == [SOLD]


def test_without_a_model_s_word_it_is_answered_as_ever(resources: Resources) -> None:
    assert ask("Who bought the boat?", Interpretation(), resources).standalone == "Who bought the boat?"


def test_each_part_of_a_question_is_answered_under_its_own_heading(resources: Resources) -> None:
    parts = ("Who bought the boat?", "Who bought the mill?")
    answer = ask("Who bought the boat and who bought the mill?", Interpretation(parts=parts), resources)
    assert [section.heading for section in answer.sections] == list(parts)
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert answer.text == f"{parts[0]}\n“{SOLD}” [1]\n\n{parts[1]}\n“{SOLD}” [2]"
    assert len({(hit.article_id, hit.start) for hit in answer.hits}) == len(answer.hits) > 0


def test_where_no_part_is_answered_the_whole_is_refused(small_library: Library) -> None:
    nothing = Resources(small_library, ListReader(), LibraryAttributor(small_library), 0.3)
    told = Interpretation(parts=("Who bought the moon?", "Who sold the sun?"))
    answer = ask("Who bought the moon and who sold the sun?", told, nothing)
    assert (answer.answered, answer.sections) == (False, ())


def test_a_question_may_be_named_another_kind(resources: Resources) -> None:
    told = Interpretation(kind=AnswerKind.SUMMARY)
    assert ask("Boil all of the articles down for me", told, resources).kind is AnswerKind.SUMMARY


def test_a_kind_that_finds_nothing_leaves_the_question_a_fact(resources: Resources) -> None:
    """No event of the boat is dated."""
    told = Interpretation(kind=AnswerKind.TIMELINE)
    answer = ask("Who bought the boat?", told, resources)
    assert (answer.kind, quotes(answer)) == (AnswerKind.FACT, [SOLD])


def test_a_request_that_names_its_kind_itself_is_of_that_kind(resources: Resources) -> None:
    told = Interpretation(kind=AnswerKind.NAMES, catalog=CatalogCall(CatalogQuery(mention="boat")))
    assert ask("Summarize the articles", told, resources).kind is AnswerKind.SUMMARY


def test_articles_that_mention_something_are_counted(resources: Resources) -> None:
    call = CatalogCall(CatalogQuery(mention="sold"), counts=True)
    answer = ask("in how many was anything sold?", Interpretation(catalog=call), resources)
    assert answer.kind is AnswerKind.CATALOG
    assert answer.text == "3 articles mention sold. [1] [2] [3]"
    assert all("sold" in quote for quote in quotes(answer))


@pytest.mark.parametrize(
    ("allowed", "told"),
    [
        (SearchFilter(), SearchFilter(since=date(2024, 5, 15))),
        (SearchFilter(since=date(2024, 5, 15)), SearchFilter(since=date(2020, 1, 1))),
        (SearchFilter(since=date(2024, 5, 15)), SearchFilter(until=date(2024, 7, 1))),
    ],
)
def test_articles_of_days_are_listed_never_more_than_the_user_allows(
    allowed: SearchFilter, told: SearchFilter
) -> None:
    old, new = (
        Article(name, f"The {name}\n\nIt was sold.", f"The {name}", published=date(2024, month, 1))
        for name, month in (("mill", 5), ("boat", 6))
    )
    library = library_of(old, new)
    resources = Resources(library, ListReader(), LibraryAttributor(library), 0.3)
    request = Request("And later?", understand("And later?", (), allowed))
    answer = answer_catalog_call(request, CatalogCall(CatalogQuery(told)), resources)
    assert answer and answer.text == "“The boat” (1 June 2024) [1]"
    assert quotes(answer) == ["The boat"]


def test_a_catalog_call_that_finds_nothing_leaves_the_question_a_fact(resources: Resources) -> None:
    call = CatalogCall(CatalogQuery(mention="glaciers"), counts=True)
    assert ask("Who bought the boat?", Interpretation(catalog=call), resources).kind is AnswerKind.FACT
