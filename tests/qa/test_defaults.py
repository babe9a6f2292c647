from pathlib import Path

import pytest

from index.embedding.packaged_model import DEFAULT_MODEL
from index.embedding.sentence_embedder import SentenceTransformerEmbedder
from qa.defaults import default_embedder, default_library


def test_the_environment_names_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_LIBRARY", str(tmp_path / "mine"))
    assert default_library() == tmp_path / "mine"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QA_LIBRARY", "~/mine")
    assert default_library() == tmp_path / "mine"


def test_a_tilde_of_nobody_is_a_name_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_LIBRARY", "~nobody-of-that-name/mine")
    assert default_library() == Path("~nobody-of-that-name/mine")


@pytest.mark.parametrize("named", [None, ""])
def test_otherwise_it_is_in_the_users_data(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if named is None:
        monkeypatch.delenv("QA_LIBRARY", raising=False)
    else:
        monkeypatch.setenv("QA_LIBRARY", named)
    assert default_library() == tmp_path / "article-qa"


@pytest.mark.parametrize("named", [None, ""])
def test_the_model_of_the_install_is_the_default(named: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if named is None:
        monkeypatch.delenv("QA_EMBEDDER", raising=False)
    else:
        monkeypatch.setenv("QA_EMBEDDER", named)
    assert default_embedder().fingerprint.startswith(f"{DEFAULT_MODEL}:")


def test_a_process_has_one_embedder_for_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_EMBEDDER", raising=False)
    usual = default_embedder()
    assert default_embedder() is usual
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    monkeypatch.setenv("QA_EMBEDDER", str(tmp_path))
    other = default_embedder()
    assert other is not usual
    assert other.fingerprint.startswith(f"{tmp_path.name}:")
    assert default_embedder() is other


def test_only_the_user_turns_on_fetching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_EMBEDDER", "somebody/some-model")
    monkeypatch.delenv("QA_DOWNLOAD", raising=False)
    stays = default_embedder()
    assert isinstance(stays, SentenceTransformerEmbedder)
    assert not stays._download
    for said in ("0", "no", ""):
        monkeypatch.setenv("QA_DOWNLOAD", said)
        assert default_embedder() is stays
    monkeypatch.setenv("QA_DOWNLOAD", "1")
    fetches = default_embedder()
    assert isinstance(fetches, SentenceTransformerEmbedder)
    assert fetches._download
