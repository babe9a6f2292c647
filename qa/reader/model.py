"""The reader's model: question and passage in, the words that may answer out. Run by ONNX Runtime."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.embedding.runtime import Session, longest_first
from index.passages import LONGEST_TITLE
from qa.reader.excerpts import Excerpt
from qa.reader.spans import Span, Tokens, best_spans, read_twice

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "weights"

LONGEST_INPUT = 384
"""Tokens of question, title and passage together; the passage's end is cut off beyond."""

SPECIAL_TOKENS = 3
"""The tokens of each input that stand for no text: at its beginning, after the question and at its end."""

LONGEST_QUESTION = 128
"""Tokens of the question: one that is longer leaves the passage too little room."""


class ReaderModel:
    """The network in a folder (`reader.onnx`, `tokenizer.json`), loaded when needed; any thread may read."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    @property
    def file(self) -> Path:
        """The network's file."""
        return self._folder / "reader.onnx"

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[Span]]:
        """Return for each excerpt the words that may answer, one place a sentence, in its text."""
        asked = self._shortened(encodable(question))
        # Padding them to one length would cost more than a larger batch gains.
        return longest_first(partial(self._read, asked), excerpts, lambda excerpt: len(excerpt.text))

    def read_alone(self, question: str, found: Sequence[tuple[Excerpt, Span]]) -> list[Span]:
        """Return spans found in excerpts after each one's sentence was read once more, without the others."""
        asked = self._shortened(encodable(question))
        return longest_first(
            partial(self._read_alone, asked), found, lambda one: one[1].sentence[1] - one[1].sentence[0]
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text makes, special tokens not counted."""
        return [
            len(encoding) for encoding in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        ]

    def outputs(self, question: str, title: str, text: str) -> tuple[Any, list[NDArray[np.float32]]]:
        """Return the encoding of one passage and the network's outputs for it: start, end, answers."""
        before = f"{title}\n" if title else ""
        encoded = self._tokenizer.encode(question, before + text)
        inputs = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(encoded.ids)), dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        return encoded, [output[0] for output in self._session.run(inputs)]

    def _read(self, question: str, excerpt: Excerpt) -> list[Span]:
        return best_spans(self._tokens(question, excerpt.title, excerpt.text), excerpt.sentences)

    def _read_alone(self, question: str, found: tuple[Excerpt, Span]) -> Span:
        excerpt, span = found
        return read_twice(span, self._tokens(question, excerpt.title, excerpt.text[slice(*span.sentence)]))

    def _tokens(self, question: str, title: str, text: str) -> Tokens:
        title = title[:LONGEST_TITLE]
        encoded, (start, end, _) = self.outputs(question, title, text)
        before = len(title) + 1 if title else 0
        offsets = np.array(encoded.offsets, dtype=np.int64) - before
        offsets[np.array(encoded.type_ids) == 0] = -1
        return Tokens(offsets, start, end)

    def _shortened(self, question: str) -> str:
        # Cheaper than encoding every question twice: no token is shorter than a character.
        if len(question) <= LONGEST_QUESTION:
            return question
        offsets = self._tokenizer.encode(question, add_special_tokens=False).offsets[:LONGEST_QUESTION]
        return question[: offsets[-1][1]] if offsets else question[:LONGEST_QUESTION]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST_INPUT, strategy="longest_first")
        return tokenizer

    @cached_property
    def _session(self) -> Session:
        return Session(self.file)
