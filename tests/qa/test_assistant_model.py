"""An assistant that is opened with a language model, by its name or settings."""

import subprocess
import sys
from pathlib import Path

import pytest

from index import ingest
from index.errors import LanguageModelError
from index.library import Library
from qa.assistant import Assistant
from qa.language_model import open_model
from tests.fakes import WordEmbedder
from tests.qa.fakes import BOAT, MILL
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply

ROOT = Path(__file__).parents[2]
WHO = "Who was the boat sold to?"
TRUE = "The boat was sold to Bo Berg."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [BOAT, MILL])
    return tmp_path / "library"


def test_a_model_is_opened_by_its_settings_or_open_already_and_asked_with_the_question(folder: Path) -> None:
    with OpenAIServer([Reply.of(f"{TRUE} [1]")]) as server:
        for model in (server.settings(), open_model(server.settings())):
            before = len(server.requests)
            with Assistant.open(folder, embedder=WordEmbedder(), model=model) as assistant:
                assert len(server.requests) == before
                answer = assistant.ask(WHO)
            assert answer.text == f"{TRUE} [1]"
            assert answer.writing and answer.writing.model == "openai:scripted"
            assert len(server.requests) == before + 1


def test_a_model_is_opened_by_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer([Reply.of(f"{TRUE} [1]")]) as server:
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        with Assistant.open(folder, embedder=WordEmbedder(), model="openai:gull") as assistant:
            assert assistant.ask(WHO, written=False).writing is None
            assert not server.requests
            assert assistant.ask(WHO).writing
        assert server.requests[0].body["model"] == "gull"


def test_the_days_cap_of_the_settings_is_kept(folder: Path) -> None:
    with (
        OpenAIServer([Reply.of(f"{TRUE} [1]")]) as server,
        Assistant.open(folder, embedder=WordEmbedder(), model=server.settings(tokens_a_day=10)) as assistant,
    ):
        answer = assistant.ask(WHO)
        assert not server.requests
    assert answer.citations[0].quote == TRUE
    assert answer.writing and "Raise QA_MODEL_TOKENS_A_DAY." in answer.writing.problem


def test_settings_that_cannot_be_used_are_told_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError, match="names no model"):
        Assistant.open(tmp_path / "nowhere", embedder=WordEmbedder(), model="nonsense")


def test_what_only_a_model_needs_is_not_imported_without_one() -> None:
    code = "import sys, qa.assistant; print([one for one in sys.modules if one.startswith('qa.')])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "qa.reader" in ran.stdout
    for room in ("qa.writer", "qa.grounding", "qa.interpretation"):
        assert f"'{room}" not in ran.stdout
