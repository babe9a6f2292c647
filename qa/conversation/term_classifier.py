"""Term classification: which words of a conversation a question leaves out, told by a network."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding.runtime import OnnxSession
from qa.conversation.model_input import ModelInput, is_candidate, model_input
from qa.reader.model import SHIPPED as READER

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""Folder of the network that ships with the project."""

NETWORK = "terms.onnx"


@dataclass(frozen=True, slots=True)
class TermScores:
    """What the network tells of a question in its conversation.

    Attributes:
        needs_completion: the probability that the question leaves something out.
        terms: by candidate word, in lower case, the probability that it is left out.
    """

    input: ModelInput
    needs_completion: float
    terms: dict[str, float]


class TermScorer(Protocol):
    """Tells what a question leaves out."""

    def scores(self, question: str, turns: Sequence[tuple[str, str]]) -> TermScores:
        """Score the words of a conversation, questions and answers, oldest first."""
        ...


class TermClassifier:
    """The network in a folder, loaded when needed; any thread may use it."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    def scores(self, question: str, turns: Sequence[tuple[str, str]]) -> TermScores:
        """Score the words of a conversation, questions and answers, oldest first."""
        read = model_input(self._tokenizer, question, turns)
        logits, needs = self._session.run(
            {
                "input_ids": np.array([read.ids], dtype=np.int64),
                "attention_mask": np.ones((1, len(read.ids)), dtype=np.int64),
                "token_type_ids": np.array([read.types], dtype=np.int64),
            }
        )
        terms: dict[str, float] = {}
        for word in read.words:
            if is_candidate(word.word):
                terms[word.word] = max(_probability(logits[0, word.piece]), terms.get(word.word, 0.0))
        return TermScores(read, _probability(needs[0]), terms)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        # The vocabulary is the reader's.
        tokenizer = Tokenizer.from_file(str(READER / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> OnnxSession:
        return OnnxSession(self._folder / NETWORK)


@cache
def shipped_classifier() -> TermClassifier:
    """Return the classifier that ships with the project."""
    return TermClassifier()


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-np.float64(logit))))
