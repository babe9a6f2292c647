"""The endpoints for programs, called as a program does: through gradio's own client."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from index.articles import Article
from qa.answer_json import to_json
from qa.answers import Answer
from qa.assistant import Assistant
from qa.reader import SpanReader
from tests.fakes import WordEmbedder
from tests.qa.writer.fakes import ScriptedModel, writer_of
from tests.store.memory import memory_library
from tests.ui.browsing import free_port
from tests.ui.in_a_loop import in_a_loop
from ui.chat import build, launch
from ui.chat.api import Endpoints
from ui.chat.turn import UNEXPECTED
from ui.service import Service

# Gradio sums up its queue with calls that pandas is giving up.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

BOAT = Article(
    id="boat",
    text="The boat was sold to Bo Berg.",
    title="A boat",
    source="The Gull",
    published=date(2024, 5, 1),
    path="/home/ann/boat.txt",
)
MILL = Article(id="mill", text="The mill was sold to Ada Lind.", title="A mill")
WHO = "Who was the boat sold to?"


def without_paths(told: Any) -> Any:
    """What is told, but for where files lie."""
    return json.loads(
        json.dumps(told), object_hook=lambda of: {name: of[name] for name in of if name != "path"}
    )


class Assistants(Assistant):
    """The assistant; it has a bug that one question meets."""

    def answer(self, question: str, *given: Any, **options: Any) -> Answer:
        if "crash" in question:
            raise RuntimeError("secret detail of a bug")
        return super().answer(question, *given, **options)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistants(memory_library(WordEmbedder(), BOAT, MILL), SpanReader())


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[Any]:
    from gradio_client import Client

    blocks, url = in_a_loop(lambda: _launched(assistant))
    client = Client(url, verbose=False)
    yield client
    client.close()
    blocks.close(verbose=False)


def _launched(assistant: Assistant) -> tuple[Any, str]:
    blocks = build(assistant)
    return blocks, launch(blocks, host="127.0.0.1", port=free_port(), open_browser=False)


def refusal(client: Any, api_name: str, **given: Any) -> str:
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError) as refused:
        client.predict(api_name=api_name, **given)
    return str(refused.value)


def test_a_question_gets_the_whole_answer(client: Any, assistant: Assistant) -> None:
    answer = client.predict(WHO, api_name="/ask")
    assert answer == without_paths(to_json(assistant.ask(WHO)))
    assert "/home/ann" not in json.dumps(answer)
    citation = answer["citations"][0]
    assert citation["article"]["id"] == "boat"
    assert BOAT.text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_language_model_writes_the_answer_unless_a_program_does_without() -> None:
    model = ScriptedModel("The boat was sold to Bo Berg. [1] The boat was sold in 1901. [1]")
    library = memory_library(WordEmbedder(), BOAT, MILL)
    endpoints = Endpoints(Service(Assistant(library, SpanReader(), writer=writer_of(model))))
    written = endpoints.ask(WHO)
    assert written["text"] == "The boat was sold to Bo Berg. [1]"
    assert [one["holds"] for one in written["writing"]["sentences"]] == [True, False]
    assert len(endpoints.ask(WHO, strict=True)["writing"]["sentences"]) == 1
    quotes = endpoints.ask(WHO, written=False)
    assert (quotes["writing"], quotes["text"]) == (None, "“The boat was sold to Bo Berg.” [1]")
    assert len(model.prompts) == 2


def test_an_answer_follows_up_and_is_filtered(client: Any, assistant: Assistant) -> None:
    history = [[WHO, "Bo Berg"]]
    follow_up = client.predict(question="And the mill?", history=history, api_name="/ask")
    assert follow_up["standalone"] == assistant.ask("And the mill?", history=[(WHO, "Bo Berg")]).standalone
    filtered = client.predict(
        question=WHO,
        **{"sources": ["The Gull"], "since": "2024-05-01", "until": "2024-05-01", "articles": ["boat"]},
        asked="2024-06-16",
        strict=True,
        api_name="/ask",
    )
    assert {hit["article_id"] for hit in filtered["hits"]} == {"boat"}


def test_passages_and_articles_are_found(client: Any, assistant: Assistant) -> None:
    hits = client.predict("the boat that was sold", 1, api_name="/search")
    assert hits == [without_paths(hit.to_json()) for hit in assistant.search("the boat that was sold", 1)]
    assert client.predict(api_name="/articles") == without_paths([BOAT.card(), MILL.card()])
    assert client.predict("mill", api_name="/articles") == without_paths([MILL.card()])


@pytest.mark.parametrize(
    ("api_name", "given", "reason"),
    [
        ("/ask", {"question": "  "}, "The question is empty. Type what you want to know from your articles."),
        ("/ask", {"question": WHO, "since": "May"}, "since: 'May' is not a day. Write it like 2024-06-16."),
        ("/ask", {"question": 5}, "question is not a text. Give it as a string."),
        ("/search", {"query": "boat", "k": 0}, "k is not a whole number from 1 to 1,000. Choose one."),
        ("/articles", {"query": []}, "query is not a text. Give it as a string."),
    ],
)
def test_an_error_is_the_engines_own_sentence(
    client: Any, api_name: str, given: dict[str, Any], reason: str
) -> None:
    assert refusal(client, api_name, **given) == reason


def test_a_bug_is_not_told_to_the_world(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert refusal(client, "/ask", question="crash") == UNEXPECTED
    assert "secret detail of a bug" in caplog.text


def test_names_types_and_descriptions_are_published_and_nothing_else_of_the_page(client: Any) -> None:
    published = client.view_api(return_format="dict")["named_endpoints"]
    assert list(published) == ["/ask", "/search", "/articles"]
    names = {
        name: [given["parameter_name"] for given in end["parameters"]] for name, end in published.items()
    }
    filters = ["sources", "since", "until", "articles"]
    assert names == {
        "/ask": ["question", "history", *filters, "asked", "strict", "written"],
        "/search": ["query", "k", *filters],
        "/articles": ["query"],
    }
    first = published["/ask"]["parameters"]
    assert [given["parameter_has_default"] for given in first] == [False] + [True] * 8
    assert first[0]["type"] == {"type": "string"}
    assert published["/search"]["parameters"][1]["type"] == {"type": "integer"}
    assert "exact quotes" in published["/ask"]["description"]
    assert all(end["description"] for end in published.values())
