"""What the tests of language models share."""

import pytest

from qa.language_model.chat_model import open_model
from qa.language_model.generation import ChatGeneration
from qa.language_model.settings import ModelSettings
from qa.language_model.values import LanguageModel, Message

QUESTION = (Message("system", "Answer."), Message("user", "Who is mayor of Aahus?"))
KEY = "sk-very-secret-0123456789"


def opened(settings: ModelSettings, tries: int = 3) -> LanguageModel:
    """Open a model that tries again at once."""
    return open_model(settings, (0.01,) * (tries - 1))


def written(model: LanguageModel, most_tokens: int = 50) -> str:
    return "".join(model.generate(QUESTION, most_tokens))


def begun(model: LanguageModel) -> ChatGeneration:
    generation = model.generate(QUESTION, 50)
    assert isinstance(generation, ChatGeneration)
    return generation


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "OLLAMA_HOST", "OLLAMA_API_KEY"):
        monkeypatch.delenv(name, raising=False)
