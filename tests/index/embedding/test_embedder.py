import numpy as np

from index.embedding.embedder import LONGEST_SENTENCE, embed_sentences
from tests.fakes import WordEmbedder


def test_of_a_long_sentence_the_beginning_is_embedded_and_lone_surrogates_are_replaced() -> None:
    long = "harbour " * LONGEST_SENTENCE
    one, cut, broken, mended = embed_sentences(
        [long, long[:LONGEST_SENTENCE], "gulls \ud800", "gulls ?"], WordEmbedder()
    )
    assert np.array_equal(one, cut)
    assert np.array_equal(broken, mended)
