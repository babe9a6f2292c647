import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ingest
from index.articles import Article
from index.errors import InputError
from index.library import Library
from qa import assistant as assistant_module
from qa.answers import Answer
from qa.assistant import Assistant
from tests.fakes import WordEmbedder
from ui.service import LONGEST_READING, Service

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
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder, words = tmp_path_factory.mktemp("library"), WordEmbedder()
    with Library.open(folder, words, create=True) as library:
        assert not ingest.add(library, [BOAT, MILL, LONG])
    with Assistant.open(folder, embedder=words) as assistant:
        yield assistant


@pytest.fixture
def calls(assistant: Assistant) -> Service:
    return Service(assistant)


class Recorded:
    """An engine that keeps what it was asked and is as sure of its answer as it is told to be."""

    def __init__(self, library: Library, sure: float = 0.5) -> None:
        self.library = library
        self.sure = sure
        self.asked: list[Any] = []

    def ask(self, question: str, **options: Any) -> Answer:
        self.asked.append((question, options))
        return Answer(question, question, "…", self.sure)

    def search(self, question: str, k: int = 10, **options: Any) -> tuple[()]:
        self.asked.append((question, k, options))
        return ()


def test_everything_that_is_given_reaches_the_engine(assistant: Assistant) -> None:
    engine = Recorded(assistant.library)
    calls = Service(engine)
    ways = {"sources": ["The Gull"], "since": "2024-05-01", "until": "2024-05-02", "articles": ["boat"]}
    calls.ask("Who?", history=[["Why?", "So."], ("How?", "Thus.")], asked="2024-06-16", **ways)  # type: ignore[arg-type]
    calls.search("boat", 3.0, **ways)  # type: ignore[arg-type]
    ways_read = ways | {"since": date(2024, 5, 1), "until": date(2024, 5, 2)}
    history = [("Why?", "So."), ("How?", "Thus.")]
    assert engine.asked == [
        ("Who?", {"history": history, "asked": date(2024, 6, 16), **ways_read}),
        ("boat", 3, ways_read),
    ]


def test_what_is_left_out_or_empty_narrows_nothing(assistant: Assistant) -> None:
    engine = Recorded(assistant.library)
    Service(engine).ask("Who?")
    Service(engine).ask("Who?", history=[], sources=None, since="", until="", articles=None, asked="")
    assert engine.asked[0] == engine.asked[1]
    assert engine.asked[0][1]["since"] is None


def test_an_answer_is_found_and_narrowed(calls: Service) -> None:
    assert [hit.article_id for hit in calls.search("the boat that was sold", 1)] == ["boat"]
    assert {hit.article_id for hit in calls.search("sold", sources=["The Gull"])} == {"boat"}
    answer = calls.ask("Who was the mill sold to?", articles=["mill"])
    assert [citation.quote for citation in answer.citations] == [MILL.text]
    assert {hit.article_id for hit in answer.hits} == {"mill"}


def test_strictly_means_what_a_strict_assistant_says(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Who was the boat sold to?"
    answer = replace(assistant.ask(question), confidence=0.5)
    assert answer.answered

    def with_confidence(sure: float) -> Answer:
        monkeypatch.setattr(assistant, "ask", lambda *_, **__: replace(answer, confidence=sure))
        return Service(assistant).ask(question, strict=True)

    refused = with_confidence(assistant_module.STRICT - 0.01)
    assert (refused.answered, refused.text, refused.statement) == (False, "These articles do not say.", "")
    assert refused.hits == answer.hits
    assert with_confidence(assistant_module.STRICT).citations == answer.citations
    assert Service(assistant).ask(question).citations == answer.citations


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (None, ["boat", "mill", "long"]),
        ("", ["boat", "mill", "long"]),
        ("GULL boat", ["boat"]),
        ("ängö", ["mill"]),
        ("example.org", ["mill"]),
        ("gull mill", []),
    ],
)
def test_articles_are_found_by_all_words_of_what_names_them(
    calls: Service, query: str | None, found: list[str]
) -> None:
    assert [card["id"] for card in calls.articles(query)] == found


def test_an_article_is_read_at_a_place(calls: Service) -> None:
    assert calls.read("boat") == (BOAT, 0, len(BOAT.text))
    assert calls.read("boat", 4, 8) == (BOAT, 4, 8)
    assert calls.read("boat", 4, 10_000) == (BOAT, 4, len(BOAT.text))
    assert calls.read("boat", len(BOAT.text)) == (BOAT, len(BOAT.text), len(BOAT.text))
    assert calls.read("long", 10) == (LONG, 10, 10 + LONGEST_READING)


@pytest.mark.parametrize(
    ("method", "given", "reason"),
    [
        ("ask", {"question": ""}, "The question is empty."),
        ("ask", {"question": "x" * 2001}, "at most 2,000 are read"),
        ("ask", {"question": None}, "question is not a text. Give it as a string."),
        ("ask", {"question": "Who?", "since": "yesterday"}, "since: 'yesterday' is not a day. Write it like"),
        ("ask", {"question": "Who?", "asked": 2024}, "asked is not a text."),
        ("ask", {"question": "Who?", "history": "Why?"}, "history is not a list."),
        ("ask", {"question": "Who?", "history": [["Why?"]]}, "history holds something other than pairs."),
        ("ask", {"question": "Who?", "history": [[1, 2]]}, "history is not a list of texts."),
        ("ask", {"question": "Who?", "sources": "The Gull"}, "sources is not a list of texts."),
        ("ask", {"question": "Who?", "sources": ["The Crow"]}, "No article of the source 'The Crow'"),
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
    calls: Service, method: str, given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        getattr(calls, method)(**given)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["question", "history", "sources", "since", "until", "articles", "asked", "strict"]),
        ANYTHING,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_json_comes_is_answered_or_refused_clearly(
    assistant: Assistant, given: dict[str, Any]
) -> None:
    calls = Service(Recorded(assistant.library))
    with suppress(InputError):
        assert isinstance(calls.ask(**{"question": "Who?", **json.loads(json.dumps(given))}), Answer)


def test_offsets_are_the_texts_own(calls: Service) -> None:
    hits = calls.search("sold")
    assert {"boat", "mill"} <= {hit.article_id for hit in hits}
    for hit in hits:
        article, start, end = calls.read(hit.article_id, hit.start, hit.end)
        assert article.text[start:end] == hit.text
