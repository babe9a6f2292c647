from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LanguageModelError
from qa.language_model.settings import ModelSettings, is_loopback, model_settings
from qa.language_model.values import Price

KEY = "sk-very-secret-0123456789"
TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


def read(model: str | None = None, **environment: str) -> ModelSettings:
    found = model_settings(model, environment)
    assert found is not None
    return found


@pytest.mark.parametrize("environment", [{}, {"QA_MODEL": ""}, {"QA_MODEL": " "}, {"OPENAI_API_KEY": KEY}])
def test_where_no_model_is_named_there_are_no_settings(environment: dict[str, str]) -> None:
    assert model_settings(None, environment) is None


def test_the_flag_counts_before_the_environment() -> None:
    assert read("ollama:llama3.2", QA_MODEL="openai:gpt-x").name == "ollama:llama3.2"
    assert read(QA_MODEL="openai:gpt-x").name == "openai:gpt-x"
    assert model_settings("", {"QA_MODEL": "openai:gpt-x"}) is None


def test_a_provider_is_named_before_the_first_colon() -> None:
    found = read("ollama:llama3.2:1b")
    assert (found.provider, found.model) == ("ollama", "llama3.2:1b")
    assert read("google-genai:gemini-x").provider == "google_genai"


def test_a_name_alone_is_a_model_of_a_server_of_ones_own() -> None:
    found = read("my-model", QA_MODEL_URL="http://127.0.0.1:8080/v1/")
    assert (found.provider, found.model, found.url) == ("openai", "my-model", "http://127.0.0.1:8080/v1")


@pytest.mark.parametrize("named", ["gpt-x", "openai:", ":gpt", "open ai:gpt", "openai: "])
def test_a_name_without_a_provider_is_refused_where_no_server_is_named(named: str) -> None:
    with pytest.raises(LanguageModelError, match="PROVIDER:MODEL"):
        read(named)


def test_each_providers_own_address_and_context_are_known() -> None:
    assert read("openai:gpt-x").url == "https://api.openai.com/v1"
    assert read("openai:gpt-x").context_tokens == 128_000
    assert read("anthropic:claude-x").context_tokens == 200_000
    assert read("ollama:llama3.2").url == "http://127.0.0.1:11434"
    assert read("ollama:llama3.2").context_tokens == 8_192
    assert read("mistralai:m").url is None
    assert read("openai:m", QA_MODEL_URL="http://127.0.0.1:1/v1").context_tokens == 8_192


def test_the_address_that_a_providers_own_programs_use_is_used() -> None:
    assert read("openai:gpt-x", OPENAI_BASE_URL="http://10.0.0.1/v1").url == "http://10.0.0.1/v1"
    assert read("ollama:x", OLLAMA_HOST="0.0.0.0").url == "http://127.0.0.1:11434"
    assert read("ollama:x", OLLAMA_HOST="10.0.0.1:99").url == "http://10.0.0.1:99"
    assert read("ollama:x", OLLAMA_HOST="[::1]:99").url == "http://[::1]:99"
    assert read("ollama:x", OLLAMA_HOST="[::1]").url == "http://[::1]:11434"
    assert read("ollama:x", OLLAMA_HOST="http://10.0.0.1:99/").url == "http://10.0.0.1:99"


def test_a_key_for_the_makers_server_goes_to_no_other() -> None:
    assert read("openai:gpt-x", OPENAI_API_KEY=KEY).key == KEY
    assert read("openai:gpt-x", OPENAI_API_KEY=KEY, QA_MODEL_URL="http://127.0.0.1:1/v1").key == ""
    assert read("anthropic:claude-x", OPENAI_API_KEY=KEY).key == ""
    assert read("x", QA_MODEL_URL="http://127.0.0.1:1/v1", QA_MODEL_KEY=KEY).key == KEY


def test_a_key_is_in_no_repr() -> None:
    found = read("openai:gpt-x", OPENAI_API_KEY=KEY)
    assert KEY not in repr(found) and KEY not in str(found)


def test_numbers_are_read() -> None:
    found = read(
        "openai:gpt-x",
        QA_MODEL_CONTEXT="32_768",
        QA_MODEL_PRICE="0.15/0.60",
        QA_MODEL_TOKENS_A_DAY="1,000,000",
        QA_MODEL_TIMEOUT="2.5",
    )
    assert found.price == Price(0.15, 0.60)
    assert (found.context_tokens, found.tokens_a_day, found.timeout) == (32_768, 1_000_000, 2.5)


@pytest.mark.parametrize(
    ("variable", "values"),
    [
        ("QA_MODEL_CONTEXT", ["8k", "0", "-1", "12", "1e4", "٣٠٠٠", "9" * 30]),
        ("QA_MODEL_PRICE", ["cheap", "1", "1/2/3", "-1/2", "nan/1", "inf/1", "/"]),
        ("QA_MODEL_TOKENS_A_DAY", ["many", "0", "1.5"]),
        ("QA_MODEL_TIMEOUT", ["soon", "0", "-1", "nan", "inf", "1e9"]),
        (
            "QA_MODEL_URL",
            ["localhost:8080", "ftp://a/v1", "http://", "http://a b/", "http://[::1/v1", "http://a:0/"],
        ),
        ("QA_MODEL_KEY", ["two words", "line\nbreak", "schlüssel"]),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_one_line(variable: str, values: list[str]) -> None:
    for value in values:
        with pytest.raises(LanguageModelError) as caught:
            read("openai:gpt-x", **{variable: value})
        assert "\n" not in str(caught.value)
        assert variable in str(caught.value) or variable == "QA_MODEL_KEY"
        assert variable != "QA_MODEL_KEY" or value not in str(caught.value)


@pytest.mark.parametrize(
    "url", [f"http://me:{KEY}@127.0.0.1/v1", f"http://127.0.0.1/v1?key={KEY}", f"me:{KEY}@x"]
)
def test_an_address_with_a_key_in_it_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(LanguageModelError) as caught:
        read("m", QA_MODEL_URL=url)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://127.8.8.8/", True),
        ("http://[::1]:1", True),
        ("http://localhost:1", True),
        ("http://localhost.example", False),
        ("http://10.0.0.1", False),
        ("https://api.openai.com/v1", False),
    ],
)
def test_this_machine_is_known_by_its_address(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


@given(model=TEXT, url=TEXT, price=TEXT, key=TEXT)
def test_anybodys_values_are_settings_or_one_clear_line(model: str, url: str, price: str, key: str) -> None:
    environment: dict[str, Any] = {"QA_MODEL_URL": url, "QA_MODEL_PRICE": price, "QA_MODEL_KEY": key}
    told = "a line"
    try:
        model_settings(model, environment)
    except LanguageModelError as error:
        told = str(error)
    assert told.isprintable()
