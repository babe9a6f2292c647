"""Each trouble of a server is one line that names the next step, and holds no key."""

import logging
import socket
import ssl
import traceback
from typing import Any

import pytest

from index.errors import LanguageModelError
from qa.language_model.error_lines import redacted
from qa.language_model.settings import ModelSettings
from qa.language_model.troubles import Trouble, trouble_of
from qa.language_model.values import PromptTooLong
from tests.qa.language_model.conftest import KEY, opened, written
from tests.servers.ollama_server import OllamaServer
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply

SETTINGS = ModelSettings("openai", "gpt-x", "https://example.test/v1", key=KEY)


def told(kind: type[Any], reply: Reply, **settings: Any) -> str:
    with kind([reply]) as server, pytest.raises(LanguageModelError) as caught:
        written(opened(server.settings(**{"key": KEY, **settings})))
    line = str(caught.value)
    assert line.isprintable() and len(line) < 400
    assert KEY not in "".join(traceback.format_exception(caught.value))
    return line


@pytest.mark.parametrize("kind", [OpenAIServer, OllamaServer])
@pytest.mark.parametrize(
    ("status", "line"),
    [
        (401, "does not know this key. Set QA_MODEL_KEY"),
        (403, "does not know this key (or what it asks is not allowed)"),
        (402, "no credit left"),
        (429, "takes no more requests for now. Try again"),
        (500, "is in trouble (HTTP 500). Try again"),
        (503, "is in trouble (HTTP 503)"),
        (418, "refuses the request (HTTP 418"),
        (308, "Set QA_MODEL_URL to that one"),
    ],
)
def test_a_status_is_told_with_the_next_step(kind: type[Any], status: int, line: str) -> None:
    headers = {"Location": "http://127.0.0.1:9/"} if status == 308 else {}
    assert line in told(kind, Reply(status=status, error=f"key {KEY}", headers=headers))


def test_a_model_that_is_not_there_is_told() -> None:
    error = {"message": "The model `scripted` does not exist", "code": "model_not_found"}
    assert "has no model scripted. Check its name, and QA_MODEL_URL" in told(
        OpenAIServer, Reply(status=404, error=error)
    )


@pytest.mark.parametrize("status", [404, 200])
def test_a_model_that_ollama_has_not_fetched_is_told_with_the_command(status: int) -> None:
    error = "model 'scripted' not found, try pulling it first"
    assert "ollama pull scripted" in told(OllamaServer, Reply(status=status, error=error))


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 2048 tokens. However, you requested 3000 tokens.",
        "the request exceeds the available context size. try increasing the context size",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "Requested tokens (2049) exceed context window of 2048",
        "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens",
    ],
)
@pytest.mark.parametrize("status", [400, 500, 200])
def test_a_prompt_that_is_too_long_is_an_error_of_its_own(message: str, status: int) -> None:
    with (
        OpenAIServer([Reply(status=status, error={"message": message})]) as server,
        pytest.raises(PromptTooLong, match="QA_MODEL_CONTEXT"),
    ):
        written(opened(server.settings()))
    assert len(server.requests) == 1


def test_an_account_without_credit_is_not_asked_again() -> None:
    error = {"message": "You exceeded your current quota", "code": "insufficient_quota"}
    with (
        OpenAIServer([Reply(status=429, error=error)]) as server,
        pytest.raises(LanguageModelError, match="no credit left"),
    ):
        written(opened(server.settings()))
    assert len(server.requests) == 1


def test_an_error_in_the_stream_is_told() -> None:
    line = told(OpenAIServer, Reply(("Bo",), error={"message": f"The engine fell over with {KEY}"}))
    assert "The engine fell over with …" in line


@pytest.mark.parametrize("kind", [OpenAIServer, OllamaServer])
@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"{}", b"", b"\xff\xfe"])
def test_a_server_of_something_else_is_told(kind: type[Any], body: bytes) -> None:
    line = told(kind, Reply(body=body))
    assert "Check QA_MODEL_URL" in line or "look at its server" in line


def test_a_page_in_place_of_an_answer_is_told_at_once() -> None:
    page = Reply(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html"})
    with OpenAIServer([page]) as server, pytest.raises(LanguageModelError, match="does not answer as a"):
        written(opened(server.settings()))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("provider", "step"), [("openai", "Start the server"), ("ollama", "Start it (ollama serve)")]
)
def test_a_server_that_is_not_there_is_told(provider: str, step: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(LanguageModelError) as caught:
        written(opened(ModelSettings(provider, "m", url)))
    assert f"{url} cannot be reached. {step}" in str(caught.value)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_a_name_that_nobody_knows_is_told_and_not_tried_again(provider: str) -> None:
    model = opened(ModelSettings(provider, "m", "http://models.example/v1", key=KEY), tries=99)
    with pytest.raises(
        LanguageModelError, match=r"cannot be reached. Check the network, or check QA_MODEL_URL"
    ):
        written(model)


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_connection_that_is_not_secure_is_told(provider: str) -> None:
    with OpenAIServer([Reply()]) as server:
        url = server.address.replace("http:", "https:")
        with pytest.raises(LanguageModelError, match="TLS"):
            written(opened(ModelSettings(provider, "m", url)))


@pytest.mark.parametrize("kind", [OpenAIServer, OllamaServer])
def test_no_log_holds_the_key(kind: type[Any], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        told(kind, Reply(status=400, error=f"bad {KEY}"))
    assert caplog.records
    assert KEY not in caplog.text


def test_a_foreign_error_loses_its_key_and_its_lines() -> None:
    error = RuntimeError(f"header Bearer {KEY}\nsk-another-key-012345 AIzaNobodys " + "x" * 1_000)
    line = str(trouble_of(error, SETTINGS).error)
    assert not [key for key in (KEY, "sk-another", "AIza") if key in line]
    assert line.isprintable() and len(line) < 300


def test_words_of_an_ordinary_error_stay() -> None:
    assert redacted("The key question is whether it may", SETTINGS) == "The key question is whether it may"


def test_our_own_errors_are_told_as_they_are() -> None:
    error = LanguageModelError("The package is missing.")
    assert trouble_of(error, SETTINGS) == Trouble(error)


def test_a_certificate_error_deep_inside_is_found() -> None:
    outer = ConnectionError("failed")
    outer.__cause__ = ssl.SSLCertVerificationError("self signed")
    assert "TLS" in str(trouble_of(outer, SETTINGS).error)
