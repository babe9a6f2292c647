"""What reaches a server, and the traps of LangChain's packages: real HTTP to scripted servers."""

import builtins
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import LanguageModelError
from qa.language_model.chat_model import Dialect, open_model
from qa.language_model.settings import ModelSettings
from qa.language_model.values import Message
from tests.qa.language_model.conftest import KEY, QUESTION, opened, written
from tests.servers.ollama_server import OllamaServer
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Asked, Reply

ROOT = Path(__file__).parents[3]
SAID = "Bo Berg is mayor of Aahus [1]."
PACKAGES = "('langchain', 'langsmith', 'openai', 'anthropic', 'ollama', 'httpx')"


def test_a_text_is_streamed_over_the_openai_protocol() -> None:
    with OpenAIServer([Reply.of(SAID)]) as server:
        model = opened(server.settings(key=KEY))
        assert written(model) == SAID
    [asked] = server.requests
    assert [message["role"] for message in asked.body["messages"]] == ["system", "user"]
    assert asked.body["messages"][1]["content"] == QUESTION[1].text
    assert asked.body["stream"] is True
    assert asked.headers["authorization"] == f"Bearer {KEY}"


def test_a_text_is_streamed_over_ollamas_protocol() -> None:
    with OllamaServer([Reply.of(SAID)]) as server:
        assert written(opened(server.settings(key=KEY))) == SAID
    [asked] = server.requests
    assert asked.path == "/api/chat"
    assert asked.headers["authorization"] == f"Bearer {KEY}"


def test_the_limit_is_sent_by_both_of_its_names() -> None:
    """LangChain sends `max_completion_tokens` alone, which llama.cpp's servers do not read."""
    with OpenAIServer([Reply.of(SAID)]) as server:
        written(opened(server.settings()), 123)
    assert server.requests[0].body["max_tokens"] == 123
    assert server.requests[0].body["max_completion_tokens"] == 123


def test_its_makers_own_server_is_sent_one_name_of_the_limit() -> None:
    model = open_model(ModelSettings("openai", "gpt-x", "https://api.openai.com/v1", key=KEY))
    assert model._dialect == Dialect(max_tokens=False)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("complaint", "field"),
    [
        ("Unrecognized request argument supplied: stream_options", "stream_options"),
        ("Extra inputs are not permitted: max_completion_tokens", "max_completion_tokens"),
        ("'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens"),
        ("'temperature' does not support 0 with this model", "temperature"),
    ],
)
def test_what_a_server_complains_of_is_left_out_from_then_on(complaint: str, field: str) -> None:
    def picky(asked: Asked) -> Reply:
        return Reply(status=422, error={"message": complaint}) if field in asked.body else Reply.of(SAID)

    with OpenAIServer(picky) as server:
        model = opened(server.settings(), tries=1)
        assert [written(model), written(model)] == [SAID, SAID]
    assert [field in asked.body for asked in server.requests] == [True, False, False]


def test_a_complaint_that_stays_is_told() -> None:
    with (
        OpenAIServer([Reply(status=400, error={"message": "no temperature, no max_tokens"})]) as server,
        pytest.raises(LanguageModelError, match="refuses the request"),
    ):
        written(opened(server.settings()))
    assert len(server.requests) == 3


def test_no_form_of_the_output_is_asked_for() -> None:
    """llama.cpp's server answers `json_schema` with an error 500."""
    with OpenAIServer([Reply.of(SAID)]) as server:
        written(opened(server.settings()))
    assert not {"response_format", "tools", "functions"} & set(server.requests[0].body)


def test_ollama_is_told_how_much_it_is_to_read_and_write() -> None:
    """Left alone, it cuts a longer prompt without a word."""
    with OllamaServer([Reply.of(SAID)]) as server:
        written(opened(server.settings(context_tokens=16_384)), 77)
    options = server.requests[0].body["options"]
    assert (options["num_ctx"], options["num_predict"]) == (16_384, 77)


