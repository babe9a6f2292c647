from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding import onnx_embedder
from index.embedding.embedder import Vectors
from index.embedding.export import TEXTS, exported_folder
from index.embedding.onnx_embedder import OnnxEmbedder
from index.embedding.packaged_model import FINGERPRINT
from index.embedding.sentence_embedder import SentenceTransformerEmbedder

MANY_TEXTS = 32
MORE = [f"In {1900 + number} the lake rose. " * (1 + number % 16) for number in range(MANY_TEXTS)]


@pytest.fixture(scope="module", autouse=True)
def fewer_are_many() -> Iterator[None]:
    """Go over to the runtime for long work at fewer texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnx_embedder, "MANY_TEXTS", MANY_TEXTS)
        yield


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder(exported_folder())


@pytest.fixture(scope="module")
def of_many(embedder: OnnxEmbedder) -> Vectors:
    """The vectors of many texts, by the runtime for long work."""
    return embedder.embed_passages(MORE)


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def cosines(first: object, second: object) -> float:
    return float((np.asarray(first) * np.asarray(second)).sum(axis=-1).min())


def test_few_texts_get_the_vectors_of_sentence_transformers(
    embedder: OnnxEmbedder, reference: SentenceTransformerEmbedder
) -> None:
    assert cosines(embedder.embed_passages(TEXTS), reference.embed_passages(TEXTS)) > 0.9999


def test_questions_get_the_vectors_of_sentence_transformers(
    embedder: OnnxEmbedder, reference: SentenceTransformerEmbedder
) -> None:
    questions = ["Who?", "When did the lake rise?", "Which minister spoke of the price of fish last month?"]
    vectors = [embedder.embed_question(question) for question in questions]
    assert cosines(vectors, reference.embed_passages(questions)) > 0.9999


def test_many_texts_get_the_vectors_of_sentence_transformers_in_their_order(
    embedder: OnnxEmbedder, reference: SentenceTransformerEmbedder, of_many: Vectors
) -> None:
    some = slice(0, MANY_TEXTS, 3)
    assert "_openvino" in vars(embedder), "the runtime for long work was used"
    assert cosines(of_many[some], reference.embed_passages(MORE[some])) > 0.9999


@pytest.mark.parametrize("texts", [list(TEXTS), MORE[:20]])
def test_each_of_few_texts_gets_its_own_vector_whatever_stands_beside_it(
    embedder: OnnxEmbedder, texts: list[str]
) -> None:
    together = embedder.embed_passages(texts)
    assert together.dtype == np.float32
    assert together.shape == (len(texts), 384)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(embedder.embed_passages([text])[0], vector, atol=1e-4)


ANY_TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), max_size=5)


@settings(max_examples=50)
@given(texts=ANY_TEXTS)
def test_any_text_is_counted_as_sentence_transformers_does(
    embedder: OnnxEmbedder, reference: SentenceTransformerEmbedder, texts: list[str]
) -> None:
    assert embedder.count_tokens(texts) == reference.count_tokens(texts)


@settings(max_examples=12)
@given(texts=ANY_TEXTS)
def test_any_texts_get_the_vectors_of_sentence_transformers_in_their_order(
    embedder: OnnxEmbedder, reference: SentenceTransformerEmbedder, texts: list[str]
) -> None:
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (len(texts), 384)
    if texts:
        assert cosines(vectors, reference.embed_passages(texts)) > 0.9999


def test_nothing_to_embed_is_no_error(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.count_tokens([]) == []


def test_what_fits_by_count_is_not_cut_off(embedder: OnnxEmbedder) -> None:
    fits = "rain " * (embedder.max_tokens - 3)
    assert embedder.count_tokens([fits + "lakes", fits + "rain lakes", ""]) == [256, 257, 2]
    seen = embedder.embed_passages([fits + "lakes", fits + "treaty"])
    unseen = embedder.embed_passages([fits + "rain lakes", fits + "rain treaty"])
    assert not np.array_equal(seen[0], seen[1])
    assert np.array_equal(unseen[0], unseen[1])


def test_half_a_character_in_a_question_is_no_error(embedder: OnnxEmbedder) -> None:
    np.testing.assert_array_equal(embedder.embed_question("\ud83d lakes"), embedder.embed_question("? lakes"))


def test_its_name_is_that_of_the_weights(embedder: OnnxEmbedder) -> None:
    assert embedder.fingerprint == FINGERPRINT == SentenceTransformerEmbedder().fingerprint
    assert embedder.max_tokens == SentenceTransformerEmbedder().max_tokens


def test_many_threads_at_once_get_their_own_vectors(embedder: OnnxEmbedder) -> None:
    texts = [f"Lake {number}. " + "It rained. " * 40 for number in range(8)]
    alone = [embedder.embed_question(text) for text in texts]

    def work(place: int) -> None:
        for _ in range(3):
            np.testing.assert_allclose(embedder.embed_question(texts[place]), alone[place], atol=1e-4)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))


def test_many_texts_of_several_threads_are_not_mixed_up(embedder: OnnxEmbedder, of_many: Vectors) -> None:
    lots = [MORE, MORE[::-1]] * 2
    expected = [of_many, of_many[::-1]] * 2
    with ThreadPoolExecutor(4) as threads:
        for vectors, wanted in zip(threads.map(embedder.embed_passages, lots), expected, strict=True):
            assert cosines(vectors, wanted) > 0.9999


def test_half_a_character_in_a_question_is_counted_as_it_is_embedded(embedder: OnnxEmbedder) -> None:
    assert embedder.count_tokens(["Ά\ud800", "Ά?"]) == [4, 4]
