from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from index import ingest
from index.errors import LanguageModelError, LibraryMissing, QuestionError
from index.library import Library
from qa import answer, defaults
from tests.fakes import WordEmbedder, article
from tests.servers.ollama_server import OllamaServer
from tests.servers.scripted import Reply


@pytest.fixture(autouse=True)
def word_embedder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Use a model that counts words; forget the libraries that were opened."""
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: WordEmbedder())
    qa._opened.cache_clear()
    yield
    qa._opened.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add(tmp_path / "library", "The boat was sold to Bo Berg in Turku.")
    return tmp_path / "library"


def add(folder: Path, text: str) -> None:
    with Library.open(folder, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [article(text)])


def test_one_call_answers_from_a_library(folder: Path) -> None:
    result = answer("Who was the boat sold to?", library=folder)
    assert result.hits[0].text == "The boat was sold to Bo Berg in Turku."
    assert answer("Who was the boat sold to?", library=str(folder)) == result


def test_the_library_of_the_environment_is_the_default(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_LIBRARY", str(folder))
    assert answer("Who was the boat sold to?").hits


def test_the_model_of_the_environment_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "Who was the boat sold to?"
    assert answer(asked, library=folder).writing is None
    qa._opened.cache_clear()
    with OllamaServer([Reply.of("The boat was sold to Bo Berg in Turku. [1]")]) as server:
        monkeypatch.setenv("QA_MODEL", "ollama:scripted")
        monkeypatch.setenv("QA_MODEL_URL", server.url)
        written = answer(asked, library=folder)
    assert written.writing and written.writing.model == "ollama:scripted"
    assert len(server.requests) == 1


def test_a_model_that_cannot_be_used_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_MODEL", "nobody:nothing")
    with pytest.raises(LanguageModelError, match="nobody"):
        answer("Who was the boat sold to?", library=folder)


def test_the_conversation_is_used(folder: Path) -> None:
    history = [("Who is Bo Berg?", "A sailor.")]
    assert answer("What was he sold?", library=folder, history=history).standalone == "What was Bo Berg sold?"
    assert answer("What was he sold?", library=folder).standalone == "What was he sold?"


def test_the_library_stays_open_and_sees_what_is_added(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer("Who was the boat sold to?", library=folder)
    add(folder, "The shed burnt down on Monday.")
    monkeypatch.chdir(folder.parent)
    result = answer("When did the shed burn?", library="library")
    assert "shed" in result.hits[0].text
    assert qa._opened.cache_info().currsize == 1


def test_a_library_that_is_not_there_yet_can_be_there_later(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="qa add"):
        answer("Who?", library=tmp_path / "later")
    add(tmp_path / "later", "The boat was sold.")
    assert answer("What was sold?", library=tmp_path / "later").hits


def test_a_blank_question_is_an_error(folder: Path) -> None:
    with pytest.raises(QuestionError):
        answer(" ", library=folder)


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = qa.nothing