@pytest.mark.parametrize("kind", [OpenAIServer, OllamaServer])
def test_a_proxy_is_not_asked_for_this_machine(kind: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with kind([Reply.of(SAID)]) as server:
        assert written(opened(server.settings(), tries=1)) == SAID


def test_keys_of_the_environment_are_not_sent_to_a_server_of_ones_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OLLAMA_API_KEY", KEY)
    with OpenAIServer([Reply.of(SAID)]) as first, OllamaServer([Reply.of(SAID)]) as second:
        written(opened(first.settings()))
        written(opened(second.settings()))
    for asked in (*first.requests, *second.requests):
        assert KEY not in str(asked.headers)


def test_a_trace_is_sent_nowhere_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer([Reply()]) as tracer, OpenAIServer([Reply.of(SAID)]) as server:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", tracer.address)
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_x")
        assert written(opened(server.settings())) == SAID
        assert not tracer.wait_until(lambda seen: bool(seen.requests), 0.5)


def test_nothing_is_imported_while_no_model_is_set() -> None:
    program = (
        "import sys, qa.language_model as it; assert it.model_settings(None, {}) is None;"
        f"print([m for m in sys.modules if m.startswith({PACKAGES})])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_nothing_is_contacted_before_the_first_piece_is_asked_for() -> None:
    with OpenAIServer([Reply.of(SAID)]) as server:
        generation = opened(server.settings()).generate(QUESTION, 50)
        generation.close()
        assert list(generation) == []
    assert server.requests == []


@pytest.mark.parametrize(
    ("provider", "package", "command"),
    [
        ("openai", "langchain_openai", 'pip install "article-qa[openai]"'),
        ("anthropic", "langchain_anthropic", 'pip install "article-qa[anthropic]"'),
        ("ollama", "langchain_ollama", 'pip install "article-qa[ollama]"'),
        ("mistralai", "langchain_mistralai", "pip install langchain-mistralai"),
    ],
)
def test_a_missing_package_is_told_with_its_install_command(
    provider: str, package: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **options: Any) -> Any:
        if name.partition(".")[0] in {package, provider}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *more, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    for name in [name for name in sys.modules if name.partition(".")[0] in {package, provider}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("importlib.import_module", lambda name, *_: without(name))
    from langchain.chat_models.base import _get_chat_model_creator

    _get_chat_model_creator.cache_clear()
    with pytest.raises(LanguageModelError, match="missing") as caught:
        open_model(ModelSettings(provider, "m", "http://127.0.0.1:9"))
    assert command in str(caught.value)


@pytest.mark.parametrize(
    ("provider", "url"), [("openai", "https://api.openai.com/v1"), ("anthropic", "https://api.anthropic.com")]
)
def test_a_key_that_is_not_set_is_told_before_anything_is_sent(provider: str, url: str) -> None:
    settings = ModelSettings(provider, "m", url, key_variables=("QA_MODEL_KEY", "OPENAI_API_KEY"))
    with pytest.raises(LanguageModelError, match="QA_MODEL_KEY or OPENAI_API_KEY"):
        open_model(settings)


def test_an_unknown_provider_is_told() -> None:
    with pytest.raises(LanguageModelError, match="cannot be set up"):
        open_model(ModelSettings("nobody", "m"))


def test_twenty_texts_at_once_over_a_slow_server_are_not_mixed_and_wait_for_no_other() -> None:
    def slow(asked: Asked) -> Reply:
        name = asked.body["messages"][-1]["content"]
        return Reply.of(f"{name} " * 20, piece=5).but(between=0.1)

    with OpenAIServer(slow) as server:
        model = opened(server.settings())

        def ask(number: int) -> str:
            return "".join(model.generate([Message("user", f"n{number}")], 50))

        with ThreadPoolExecutor(20) as pool:
            texts = list(pool.map(ask, range(20)))
    assert texts == [f"n{number} " * 20 for number in range(20)]
    assert server.most_at_once >= 10


def test_what_a_server_of_anthropics_protocol_streams_is_read() -> None:
    def events() -> bytes:
        usage = {"input_tokens": 7, "output_tokens": 1}
        message: Mapping[str, Any] = {
            **{"id": "1", "type": "message", "role": "assistant", "model": "m", "content": []},
            **{"stop_reason": None, "stop_sequence": None, "usage": usage},
        }
        told: list[dict[str, Any]] = [
            {"type": "message_start", "message": message},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": SAID}},
            {"type": "content_block_stop", "index": 0},
            {
                "type": "message_delta",
                "delta": {"stop_reason": "end_turn"},
                "usage": usage | {"output_tokens": 5},
            },
            {"type": "message_stop"},
        ]
        import json

        return b"".join(
            b"event: %s\ndata: %s\n\n" % (e["type"].encode(), json.dumps(e).encode()) for e in told
        )

    reply = Reply(body=events(), headers={"Content-Type": "text/event-stream"})
    with OpenAIServer([reply]) as server:
        model = opened(ModelSettings("anthropic", "m", server.address, key=KEY))
        generation = model.generate(QUESTION, 50)
        assert "".join(generation) == SAID
        assert (generation.usage.prompt_tokens, generation.usage.completion_tokens) == (7, 5)
        assert not generation.usage.estimated
    [asked] = server.requests
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body["max_tokens"] == 50
