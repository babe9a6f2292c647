from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.errors import InputError
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from qa import thresholds
from qa.answers import Answer, Draft, Drafts
from qa.assistant import Assistant
from qa.reader import SpanReader
from qa.thresholds import STRICT
from qa.turns import Turn
from tests.fakes import WordEmbedder
from tests.store.memory import memory_library
from tests.ui.fakes_writing import CLOSED, OPENED, WRITTEN
from ui.service import LONGEST_READING, Service, read_filter

BOAT = Article(
    id="boat",
    text="The boat was sold to Bo Berg.",
    title="A boat",
    source="The Gull",
    published=date(2024, 5, 1),
)
MILL = Article(
    id="mill", text="The mill was sold to Ada Lind.", title="Ängö mill", url="https://example.org/m"
)
LONG = Article(id="long", text="Grass grows here. " * 3000, title="Grass")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(memory_library(WordEmbedder(), BOAT, MILL, LONG), SpanReader())


@pytest.fixture
def service(assistant: Assistant) -> Service:
    return Service(assistant)


class Recorded:
    """An engine that keeps what it was asked and is as sure of its answer as it is told to be."""

    def __init__(self, library: Library, sure: float = 0.5) -> None:
        self.library = library
        self.sure = sure
        self.asked: list[Any] = []

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Answer:
        self.asked.append((question, history, filters, asked, threshold, written))
        return WRITTEN if written else Answer(question, question, "…", self.sure)

    def draft(self, question: str, *given: Any, **options: Any) -> Drafts:
        yield Draft(answer=self.answer(question, *given, **options))

    def retrieve(
        self,
        question: str,
        k: int = 10,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
    ) -> tuple[()]:
        self.asked.append((question, k, filters))
        return ()


def test_everything_that_is_given_reaches_the_engine(assistant: Assistant) -> None:
    engine = Recorded(assistant.library)
    service = Service(engine)
    filters = read_filter(["The Gull"], "2024-05-01", "2024-05-02", ["boat"])
    service.ask(
        "Who?", [["Why?", "So."], ("How?", "Thus.")], filters, "2024-06-16", strict=True, written=False
    )
    service.search("boat", 3.0, filters)
    only = SearchFilter(("The Gull",), date(2024, 5, 1), date(2024, 5, 2), ("boat",))
    history = [Turn("Why?", "So."), Turn("How?", "Thus.")]
    asked = ("Who?", history, only, date(2024, 6, 16), STRICT, False)
    assert engine.asked == [asked, ("boat", 3, only)]


def test_what_is_left_out_or_empty_filters_nothing(assistant: Assistant) -> None:
    engine = Recorded(assistant.library)
    Service(engine).ask("Who?")
    Service(engine).ask("Who?", [], read_filter(None, "", "", []), "")
    assert engine.asked[0] == engine.asked[1] == ("Who?", [], NO_FILTER, None, None, True)


def test_an_answer_is_found_and_filtered(service: Service) -> None:
    assert [hit.article_id for hit in service.search("the boat that was sold", 1)] == ["boat"]
    assert {hit.article_id for hit in service.search("sold", filters=SearchFilter(("The Gull",)))} == {"boat"}
    answer = service.ask("Who was the mill sold to?", filters=SearchFilter(articles=("mill",)))
    assert [citation.quote for citation in answer.citations] == [MILL.text]
    assert {hit.article_id for hit in answer.hits} == {"mill"}


