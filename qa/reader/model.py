"""The reader's network, run by ONNX Runtime: question and passage in, answer spans out."""

from collections.abc import Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.embedding.runtime import OnnxSession, longest_first
from index.passages import MAX_TITLE_LENGTH
from qa.reader.excerpts import Excerpt
from qa.reader.span_decoding import AnswerSpan, SpanLogits, best_spans, with_second_pass

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "weights"
"""Folder of the network that ships with the project."""

MAX_INPUT_TOKENS = 384
"""Number of tokens of question, title and passage together, at most; the passage is truncated beyond."""

SPECIAL_TOKENS = 3
"""Number of special tokens of each input: at its beginning, after the question and at its end."""

MAX_QUESTION_TOKENS = 128
"""Number of tokens of the question, at most: a longer one leaves the passage too little room."""


class ReaderModel:
    """The network in a folder (`reader.onnx`, `tokenizer.json`), loaded when needed; any thread may read."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder

    @property
    def file(self) -> Path:
        """The network's file."""
        return self._folder / "reader.onnx"

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[AnswerSpan]]:
        """Return the best span of each sentence, by excerpt, with offsets in the excerpt's text."""
        asked = self._shortened(encodable(question))
        # Padding them to one length would cost more than a larger batch gains.
        return longest_first(partial(self._read, asked), excerpts, lambda excerpt: len(excerpt.text))

    def read_sentences(self, question: str, found: Sequence[tuple[Excerpt, AnswerSpan]]) -> list[AnswerSpan]:
        """Return the spans after a second pass over each one's sentence alone."""
        asked = self._shortened(encodable(question))
        return longest_first(
            partial(self._read_sentence, asked), found, lambda one: one[1].sentence[1] - one[1].sentence[0]
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, without special tokens."""
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

    def _read(self, question: str, excerpt: Excerpt) -> list[AnswerSpan]:
        return best_spans(self._tokens(question, excerpt.title, excerpt.text), excerpt.sentences)

    def _read_sentence(self, question: str, found: tuple[Excerpt, AnswerSpan]) -> AnswerSpan:
        excerpt, span = found
        return with_second_pass(
            span, self._tokens(question, excerpt.title, excerpt.text[slice(*span.sentence)])
        )

    def _tokens(self, question: str, title: str, text: str) -> SpanLogits:
        title = title[:MAX_TITLE_LENGTH]
        encoded, (start, end, _) = self.outputs(question, title, text)
        before = len(title) + 1 if title else 0
        offsets = np.array(encoded.offsets, dtype=np.int64) - before
        offsets[np.array(encoded.type_ids) == 0] = -1
        return SpanLogits(offsets, start, end)

    def _shortened(self, question: str) -> str:
        # Cheaper than encoding every question twice: no token is shorter than a character.
        if len(question) <= MAX_QUESTION_TOKENS:
            return question
        offsets = self._tokenizer.encode(question, add_special_tokens=False).offsets[:MAX_QUESTION_TOKENS]
        return question[: offsets[-1][1]] if offsets else question[:MAX_QUESTION_TOKENS]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_INPUT_TOKENS, strategy="longest_first")
        return tokenizer

    @cached_property
    def _session(self) -> OnnxSession:
        return OnnxSession(self.file)


@cache
def shipped_model() -> ReaderModel:
    """Return the network that ships with the project: all readers of a process share it."""
    return ReaderModel()
