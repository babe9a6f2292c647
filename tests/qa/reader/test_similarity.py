import numpy as np
import pytest

from qa.reader import similarity as similarity_module
from qa.reader.similarity import RememberedVectors, similarity
from tests.fakes import WordEmbedder


def test_the_nearer_sentence_has_the_larger_cosine() -> None:
    embedder = WordEmbedder()
    sentences = ["The bridge is old.", "Ann opened the bridge.", "It rained."]
    cosines = similarity(embedder, RememberedVectors(embedder), "Who opened the bridge?", sentences)
    assert cosines.shape == (3,)
    assert cosines.dtype == np.float64
    assert cosines[1] > cosines[0] > cosines[2]
    assert (np.abs(cosines) <= 1 + 1e-6).all()


def test_a_sentence_is_embedded_once_and_forgotten_when_others_were_read_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(similarity_module, "SENTENCES_REMEMBERED", 2)
    embedder = WordEmbedder()
    remembered = RememberedVectors(embedder)
    first = remembered.of(["one", "two", "one"])
    assert np.array_equal(first, WordEmbedder().embed_passages(["one", "two", "one"]))
    remembered.of(["two", "one"])
    assert embedder.embedded == ["one", "two"]
    remembered.of(["three"])
    remembered.of(["one", "two"])
    assert embedder.embedded == ["one", "two", "three", "two"]