def test_strictly_means_what_a_strict_assistant_says(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Who was the boat sold to?"
    answer = assistant.ask(question)
    assert Service(assistant).ask(question, strict=True) == answer
    monkeypatch.setattr(thresholds, "STRICT", answer.confidence + 0.001)
    strict = Service(assistant).ask(question, strict=True)
    assert strict == Assistant(assistant.library, SpanReader(), threshold=thresholds.STRICT).ask(question)
    assert (strict.answered, strict.text, strict.hits) == (False, "These articles do not say.", answer.hits)


def test_who_asks_strictly_is_told_nothing_of_what_is_held_back(assistant: Assistant) -> None:
    engine = Recorded(assistant.library)
    assert Service(engine).ask("Who?") == WRITTEN
    for strict in (Service(engine).ask("Who?", strict=True), Service(engine, strict=True).ask("Who?")):
        assert strict.text == WRITTEN.text
        assert strict.writing and strict.writing.sentences == (OPENED, CLOSED)


def test_strictly_small_talk_and_the_catalog_are_answered_as_ever(service: Service) -> None:
    for question in ("Thanks!", "Which articles are from 1871?", "How many articles are there?"):
        assert service.ask(question, strict=True) == service.ask(question)
    assert "do not say" not in service.ask("Thanks!", strict=True).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (None, ["boat", "mill", "long"]),
        ("", ["boat", "mill", "long"]),
        ("GULL boat", ["boat"]),
        ("ängö", ["mill"]),
        ("ango", ["mill"]),
        ("example.org", ["mill"]),
        ("gull mill", []),
    ],
)
def test_articles_are_found_by_all_words_of_what_names_them(
    service: Service, query: str | None, found: list[str]
) -> None:
    assert [card["id"] for card in service.articles(query)] == found


def test_an_article_is_read_at_a_place(service: Service) -> None:
    assert service.read("boat") == (BOAT, 0, len(BOAT.text))
    assert service.read("boat", 4, 8) == (BOAT, 4, 8)
    assert service.read("boat", 4, 10_000) == (BOAT, 4, len(BOAT.text))
    assert service.read("boat", len(BOAT.text)) == (BOAT, len(BOAT.text), len(BOAT.text))
    assert service.read("long", 10) == (LONG, 10, 10 + LONGEST_READING)


@pytest.mark.parametrize(
    ("method", "given", "reason"),
    [
        ("ask", {"question": ""}, "The question is empty."),
        ("ask", {"question": "x" * 2001}, "at most 2,000 are read"),
        ("ask", {"question": None}, "question is not a text. Give it as a string."),
        ("ask", {"question": "Who?", "asked": 2024}, "asked is not a text."),
        ("ask", {"question": "Who?", "history": "Why?"}, "history is not a list."),
        ("ask", {"question": "Who?", "history": [["Why?"]]}, "history holds something other than pairs."),
        ("ask", {"question": "Who?", "history": [[1, 2]]}, "history is not a list of texts."),
        (
            "ask",
            {"question": "Who?", "filters": SearchFilter(("The Crow",))},
            "No article of the source",
        ),
        ("search", {"query": "boat", "k": 0}, "k is not a whole number from 1 to 1,000."),
        ("search", {"query": "boat", "k": True}, "k is not a whole number"),
        ("search", {"query": "boat", "k": "3"}, "k is not a whole number"),
        ("search", {"query": "boat", "k": 2.5}, "k is not a whole number"),
        ("search", {"query": "boat", "k": float("inf")}, "k is not a whole number"),
        ("articles", {"query": 3}, "query is not a text."),
        ("read", {"article_id": "crow"}, "No article 'crow' in this library."),
        ("read", {"article_id": "boat", "start": -1}, "start is not a whole number from 0 to 29."),
        ("read", {"article_id": "boat", "start": 9, "end": 3}, "end is not a whole number from 9"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(
    service: Service, method: str, given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        getattr(service, method)(**given)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_filter_that_cannot_be_used_is_said_in_a_line() -> None:
    with pytest.raises(InputError, match="since: 'yesterday' is not a day"):
        read_filter(None, "yesterday", None, None)
    with pytest.raises(InputError, match="sources is not a list of texts"):
        read_filter("The Gull", None, None, None)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)


@given(question=ANYTHING, history=ANYTHING, asked=ANYTHING, parts=st.tuples(*[ANYTHING] * 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_json_comes_is_answered_or_refused_clearly(
    assistant: Assistant, question: object, history: object, asked: object, parts: tuple[object, ...]
) -> None:
    service = Service(Recorded(assistant.library))
    with suppress(InputError):
        assert isinstance(service.ask(question, history, read_filter(*parts), asked), Answer)


def test_offsets_are_the_texts_own(service: Service) -> None:
    hits = service.search("sold")
    assert {"boat", "mill"} <= {hit.article_id for hit in hits}
    for hit in hits:
        article, start, end = service.read(hit.article_id, hit.start, hit.end)
        assert article.text[start:end] == hit.text
