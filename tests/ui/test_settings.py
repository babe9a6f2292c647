import pytest

from index.errors import LanguageModelError
from qa.language_model import ModelSettings
from ui.cli import parser
from ui.settings import language_model


def settings_of(*flags: str, command: str = "chat") -> ModelSettings | None:
    return language_model(parser().parse_args([command, *flags]))


def test_without_a_flag_and_without_the_environment_no_model_writes() -> None:
    assert settings_of() is None


@pytest.mark.parametrize("command", ["chat", "mcp"])
def test_a_model_is_named_by_the_flag_else_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    named = settings_of("--model", "ollama:llama3.2", command=command)
    assert named and named.name == "ollama:llama3.2"
    monkeypatch.setenv("QA_MODEL", "anthropic:claude")
    monkeypatch.setenv("QA_MODEL_KEY", "k")
    by_environment = settings_of(command=command)
    assert by_environment and by_environment.name == "anthropic:claude"
    by_flag = settings_of("--model", "ollama:llama3.2", command=command)
    assert by_flag and by_flag.name == "ollama:llama3.2"


def test_a_key_or_a_package_that_is_missing_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(LanguageModelError, match="wants a key, and none is set"):
        settings_of("--model", "anthropic:claude")
    with pytest.raises(LanguageModelError, match="Install it: pip install langchain-mistralai"):
        settings_of("--model", "mistralai:gull")


def test_quotes_only_passes_over_whatever_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_MODEL", "nonsense")
    assert settings_of("--quotes-only") is None
    with pytest.raises(LanguageModelError, match="“nonsense” names no model"):
        settings_of()
