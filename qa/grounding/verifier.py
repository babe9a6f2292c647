"""The claim verifier: whether evidence entails a claim, told by a cross-encoder that reads both together."""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding.embedder import encodable
from index.embedding.runtime import OnnxSession, longest_first
from qa.reader.model import SHIPPED as READER_WEIGHTS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""Folder of the network that ships with the project."""

NETWORK = "verifier.onnx"

MAX_TOKENS = 256
"""Number of tokens of claim and evidence together, at most; the longer of the two is truncated beyond."""


class Verifier(Protocol):
    """Tells how well evidence carries a claim."""

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each claim and its evidence the probability that the evidence entails the claim."""
        ...


class CrossEncoderVerifier:
    """The network in a folder, loaded when needed; any thread may use it."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return for each claim and its evidence the probability that the evidence entails the claim."""
        encoded = [(encodable(claim), encodable(evidence)) for claim, evidence in pairs]
        if len(encoded) == 1:
            return [self._score(encoded[0])]
        # Padding them to one length would cost more than a larger batch gains.
        return longest_first(self._score, encoded, lambda pair: len(pair[0]) + len(pair[1]))

    def _score(self, pair: tuple[str, str]) -> float:
        read = self._tokenizer.encode(*pair)
        supported, _ = self._session.run(
            {
                "input_ids": np.array([read.ids], dtype=np.int64),
                "attention_mask": np.ones((1, len(read.ids)), dtype=np.int64),
                "token_type_ids": np.array([read.type_ids], dtype=np.int64),
            }
        )
        return float(1 / (1 + np.exp(-np.float64(supported[0]))))

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        # The verifier begins with the reader's weights, and so reads the same word pieces.
        tokenizer = Tokenizer.from_file(str(READER_WEIGHTS / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        return tokenizer

    @cached_property
    def _session(self) -> OnnxSession:
        return OnnxSession(self._folder / NETWORK)


@cache
def default_verifier() -> Verifier:
    """Return the verifier that ships with the project."""
    return CrossEncoderVerifier()
