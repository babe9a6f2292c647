"""Sentence relevance in context: which sentences bear on a query, told by a cross-encoder.

A query is a subject or a whole request. The network reads it beside a run of sentences under their title,
and labels every token; a sentence's logit is the mean of its tokens'. Provence (Chirkova et al., Provence:
efficient and robust context pruning for retrieval-augmented generation, 2025) prunes contexts in this way.
`training.relevance` trains it.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.embedding.runtime import OnnxSession, longest_first
from index.passages import Span
from qa.reader.model import SHIPPED as READER
from qa.relevance.windows import Window, windows

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""Folder of the network that ships with the project."""

NETWORK = "relevance.onnx"

MOST_TOKENS = 320
"""Number of tokens of a query and a window, at most; the longer of the two is truncated."""

DECIMALS = 4
"""Number of decimals of a probability that count, so that no rounding of a processor decides."""

UNREAD = -10.0
"""Logit of a sentence of which no token is read."""


class RelevanceNetwork:
    """The network in a folder, loaded when needed; any thread may use it."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    def relevance(
        self, query: str, title: str, text: str, sentences: Sequence[Span], wanted: Sequence[int]
    ) -> NDArray[np.float64]:
        """Return the probability that each wanted sentence bears on the query, of shape (wanted,).

        Args:
            title, text: the article's.
            sentences: (start, end) of all its sentences, in order.
            wanted: the numbers of those asked for.
        """
        read = list(windows(title, text, sentences, frozenset(wanted)))
        told = longest_first(lambda one: self._logits(query, one), read, lambda one: len(one.text))
        logits: dict[int, float] = {}
        for one, found in zip(read, told, strict=True):
            # A window's first sentence has been read in its context in the window before.
            logits = {**dict(zip(one.sentences, found, strict=True)), **logits}
        wanted_logits = np.array([logits[number] for number in wanted], dtype=np.float64)
        return np.asarray(np.round(1 / (1 + np.exp(-wanted_logits)), DECIMALS), dtype=np.float64)

    def _logits(self, query: str, one: Window) -> list[float]:
        encoded = self._tokenizer.encode(encodable(query), encodable(one.text))
        ids = np.array([encoded.ids], dtype=np.int64)
        (tokens,) = self._session.run(
            {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
            }
        )
        return [
            float(np.mean(tokens[0, own])) if (own := list(tokens_in(encoded, place))) else UNREAD
            for place in one.places
        ]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        # The vocabulary is the reader's.
        tokenizer = Tokenizer.from_file(str(READER / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS, strategy="longest_first")
        return tokenizer

    @cached_property
    def _session(self) -> OnnxSession:
        return OnnxSession(self._folder / NETWORK)


def tokens_in(encoded: "Encoding", place: Span) -> Iterator[int]:
    """Yield the numbers of the tokens of the second text that stand at a place in it."""
    for number, ((start, end), kind) in enumerate(zip(encoded.offsets, encoded.type_ids, strict=True)):
        if kind == 1 and start < end and place[0] <= start < place[1]:
            yield number


@cache
def shipped_network() -> RelevanceNetwork:
    """Return the network that ships with the project."""
    return RelevanceNetwork()
