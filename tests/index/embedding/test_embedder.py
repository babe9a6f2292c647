from index.embedding.embedder import embed_sentences
from tests.fakes import WordEmbedder


def test_of_a_long_sentence_a_beginning_is_embedded() -> None:
    embedder = WordEmbedder(max_tokens=60)
    embed_sentences(["harbour " * 200, "The gulls flew."], embedder)
    long, short = embedder.embedded
    assert "harbour " * 20 < long < "harbour " * 60
    assert short == "The gulls flew."


def test_lone_surrogates_are_replaced() -> None:
    embedder = WordEmbedder()
    embed_sentences(["gulls \ud800"], embedder)
    assert embedder.embedded == ["gulls ?"]
