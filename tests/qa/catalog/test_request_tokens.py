"""The tokens of a request: how misspelt words that ask are read, and what is left as the subject."""

from collections.abc import Sequence

import pytest

from index.embedding.embedder import Vectors
from qa.catalog.request_tokens import RequestTokens, spelling_of
from tests.fakes import WordEmbedder
from tests.qa.fakes import MILL
from tests.store.memory import memory_library


class PieceEmbedder(WordEmbedder):
    """An embedder that has met some words only: it cuts others into two pieces."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        known = {"contract", ""}
        return [sum(1 + (word not in known) for word in text.split()) + 2 for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return super().embed_passages([" ".join(text.split()[:20]) for text in texts])


@pytest.mark.parametrize(
    ("request_text", "words"),
    [
        ("Sumarize whihc articels", ["summarize", "which", "articles"]),
        ("a contract", ["a", "contract"]),
        ("oak wheal", ["oak", "wheal"]),
        ("Ada's C++ code", ["ada", "c", "code"]),
    ],
)
def test_words_that_ask_are_read_as_they_are_meant(request_text: str, words: list[str]) -> None:
    library = memory_library(PieceEmbedder(max_tokens=200), MILL)
    assert [token.word for token in RequestTokens(request_text, spelling_of(library)).tokens] == words


@pytest.mark.parametrize(
    ("request_text", "subject"),
    [
        ("Summarize the war in three sentences, please.", "war"),
        ("Give me a short timeline of the fall of the old mill", "fall of the old mill"),
        ("What are the main points?", ""),
        ("tl;dr", ""),
        ("all visits of the king with their dates, oldest first", "visits of the king"),
        ("the strike so far, one paragraph", "strike"),
        ("Summarize the article I have open.", ""),
        ("Summary of the fire, three sentences max", "fire"),
        ("Who opened the two doors?", "opened the two doors"),
        ("What was said about a life sentence?", "a life sentence"),
        ("I missed my train, sorry. What is this article about the wolves saying?", "wolves"),
        ("the harbour, not the airport, in dates", "harbour"),
    ],
)
def test_what_only_asks_is_no_part_of_the_subject(request_text: str, subject: str) -> None:
    assert RequestTokens(request_text).subject() == subject
